/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.dicomdeid.Peers;
import org.dicomdeid.receipt.CheckpointNote;
import org.dicomdeid.receipt.ConsistencyProof;
import org.dicomdeid.receipt.Finding;
import org.dicomdeid.receipt.KeyFolder;
import org.dicomdeid.receipt.Operations;
import org.dicomdeid.receipt.Receipt;
import org.dicomdeid.receipt.ReceiptVerifier;
import org.dicomdeid.receipt.Trust;
import org.dicomdeid.receipt.VerifyPage;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The commands of docs/verify.md over bundles of a real log: good ones, and each way to tamper with
 * them; the program's own verifier must say the same.
 */
class BundlePageTest {

  /** Receipts of the log, and of its fork. */
  private static final int SIZE = 23;

  private static final int COMMON = 9;

  @TempDir static Path folder;
  private static KeyFolder keys;
  private static List<String> bundles;
  private static List<String> forked;
  private static List<CheckpointNote> notes;
  private static List<ConsistencyProof> proofs;

  @BeforeAll
  static void make_a_log_and_its_fork() throws Exception {
    Peers.require("openssl");
    Peers.require("jq");
    Peers.require("xxd");
    keys = KeyFolder.open(folder.resolve("keys"));
    notes = new ArrayList<>();
    proofs = new ArrayList<>();
    bundles = log(folder.resolve("data"), SIZE, notes, proofs);
    // The same store with the same keys, put back to an earlier state and used on.
    Files.createDirectories(folder.resolve("fork"));
    forked = fork();
  }

  private static List<String> log(
      Path data, int count, List<CheckpointNote> notes, List<ConsistencyProof> proofs)
      throws Exception {
    try (AuditStore store = AuditStore.open(data);
        ReceiptLog log = ReceiptLog.open(store, keys, keys.timestampAuthority())) {
      for (int i = 0; i < count; i++) {
        if (i == COMMON) {
          copy(data);
        }
        log.append(Operations.delivered(i), List.of());
        notes.add(log.checkpoint().orElseThrow());
      }
      CheckpointNote newest = log.checkpoint().orElseThrow();
      for (int m = 1; m <= count; m++) {
        proofs.add(new ConsistencyProof(m, log.consistency(m, count), newest));
      }
      return lines(log);
    }
  }

  private static void copy(Path data) throws Exception {
    Files.createDirectories(folder.resolve("fork"));
    for (String name : List.of("audit.mv.db", "audit.id")) {
      Files.copy(data.resolve(name), folder.resolve("fork").resolve(name));
    }
  }

  private static List<String> fork() throws Exception {
    try (AuditStore store = AuditStore.open(folder.resolve("fork"));
        ReceiptLog log = ReceiptLog.open(store, keys, keys.timestampAuthority())) {
      assertThat(log.checkpoint().orElseThrow().checkpoint().size()).isEqualTo(COMMON);
      List<CompletableFuture<Receipt>> all = new ArrayList<>();
      for (int i = COMMON; i < SIZE; i++) {
        all.add(log.appendAsync(Operations.delivered(1000 + i), List.of()));
      }
      all.forEach(CompletableFuture::join);
      return lines(log);
    }
  }

  private static List<String> lines(ReceiptLog log) throws Exception {
    List<String> lines = new ArrayList<>();
    log.export(
        1,
        Long.MAX_VALUE,
        receipt -> lines.add(new String(receipt.toFile(), StandardCharsets.UTF_8)));
    return lines;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 7, 8, 16, 22, 23})
  void commands_accept_each_bundle_of_the_log(int number) throws Exception {
    String output = run(bundles.get(number - 1), number, null, null);
    assertThat(output)
        .contains(
            "receipt " + number + " is in the log of " + number,
            "Verification: OK",
            "out.dcm: OK",
            "Time stamp: ")
        .endsWith("status 0");
    assertThat(verified(bundles.get(number - 1))).isTrue();
  }

  @Test
  void commands_accept_bundles_whose_checkpoint_covers_many() throws Exception {
    for (int number : new int[] {10, 17, 23}) {
      assertThat(run(forked.get(number - 1), 1000 + number, null, null))
          .contains("receipt " + number + " is in the log of ")
          .endsWith("status 0");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 6, 7, 8, 16, 21, 22, 23})
  void commands_accept_a_log_that_grew_since_the_kept_checkpoint(int kept) throws Exception {
    String pushed = kept % 2 == 0 ? notes.get(kept - 1).note() : proofs.get(kept - 1).text();
    String note = kept % 2 == 0 ? pushed : notes.get(kept - 1).note();
    assertThat(run(bundles.get(SIZE - 1), SIZE, note, proofs.get(kept - 1).text()))
        .contains("the log of " + kept + " receipts is the beginning of the log of " + SIZE)
        .endsWith("status 0");
  }

  @Test
  void checkpoint_may_be_kept_as_it_was_pushed() throws Exception {
    String pushed = proofs.get(4).text();
    assertThat(run(bundles.get(SIZE - 1), SIZE, pushed, null))
        .contains("the log of 23 receipts is the beginning of the log of 23")
        .endsWith("status 0");
  }

  @Test
  void changed_file_is_refused() throws Exception {
    assertThat(run(bundles.get(4), 6, null, null))
        .contains("out.dcm: FAILED")
        .doesNotEndWith("status 0");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"payload\":\"(.{300}). => \"payload\":\"$1A",
        "\"sig\":\"(.{20}). => \"sig\":\"$1A",
        "\"index\":4 => \"index\":3",
        "\"proof\":\\[\"(.{10}). => \"proof\":[\"$1A",
        "\"proof\":\\[\"[^\"]*\" => \"proof\":[",
        "\\\\n5\\\\n => \\\\n6\\\\n",
        "org/log/(.{5}). => org/log/$1x"
      })
  void changed_receipt_is_refused(String change) throws Exception {
    String[] parts = change.split(" => ", -1);
    String changed = bundles.get(4).replaceFirst(parts[0], parts[1]);
    if (changed.equals(bundles.get(4))) {
      // It was an A by chance.
      changed = bundles.get(4).replaceFirst(parts[0], parts[1].replace("$1A", "$1B"));
    }
    assertThat(changed).isNotEqualTo(bundles.get(4));
    assertThat(run(changed, 5, null, null)).doesNotEndWith("status 0");
    assertThat(verified(changed)).isFalse();
  }

  @Test
  void wrong_key_is_refused() throws Exception {
    KeyFolder other = KeyFolder.open(folder.resolve("other"));
    other.signingKey();
    assertThat(run(bundles.get(4), 5, null, null, "other/signing.pub"))
        .contains("Signature Verification Failure")
        .doesNotEndWith("status 0");
  }

  @Test
  void token_of_another_receipt_is_refused() throws Exception {
    String other = bundles.get(5).replaceFirst(".*\"timestamp\":(\"[^\"]*\")}}\\s*$", "$1");
    String changed =
        bundles.get(4).replaceFirst("\"timestamp\":\"[^\"]*\"}}", "\"timestamp\":" + other + "}}");
    assertThat(changed).isNotEqualTo(bundles.get(4));
    assertThat(run(changed, 5, null, null))
        .contains("Verification: FAILED")
        .doesNotEndWith("status 0");
    assertThat(verified(changed)).isFalse();
  }

  @Test
  void evidence_of_another_receipt_is_refused() throws Exception {
    String evidence = bundles.get(5).replaceFirst("(?s).*\"log\":", "\"log\":");
    String changed = bundles.get(4).replaceFirst("(?s)\"log\":.*", "") + evidence;
    assertThat(run(changed, 5, null, null)).doesNotEndWith("status 0");
    assertThat(verified(changed)).isFalse();
  }

  @Test
  void truncated_log_is_refused() throws Exception {
    assertThat(run(bundles.get(14), 15, notes.get(19).note(), proofs.get(19).text()))
        .contains("the log was cut off: 20 receipts before, 15 now")
        .doesNotEndWith("status 0");
  }

  @Test
  void forked_log_is_refused() throws Exception {
    String kept = notes.get(SIZE - 1).note();
    assertThat(run(forked.get(SIZE - 1), 1000 + SIZE, null, null)).endsWith("status 0");
    assertThat(run(forked.get(SIZE - 1), 1000 + SIZE, kept, null)).doesNotEndWith("status 0");
    for (int m : new int[] {12, 16, 20}) {
      String forged =
          proofs.get(m - 1).text().replaceFirst("(?s)\n\n.*", "\n\n") + note(forked.get(SIZE - 1));
      assertThat(run(forked.get(SIZE - 1), 1000 + SIZE, notes.get(m - 1).note(), forged))
          .doesNotEndWith("status 0");
    }
  }

  private static String note(String bundle) {
    return bundle.replaceFirst("(?s).*\"checkpoint\":\"([^\"]*)\".*", "$1").replace("\\n", "\n");
  }

  private static boolean verified(String bundle) throws Exception {
    return ReceiptVerifier.verify(
            bundle.getBytes(StandardCharsets.UTF_8), Optional.empty(), Trust.of(keys))
        .stream()
        .allMatch(Finding::holds);
  }

  private static String run(String bundle, int output, String kept, String proof) throws Exception {
    return run(bundle, output, kept, proof, "keys/signing.pub");
  }

  /** With the file that operation {@code output - 1} wrote. */
  private static String run(String bundle, int output, String kept, String proof, String key)
      throws Exception {
    Files.writeString(folder.resolve("receipt.json"), bundle);
    Files.write(folder.resolve("out.dcm"), Operations.outputOf(output - 1));
    Map<String, String> names = new HashMap<>();
    names.put("RECEIPT", "receipt.json");
    names.put("FILE", "out.dcm");
    names.put("SIGNING_KEY", key);
    names.put("TSA_CA", "keys/tsa/ca.crt");
    if (kept != null) {
      Files.writeString(folder.resolve("kept"), kept);
      names.put("KEPT", "kept");
    }
    if (proof != null) {
      Files.writeString(folder.resolve("consistency"), proof);
      names.put("CONSISTENCY", "consistency");
    }
    return VerifyPage.run(folder, names);
  }
}
