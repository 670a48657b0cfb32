/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.awaitility.Awaitility;
import org.dicomdeid.receipt.KeyFolder;
import org.dicomdeid.receipt.Operation;
import org.dicomdeid.receipt.Operations;
import org.dicomdeid.receipt.Receipt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills the process that appends, and the server that it appends to. */
class PostgresKillTest extends KillTest {

  @TempDir Path cluster;

  @Override
  Optional<PostgresAccess> server() throws Exception {
    return Optional.of(PostgresServer.newStore());
  }

  // The log is closed before it is read again.
  @SuppressWarnings("try")
  @Test
  void every_acknowledged_receipt_survives_a_kill_of_the_server_and_the_log_goes_on()
      throws Exception {
    Map<Integer, Long> acknowledged = new HashMap<>();
    EmbeddedPostgres first = start(0);
    int port = first.getPort();
    PostgresServer.makeRoles(port);
    PostgresServer.execute(port, "postgres", "create database crash owner " + PostgresServer.OWNER);
    PostgresAccess access =
        new PostgresAccess(
            "jdbc:postgresql://127.0.0.1:" + port + "/crash",
            PostgresServer.APPLICATION,
            PostgresServer.APPLICATION_PASSWORD);
    AuditStore.migrate(PostgresServer.owner(access), PostgresServer.APPLICATION);

    KeyFolder keys = KeyFolder.open(data.resolve("keys"));
    try (AuditStore store = AuditStore.open(data, access);
        ReceiptLog log = ReceiptLog.open(store, keys, keys.timestampAuthority())) {
      appendUntilKilled(log, acknowledged, postmaster());
      assertThat(acknowledged).hasSizeGreaterThan(100);
      // Lets go of the folder, and leaves it as the kill left it.
      first.close();
      try (EmbeddedPostgres second = start(port)) {
        assertThat(second.getPort()).isEqualTo(port);
        Awaitility.await()
            .ignoreExceptionsInstanceOf(AuditException.class)
            .untilAsserted(
                () ->
                    acknowledged.put(
                        -1, log.append(Operations.delivered(-1), entries(-1)).sequence()));
        log.close();
        requireAll(acknowledged, Optional.of(access));
      }
    }
  }

  /** Some are refused: what was under way when the server died, and what came after. */
  private static void appendUntilKilled(
      ReceiptLog log, Map<Integer, Long> acknowledged, ProcessHandle server) {
    Map<Integer, CompletableFuture<Receipt>> all = new HashMap<>();
    for (int i = 0; i < 3000; i++) {
      all.put(i, log.appendAsync(Operations.delivered(i), entries(i)));
      if (i == 1500) {
        List<ProcessHandle> backends = server.children().toList();
        server.destroyForcibly();
        backends.forEach(ProcessHandle::destroyForcibly);
      }
    }
    int refused = 0;
    for (Map.Entry<Integer, CompletableFuture<Receipt>> each : all.entrySet()) {
      try {
        acknowledged.put(each.getKey(), each.getValue().join().sequence());
      } catch (CompletionException e) {
        assertThat(e).hasCauseInstanceOf(AuditException.class);
        refused++;
      }
    }
    assertThat(refused).isPositive();
  }

  private EmbeddedPostgres start(int port) throws IOException {
    EmbeddedPostgres.Builder builder =
        EmbeddedPostgres.builder()
            .setDataDirectory(cluster.resolve("data"))
            .setCleanDataDirectory(false);
    if (port > 0) {
      builder.setPort(port);
    }
    return builder.start();
  }

  private ProcessHandle postmaster() throws IOException {
    String pid = Files.readAllLines(cluster.resolve("data/postmaster.pid")).get(0).strip();
    return ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
  }

  private static List<LedgerEntry> entries(int i) {
    Operation operation = Operations.delivered(i);
    return List.of(new LedgerEntry(Operations.DESTINATION, operation.finished()));
  }
}
