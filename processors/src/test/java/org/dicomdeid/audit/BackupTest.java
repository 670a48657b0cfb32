/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import org.dicomdeid.Peers;
import org.dicomdeid.receipt.KeyFolder;
import org.dicomdeid.receipt.Operation;
import org.dicomdeid.receipt.Operations;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/operations.md says of backup, done and restored. */
class BackupTest {

  @TempDir Path home;

  @Test
  void copied_data_folder_goes_on_where_it_was() throws Exception {
    Path data = home.resolve("data");
    fill(data, AuditStore.open(data), 1, 5);
    Path copy = home.resolve("copy");
    copy(data, copy);
    ChainReport restored = read(copy, AuditStore.open(copy));
    assertThat(restored.holds()).as(restored.sentence()).isTrue();
    assertThat(restored.receipts()).isEqualTo(5);
    fill(copy, AuditStore.open(copy), 6, 3);
    assertThat(read(copy, AuditStore.open(copy)).receipts()).isEqualTo(8);
  }

  @Test
  void dump_of_a_server_goes_on_where_it_was() throws Exception {
    Peers.require("postgresql-client");
    Path data = home.resolve("data");
    PostgresAccess source = PostgresServer.newStore();
    fill(data, AuditStore.open(data, source), 1, 300);
    Path dump = home.resolve("store.dump");
    // In one snapshot, so beside a running service too.
    run("pg_dump", "--format=custom", "--schema=dicom_deid", "--file=" + dump, url(source));
    PostgresAccess target = PostgresServer.emptyDatabase();
    run("pg_restore", "--exit-on-error", "--dbname=" + url(target), dump.toString());
    // What the service may, and may not, comes with the dump or with this.
    AuditStore.migrate(PostgresServer.owner(target), PostgresServer.APPLICATION);
    ChainReport restored = read(data, AuditStore.open(data, target));
    assertThat(restored.holds()).as(restored.sentence()).isTrue();
    assertThat(restored.receipts()).isEqualTo(300);
    fill(data, AuditStore.open(data, target), 301, 20);
    assertThat(read(data, AuditStore.open(data, target)).receipts()).isEqualTo(320);
  }

  @Test
  void backup_that_is_older_than_the_data_folder_is_not_taken_for_the_whole() throws Exception {
    Path data = home.resolve("data");
    fill(data, AuditStore.open(data), 1, 3);
    Path backup = home.resolve("backup.mv.db");
    Files.copy(data.resolve("audit.mv.db"), backup);
    fill(data, AuditStore.open(data), 4, 3);
    Files.copy(backup, data.resolve("audit.mv.db"), StandardCopyOption.REPLACE_EXISTING);
    assertThatExceptionOfType(LogDamagedException.class)
        .isThrownBy(() -> fill(data, AuditStore.open(data), 7, 1))
        .withMessageContaining("cut off");
    ChainReport report = read(data, AuditStore.open(data));
    assertThat(report.firstBad()).hasValue(4);
  }

  private static void fill(Path data, AuditStore opened, int first, int count) throws Exception {
    KeyFolder keys = KeyFolder.open(data.resolve("keys"));
    try (AuditStore store = opened;
        ReceiptLog log = ReceiptLog.open(store, keys, keys.timestampAuthority())) {
      for (int i = first; i < first + count; i++) {
        Operation operation = Operations.delivered(i);
        assertThat(
                log.appendAsync(
                    operation,
                    List.of(new LedgerEntry(Operations.DESTINATION, operation.finished()))))
            .isNotNull();
      }
    }
  }

  private static ChainReport read(Path data, AuditStore opened) throws Exception {
    KeyFolder keys = KeyFolder.open(data.resolve("keys"));
    try (AuditStore store = opened;
        ReceiptLog log = ReceiptLog.openToRead(store, keys, keys.timestampAuthority())) {
      return log.verifyChain();
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path each : all.toList()) {
        Files.copy(each, to.resolve(from.relativize(each)), StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
  }

  private static String url(PostgresAccess store) {
    return "postgresql://postgres@" + store.url().substring("jdbc:postgresql://".length());
  }

  private static void run(String... command) throws Exception {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
  }
}
