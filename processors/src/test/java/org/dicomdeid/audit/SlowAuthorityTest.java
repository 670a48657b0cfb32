/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.dicomdeid.Peers;
import org.dicomdeid.receipt.Finding;
import org.dicomdeid.receipt.KeyFolder;
import org.dicomdeid.receipt.OpensslTsa;
import org.dicomdeid.receipt.Operations;
import org.dicomdeid.receipt.Receipt;
import org.dicomdeid.receipt.ReceiptVerifier;
import org.dicomdeid.receipt.TimestampAuthorities;
import org.dicomdeid.receipt.TimestampException.Fault;
import org.dicomdeid.receipt.Trust;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SlowAuthorityTest {

  @TempDir Path folder;

  @Test
  void commits_do_not_wait_for_a_slow_authority_and_are_stamped_when_it_is_quick_again()
      throws Exception {
    Peers.require("openssl");
    try (OpensslTsa tsa = new OpensslTsa(folder.resolve("tsa"));
        AuditStore store = AuditStore.open(folder.resolve("data"))) {
      KeyFolder keys = KeyFolder.open(folder.resolve("keys"), Optional.empty());
      keys.keepTimestampCas(List.of(tsa.caDer()));
      tsa.answerAfter(Duration.ofSeconds(15));
      try (ReceiptLog log =
          ReceiptLog.open(store, keys, TimestampAuthorities.of(List.of(tsa.settings())))) {
        Instant start = Instant.now();
        for (int i = 1; i <= 20; i++) {
          assertThat(log.append(Operations.delivered(i), List.of()).timestamp()).isEmpty();
        }
        // One of them waited for a second.
        assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(8));
        assertThat(log.authorities().get(0).fault()).contains(Fault.SLOW);
        assertThat(log.waitingStamps().receipts()).isEqualTo(20);
        Receipt pending = log.find(1).orElseThrow();
        assertThat(ReceiptVerifier.verify(pending.toFile(), Optional.empty(), Trust.of(keys)))
            .filteredOn(each -> each.check().equals("time stamp"))
            .singleElement()
            .satisfies(it -> assertThat(it.sentence()).contains("has waited for one for"));

        tsa.answerAfter(Duration.ZERO);
        assertThat(log.stampPending()).isEqualTo(20);
        assertThat(log.waitingStamps().receipts()).isZero();
        assertThat(
                ReceiptVerifier.verify(
                    log.find(20).orElseThrow().toFile(), Optional.empty(), Trust.of(keys)))
            .allMatch(Finding::holds);
      }
    }
  }
}
