/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.dicomdeid.receipt.Operations;
import org.dicomdeid.receipt.Receipt;
import org.junit.jupiter.api.Test;

/** The same on a server, where reading goes on beside the service. */
class PostgresAuditReadingTest extends AuditReadingTest {

  private PostgresAccess access;

  @Override
  AuditStore openStore() throws Exception {
    if (access == null) {
      access = PostgresServer.newStore();
    }
    return AuditStore.open(data, access);
  }

  @Override
  Connection administrator() throws Exception {
    Connection connection = PostgresServer.administrator(access);
    try (Statement statement = connection.createStatement()) {
      statement.execute("set session_replication_role = replica");
    }
    return connection;
  }

  @Test
  void store_is_verified_while_the_service_writes() throws Exception {
    AtomicBoolean done = new AtomicBoolean();
    Thread service =
        new Thread(
            () -> {
              for (int i = 0; !done.get(); i++) {
                CompletableFuture<Receipt> unused =
                    log.appendAsync(Operations.delivered(i), List.of());
              }
            });
    service.start();
    try (AuditStore second = AuditStore.open(data, access);
        ReceiptLog reading = ReceiptLog.openToRead(second, keys, keys.timestampAuthority())) {
      long seen = 0;
      for (int i = 0; i < 5 || seen == 0; i++) {
        ChainReport report = reading.verifyChain();
        assertThat(report.holds()).as(report.sentence()).isTrue();
        seen = report.receipts();
      }
    } finally {
      done.set(true);
      service.join();
    }
  }
}
