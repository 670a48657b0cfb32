/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.awaitility.Awaitility;
import org.dicomdeid.audit.AuditStore;
import org.dicomdeid.audit.ReceiptLog;
import org.dicomdeid.processor.CheckpointPush;
import org.dicomdeid.receipt.ConsistencyProof;
import org.dicomdeid.receipt.Content;
import org.dicomdeid.receipt.KeyFolder;
import org.dicomdeid.receipt.MerkleTree;
import org.dicomdeid.receipt.Operation;
import org.dicomdeid.receipt.Outcome;
import org.dicomdeid.receipt.ProfileRef;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointPushTest {

  private static final Duration INTERVAL = Duration.ofMillis(50);

  @TempDir Path folder;
  private DefaultCamelContext camel;
  private AuditStore store;
  private ReceiptLog log;
  private KeyFolder keys;

  @BeforeEach
  void open() throws Exception {
    camel = new DefaultCamelContext();
    camel.start();
    keys = KeyFolder.open(folder.resolve("data/keys"));
    store = AuditStore.open(folder.resolve("data"));
    log = ReceiptLog.open(store, keys, keys.timestampAuthority());
  }

  @AfterEach
  void close() throws Exception {
    camel.close();
    log.close();
    store.close();
  }

  @Test
  void partner_gets_checkpoints_that_each_prove_the_one_before() throws Exception {
    Path partner = folder.resolve("partner");
    CheckpointPush.Target target = new CheckpointPush.Target("file:" + partner, INTERVAL);
    try (CheckpointPush push = CheckpointPush.start(log, camel, target)) {
      for (int size = 1; size <= 3; size++) {
        append(size);
        int expected = size;
        Awaitility.await().until(() -> pushed(partner).size() == expected);
      }
      assertThat(push.failingSince()).isEmpty();
    }
    List<ConsistencyProof> all = pushed(partner);
    assertThat(all.get(0).older()).isZero();
    for (int i = 0; i < all.size(); i++) {
      assertThat(all.get(i).checkpoint().signer(keys.trustedKeys())).isPresent();
      assertThat(log.compare(all.get(i).checkpoint())).isEmpty();
      if (i > 0) {
        var older = all.get(i - 1).checkpoint().checkpoint();
        var newer = all.get(i).checkpoint().checkpoint();
        assertThat(all.get(i).older()).isEqualTo(older.size());
        assertThat(
                MerkleTree.isConsistent(
                    older.size(), older.root(), newer.size(), newer.root(), all.get(i).proof()))
            .isTrue();
      }
    }
  }

  @Test
  void failing_endpoint_is_tried_again_and_stops_nothing() throws Exception {
    AtomicInteger tries = new AtomicInteger();
    AtomicInteger taken = new AtomicInteger();
    camel.addRoutes(
        new RouteBuilder() {
          @Override
          public void configure() {
            from("direct:partner")
                .process(
                    exchange -> {
                      if (tries.incrementAndGet() < 4) {
                        throw new IllegalStateException("down");
                      }
                      taken.incrementAndGet();
                    });
          }
        });
    CheckpointPush.Target target = new CheckpointPush.Target("direct:partner", INTERVAL);
    try (CheckpointPush push = CheckpointPush.start(log, camel, target)) {
      append(1);
      Awaitility.await().until(() -> push.failingSince().isPresent());
      append(2);
      Awaitility.await().until(() -> taken.get() == 1);
      Awaitility.await().until(() -> push.failingSince().isEmpty());
    }
    assertThat(tries).hasValue(4);
    assertThat(log.verifyChain().holds()).isTrue();
  }

  @Test
  void what_was_taken_is_not_pushed_again_after_a_restart() throws Exception {
    Path partner = folder.resolve("partner");
    CheckpointPush.Target target = new CheckpointPush.Target("file:" + partner, INTERVAL);
    append(1);
    try (CheckpointPush push = CheckpointPush.start(log, camel, target)) {
      assertThat(push).isNotNull();
      Awaitility.await().until(() -> pushed(partner).size() == 1);
    }
    Files.delete(partner.resolve("checkpoint-000000000001.txt"));
    try (CheckpointPush push = CheckpointPush.start(log, camel, target)) {
      assertThat(push).isNotNull();
      append(2);
      Awaitility.await().until(() -> pushed(partner).size() == 1);
    }
    assertThat(partner.resolve("checkpoint-000000000002.txt")).exists();
    assertThat(pushed(partner)).hasSize(1);
  }

  @Test
  void address_with_a_password_is_told_by_its_scheme_alone() {
    assertThat(new CheckpointPush.Target("sftp://u:secret@host/x?password=secret", INTERVAL))
        .hasToString("sftp");
  }

  private static List<ConsistencyProof> pushed(Path partner) throws Exception {
    if (!Files.isDirectory(partner)) {
      return List.of();
    }
    List<ConsistencyProof> all = new ArrayList<>();
    try (Stream<Path> files = Files.list(partner)) {
      for (Path each : files.filter(it -> it.toString().endsWith(".txt")).sorted().toList()) {
        all.add(ConsistencyProof.parse(Files.readString(each)));
      }
    }
    return all;
  }

  private void append(int i) throws Exception {
    Instant now = Instant.parse("2026-11-26T12:00:00Z");
    log.append(
        new Operation(
            Outcome.DELIVERED,
            new Content(String.format("%064x", i), 10),
            new Content(String.format("%064x", 1000 + i), 10),
            new ProfileRef("hipaa", "1.0.0", "f".repeat(64)),
            "0123456789abcdef",
            "1.0.0",
            "1.2.840.10008.1.2.1",
            "1.2.840.10008.5.1.4.1.1.2",
            List.of(),
            List.of(),
            null,
            null,
            now,
            now,
            List.of("outbox")),
        List.of());
  }
}
