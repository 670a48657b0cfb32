/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.dicomdeid.receipt.KeyFolder;
import org.dicomdeid.receipt.Operation;
import org.dicomdeid.receipt.Operations;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills a JVM that appends, again and again, in the middle of its work. */
class KillTest {

  private static final int KILLS = Integer.getInteger("kills", 5);
  private static final int MOST_BEFORE_A_KILL = 400;
  private static final int MORE_THAN_IT_GETS_DONE = 100_000;

  @TempDir Path data;

  /** The same holds on a server; see {@link PostgresKillTest}. */
  Optional<PostgresAccess> server() throws Exception {
    return Optional.empty();
  }

  @Test
  void every_acknowledged_receipt_survives_a_kill_and_the_chain_is_whole() throws Exception {
    Map<Integer, Long> acknowledged = new HashMap<>();
    Random random = new Random(20261123);
    Optional<PostgresAccess> server = server();
    for (int kill = 0; kill < KILLS; kill++) {
      int first = kill * MORE_THAN_IT_GETS_DONE;
      List<String> arguments =
          new ArrayList<>(
              List.of(
                  data.toString(),
                  Integer.toString(first),
                  Integer.toString(MORE_THAN_IT_GETS_DONE)));
      server.ifPresent(it -> arguments.add(it.url()));
      Process child = Child.start(AppendLoad.class, arguments.toArray(String[]::new));
      int until = 1 + random.nextInt(MOST_BEFORE_A_KILL);
      try (BufferedReader lines =
          new BufferedReader(
              new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8))) {
        int seen = 0;
        // Also what it still acknowledged between the decision and its death.
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          if (line.matches("[0-9]+ [0-9]+")) {
            int space = line.indexOf(' ');
            acknowledged.put(
                Integer.valueOf(line.substring(0, space)), Long.valueOf(line.substring(space + 1)));
            if (++seen == until) {
              // By its handle: the process itself would close the stream that is read here.
              child.toHandle().destroyForcibly();
            }
          }
        }
        assertThat(child.waitFor()).isEqualTo(128 + 9);
        assertThat(seen).isGreaterThanOrEqualTo(until);
      }
    }

    requireAll(acknowledged, server);
  }

  void requireAll(Map<Integer, Long> acknowledged, Optional<PostgresAccess> server)
      throws Exception {
    KeyFolder keys = KeyFolder.open(data.resolve("keys"));
    try (AuditStore store = AuditStore.open(data, server);
        ReceiptLog log = ReceiptLog.open(store, keys, keys.timestampAuthority())) {
      ChainReport report = log.verifyChain();
      assertThat(report.holds()).as(report.sentence()).isTrue();
      assertThat(report.receipts()).isGreaterThanOrEqualTo(acknowledged.size());
      for (Map.Entry<Integer, Long> each : acknowledged.entrySet()) {
        Operation operation = Operations.delivered(each.getKey());
        assertThat(
                log.delivered(
                        operation.input().sha256(),
                        operation.profile().digest(),
                        operation.pseudonymKeyId(),
                        Operations.DESTINATION)
                    .orElseThrow()
                    .sequence())
            .isEqualTo(each.getValue());
      }
    }
  }
}
