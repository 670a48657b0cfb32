/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.dicomdeid.receipt.CheckpointNote;
import org.dicomdeid.receipt.KeyFolder;
import org.dicomdeid.receipt.Operation;
import org.dicomdeid.receipt.Operations;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What an administrator of the data base can do to the store, and which check notices: each attack
 * at each place, on H2 and on PostgreSQL. The page docs/tamper-matrix.md is what this test found;
 * {@code -Dtamper.write=true} writes it.
 */
class TamperMatrixTest {

  private static final Path PAGE = Path.of("..", "docs", "tamper-matrix.md");

  /** More than a tile of the log has. */
  private static final int RECEIPTS = 260;

  private static final String AFTER_THE_HEAD = "| --- | --- | --- | --- | --- | --- |\n";

  private static final String SHIFT_DOWN =
      " update receipt set seq = 1 - seq where seq > N; update receipt set seq = -seq where seq <"
          + " 1; update ledger set seq = seq - 1 where seq > N; update search set seq = 1 - seq"
          + " where seq > N; update search set seq = -seq where seq < 1; update lookup set seq = 1"
          + " - seq where seq > N; update lookup set seq = -seq where seq < 1";

  private static final String SHIFT_UP =
      "update receipt set seq = -seq - 1 where seq >= N; update receipt set seq = -seq where seq <"
          + " 0;";

  private static final String CUT_OFF =
      "delete from receipt where seq >= N; delete from ledger where seq >= N; delete from search"
          + " where seq >= N; delete from lookup where seq >= N; delete from log_stamp where"
          + " tree_size >= N; delete from log_checkpoint where tree_size >= N; delete from log_tile"
          + " where N <= 256";

  /** {@code N}: number of the receipt; {@code O}: of another one. */
  private record Attack(String table, String what, String sql) {}

  private static final List<Attack> ATTACKS =
      List.of(
          new Attack("store", "name changed", "update store set id = repeat('0', 32)"),
          new Attack(
              "receipt",
              "digest edited",
              "update receipt set digest = repeat('0', 64) where seq = N"),
          new Attack(
              "receipt",
              "subject edited",
              "update receipt set subject = repeat('0', 64) where seq = N"),
          new Attack(
              "receipt",
              "envelope exchanged for another's",
              "update receipt set envelope = (select envelope from receipt where seq = O) where seq"
                  + " = N"),
          new Attack(
              "receipt",
              "envelope and digest exchanged for another's",
              "update receipt set envelope = (select envelope from receipt where seq = O),"
                  + " digest = (select digest from receipt where seq = O) where seq = N"),
          new Attack(
              "receipt",
              "signature edited",
              "update receipt set envelope = replace(envelope, '\"sig\":\"', '\"sig\":\"AA') where"
                  + " seq = N"),
          new Attack(
              "receipt",
              "envelope written otherwise (a space added)",
              "update receipt set envelope = replace(envelope, '\"sig\":', '\"sig\": ') where seq ="
                  + " N"),
          new Attack(
              "receipt", "envelope emptied", "update receipt set envelope = '' where seq = N"),
          new Attack(
              "receipt",
              "time of writing edited",
              "update receipt set created = created - interval '1' day where seq = N"),
          new Attack(
              "receipt",
              "time stamp made up",
              "update receipt set token = 'AAAA', stamped = created where seq = N"),
          new Attack("receipt", "row deleted", "delete from receipt where seq = N"),
          new Attack(
              "receipt",
              "deleted with all that stands beside it, and the gap closed",
              "delete from receipt where seq = N; delete from ledger where seq = N;"
                  + " delete from search where seq = N; delete from lookup where seq = N;"
                  + SHIFT_DOWN),
          new Attack(
              "receipt",
              "another's row inserted before it, later ones moved",
              SHIFT_UP
                  + " insert into receipt (seq, digest, subject, envelope, created) select N,"
                  + " digest, subject, envelope, created from receipt where seq = O + 1"),
          new Attack(
              "receipt",
              "changed places with another, with all that stands beside them",
              swap("receipt") + swap("ledger") + swap("search") + swap("lookup")),
          new Attack(
              "ledger", "input edited", "update ledger set input = repeat('0', 64) where seq = N"),
          new Attack(
              "ledger",
              "profile edited",
              "update ledger set profile = repeat('0', 64) where seq = N"),
          new Attack("ledger", "key edited", "update ledger set key_id = 'ffffffff' where seq = N"),
          new Attack(
              "ledger",
              "destination edited",
              "update ledger set destination = 'elsewhere' where seq = N"),
          new Attack(
              "ledger",
              "output edited",
              "update ledger set output = repeat('0', 64) where seq = N"),
          new Attack(
              "ledger",
              "time of delivery edited",
              "update ledger set delivered = delivered - interval '1' day where seq = N"),
          new Attack(
              "ledger", "moved to another receipt", "update ledger set seq = O where seq = N"),
          new Attack("ledger", "row deleted", "delete from ledger where seq = N"),
          new Attack(
              "ledger",
              "delivery made up",
              "insert into ledger (input, profile, key_id, destination, output, seq, delivered)"
                  + " select input, profile, 'ffffffff', destination, output, seq, delivered from"
                  + " ledger where seq = N"),
          new Attack(
              "search",
              "outcome edited",
              "update search set outcome = 'QUARANTINED' where seq = N"),
          new Attack("search", "policy edited", "update search set policy = 'none' where seq = N"),
          new Attack(
              "search", "input edited", "update search set input = repeat('0', 64) where seq = N"),
          new Attack("search", "row deleted", "delete from search where seq = N"),
          new Attack(
              "search",
              "row for a receipt that is not there",
              "insert into search (seq, outcome, policy, input) select seq + 1000, outcome, policy,"
                  + " input from search where seq = N"),
          new Attack(
              "lookup",
              "taken from another receipt",
              "delete from lookup where seq = N; insert into lookup (seq, token)"
                  + " select N, token from lookup where seq = O"),
          new Attack("lookup", "rows deleted", "delete from lookup where seq = N"),
          new Attack(
              "lookup",
              "row of another receipt added",
              "insert into lookup (seq, token) select N, token from lookup l where seq = O and not"
                  + " exists (select 1 from lookup k where k.seq = N and k.token = l.token)"),
          new Attack(
              "lookup",
              "row for a receipt that is not there",
              "insert into lookup (seq, token) select seq + 1000, token from lookup where seq = N"),
          new Attack(
              "log_tile",
              "hashes edited",
              "update log_tile set hashes = root where idx = 0 and level = 0"),
          new Attack("log_tile", "row deleted", "delete from log_tile"),
          new Attack(
              "log_checkpoint", "note made unreadable", "update log_checkpoint set note = 'x'"),
          new Attack(
              "log_checkpoint",
              "note of another log",
              "update log_checkpoint set note = replace(note, 'dicom-deid.org', 'dicom-deid.net')"),
          new Attack(
              "log_stamp",
              "token exchanged for another's",
              "update log_stamp set token = (select token from log_stamp where tree_size = 260 and"
                  + " number = 1) where tree_size < 260 and number = 1"),
          new Attack(
              "log_stamp",
              "renewal exchanged for another's",
              "update log_stamp set token = (select token from log_stamp where tree_size = 260 and"
                  + " number = 2) where tree_size < 260 and number = 2"),
          new Attack(
              "log_stamp",
              "first token deleted, renewals left",
              "delete from log_stamp where number = 1"),
          new Attack(
              "log_stamp",
              "renewal deleted under a later one",
              "delete from log_stamp where number = 2"),
          new Attack(
              "log_stamp",
              "time of a renewal edited",
              "update log_stamp set stamped = stamped - interval '1' day where number = 2"),
          new Attack(
              "renewal",
              "token exchanged for another's",
              "update renewal set token = (select token from renewal where seq = O and generation = 1)"
                  + " where seq = N and generation = 1"),
          new Attack(
              "renewal",
              "time edited",
              "update renewal set stamped = stamped - interval '1' day where seq = N and generation = 1"),
          new Attack(
              "renewal",
              "deleted under a later one",
              "delete from renewal where seq = N and generation = 1"),
          new Attack(
              "renewal",
              "moved to another receipt",
              "delete from renewal where seq = O; update renewal set seq = O where seq = N"),
          new Attack(
              "renewal",
              "row for a receipt that is not there",
              "insert into renewal (seq, generation, token, stamped) select seq + 1000, generation, token, stamped from renewal where seq = N"),
          new Attack(
              "receipt",
              "time stamp deleted, renewals left",
              "update receipt set token = null, stamped = null where seq = N"),
          new Attack(
              "all",
              "cut off from here on, checkpoints left",
              "delete from receipt where seq >= N; delete from ledger where seq >= N;"
                  + " delete from search where seq >= N; delete from lookup where seq >= N"),
          new Attack("all", "cut off from here on, checkpoints and tiles too", CUT_OFF));

  private static String swap(String table) {
    return "update "
        + table
        + " set seq = -1 where seq = N; update "
        + table
        + " set seq = N where seq = O; update "
        + table
        + " set seq = O where seq = -1;";
  }

  @TempDir Path data;

  @Test
  void each_attack_at_each_place_is_noticed_and_the_page_says_by_which_check() throws Exception {
    String onH2;
    String onPostgres;
    KeyFolder keys = KeyFolder.open(data.resolve("keys"));
    try (AuditStore store = AuditStore.open(data.resolve("h2"))) {
      CheckpointNote kept = fill(store, keys);
      try (Connection administrator = store.connect();
          Statement statement = administrator.createStatement()) {
        for (String table : tables(ATTACKS)) {
          statement.execute("drop trigger " + table + "_append_only");
        }
        statement.execute("set referential_integrity false");
        onH2 = matrix(administrator, keys, kept);
      }
    }
    PostgresAccess access = PostgresServer.newStore();
    try (AuditStore store = AuditStore.open(data.resolve("postgres"), access)) {
      CheckpointNote kept = fill(store, keys);
      try (Connection administrator = PostgresServer.administrator(access);
          Statement statement = administrator.createStatement()) {
        statement.execute("set session_replication_role = replica");
        onPostgres = matrix(administrator, keys, kept);
      }
    }
    assertThat(onPostgres).isEqualTo(onH2);
    assertThat(onH2).doesNotContain("not noticed");
    String page = Files.readString(PAGE);
    int start = page.indexOf(AFTER_THE_HEAD) + AFTER_THE_HEAD.length();
    int end = page.indexOf("\n\n", start) + 1;
    if (Boolean.getBoolean("tamper.write")) {
      Files.writeString(PAGE, page.substring(0, start) + onH2 + page.substring(end));
    } else {
      assertThat(page.substring(start, end)).isEqualTo(onH2);
    }
  }

  private static Set<String> tables(List<Attack> attacks) {
    Set<String> tables = new TreeSet<>();
    attacks.forEach(each -> tables.add(each.table()));
    tables.remove("all");
    return tables;
  }

  /** With checkpoints in the middle and at the end; the last one is what somebody keeps. */
  private static CheckpointNote fill(AuditStore store, KeyFolder keys) throws Exception {
    LogSettings seldom = new LogSettings(LogSettings.Stamps.CHECKPOINT, Duration.ofHours(1));
    try (ReceiptLog log = ReceiptLog.open(store, keys, keys.timestampAuthority(), seldom)) {
      for (int i = 1; i <= RECEIPTS; i++) {
        Operation operation = Operations.delivered(i);
        LedgerEntry entry = new LedgerEntry(Operations.DESTINATION, operation.finished());
        assertThat(log.appendAsync(operation, List.of(entry))).isNotNull();
        if (i % 100 == 0) {
          assertThat(log.checkpointNow()).isPresent();
        }
      }
      CheckpointNote last = log.checkpointNow().orElseThrow();
      stamp(store, log, keys);
      log.renewStamps(new RenewalPolicy(Duration.ofDays(1), Set.of("SHA-256")));
      return last;
    } finally {
      renewOnceMore(store, keys);
    }
  }

  /** Gives time stamps of their own to those that are attacked; to all would cost minutes. */
  private static void stamp(AuditStore store, ReceiptLog log, KeyFolder keys) throws Exception {
    try (ReceiptTable table = new ReceiptTable(store.database(), store.connect())) {
      for (long number : List.of(1L, 2L, 129L, 130L, 259L, 260L)) {
        byte[] signature = log.find(number).orElseThrow().envelope().signature();
        table.stamp(number, keys.timestampAuthority().stamp(signature));
      }
    }
  }

  /** By an authority whose certificate ends later, if only by a second. */
  private static void renewOnceMore(AuditStore store, KeyFolder keys) {
    RenewalPolicy all = new RenewalPolicy(Duration.ofDays(40_000), Set.of());
    await()
        .until(
            () -> {
              try (ReceiptLog log = ReceiptLog.open(store, keys, keys.renewTimestampAuthority())) {
                log.renewStamps(all);
                return log.find(RECEIPTS).orElseThrow().renewals().size() == 2;
              }
            });
  }

  private static String matrix(Connection administrator, KeyFolder keys, CheckpointNote kept)
      throws Exception {
    administrator.setAutoCommit(false);
    StringBuilder rows = new StringBuilder();
    ChainReport untouched = walk(administrator, keys, kept);
    assertThat(untouched.firstBad()).as(untouched.sentence()).isEmpty();
    for (Attack attack : ATTACKS) {
      Map<String, String> checks = new TreeMap<>();
      List<String> numbers = new ArrayList<>();
      boolean everywhere = attack.sql().contains("N");
      for (int place : everywhere ? new int[] {1, 130, RECEIPTS} : new int[] {1}) {
        ChainReport report = attack(administrator, attack, place, keys, kept);
        String number =
            report.firstBad().isPresent()
                ? Long.toString(report.firstBad().getAsLong())
                : "not noticed";
        numbers.add(number);
        checks.putIfAbsent(check(report.sentence()), "");
      }
      while (numbers.size() < 3) {
        numbers.add("");
      }
      rows.append("| ").append(attack.table()).append(" | ").append(attack.what()).append(" | ");
      rows.append(String.join(" | ", numbers)).append(" | ");
      rows.append(String.join("; ", checks.keySet())).append(" |\n");
    }
    return rows.toString();
  }

  private static ChainReport attack(
      Connection administrator, Attack attack, int place, KeyFolder keys, CheckpointNote kept)
      throws Exception {
    int other = place == 1 ? 2 : place - 1;
    try (Statement statement = administrator.createStatement()) {
      int changed = 0;
      String sql = attack.sql().replaceAll("\\bN\\b", "" + place).replaceAll("\\bO\\b", "" + other);
      for (String each : sql.split(";", -1)) {
        changed += each.isBlank() ? 0 : statement.executeUpdate(each);
      }
      assertThat(changed).as(attack.toString()).isPositive();
      return walk(administrator, keys, kept);
    } finally {
      administrator.rollback();
    }
  }

  /** Not closed, for it sees what is not committed and is to be taken back. */
  @SuppressWarnings("resource")
  private static ChainReport walk(Connection connection, KeyFolder keys, CheckpointNote kept)
      throws Exception {
    return new ChainWalk(connection, keys.trustedKeys(), keys.revocations()).walk(0, List.of(kept));
  }

  /** The reason without the number. */
  private static String check(String sentence) {
    String reason = sentence.substring(sentence.indexOf(": ") + 1).strip();
    return reason
        .replaceAll("Receipt [0-9]+ is", "it is")
        .replaceAll("[0-9]+ receipts", "receipts")
        .replaceAll("\\.$", "");
  }
}
