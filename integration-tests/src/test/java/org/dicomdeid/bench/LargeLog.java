/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.bench;

import static org.dicomdeid.bench.EvidenceRates.print;
import static org.dicomdeid.bench.EvidenceRates.seconds;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.dicomdeid.audit.AuditStore;
import org.dicomdeid.audit.ChainReport;
import org.dicomdeid.audit.LogFill;
import org.dicomdeid.audit.PostgresAccess;
import org.dicomdeid.audit.ReceiptLog;
import org.dicomdeid.receipt.ExportVerifier;
import org.dicomdeid.receipt.KeyFolder;
import org.dicomdeid.receipt.MerkleTree;
import org.dicomdeid.receipt.Receipt;
import org.dicomdeid.receipt.Trust;

/**
 * A log of millions of receipts on a real PostgreSQL server: how long a proof takes in it, and how
 * long it takes to verify them. Prints figures, judges nothing.
 *
 * <p>Arguments: {@code fill FOLDER RECEIPTS}, then {@code proofs FOLDER}, {@code export FOLDER
 * RECEIPTS} (verifies an export of the first of them) or {@code verify FOLDER} (walks the store).
 */
public final class LargeLog implements AutoCloseable {

  private static final int PROOFS = 2000;

  /** What makes filling faster; the server that is measured has its standard settings. */
  private static final Map<String, String> HASTY =
      Map.of(
          "fsync", "off",
          "full_page_writes", "off",
          "wal_level", "minimal",
          "max_wal_senders", "0",
          "max_wal_size", "4GB",
          "autovacuum", "off",
          "maintenance_work_mem", "1GB");

  private final Path data;
  private final EmbeddedPostgres server;
  private final String url;
  private final PostgresAccess service;
  private final KeyFolder keys;

  private LargeLog(Path data, Map<String, String> settings) throws Exception {
    this.data = data;
    EmbeddedPostgres.Builder builder =
        EmbeddedPostgres.builder()
            .setDataDirectory(data.resolve("postgres"))
            .setCleanDataDirectory(false);
    settings.forEach(builder::setServerConfig);
    server = builder.start();
    url = "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/";
    service = new PostgresAccess(url + "deid", "deid", "");
    keys = KeyFolder.open(data.resolve("keys"));
  }

  /** See the class. */
  public static void main(String[] arguments) throws Exception {
    Path data = Path.of(arguments[1]).toAbsolutePath();
    boolean fill = arguments[0].equals("fill");
    try (LargeLog log = new LargeLog(data, fill ? HASTY : Map.of())) {
      switch (arguments[0]) {
        case "fill" -> log.fill(Long.parseLong(arguments[2]));
        case "proofs" -> log.proofs();
        case "export" -> log.export(Long.parseLong(arguments[2]));
        case "verify" -> log.verify();
        default -> throw new IllegalArgumentException(arguments[0]);
      }
    }
  }

  private void fill(long count) throws Exception {
    if (Files.notExists(data.resolve("audit.id"))) {
      execute("postgres", "create role deid_owner login");
      execute("postgres", "create role deid login");
      execute("postgres", "create database deid owner deid_owner");
    }
    AuditStore.migrate(new PostgresAccess(service.url(), "deid_owner", ""), "deid");
    String storeId;
    try (AuditStore store = AuditStore.open(data, service)) {
      storeId = store.storeId();
    }
    long started = System.nanoTime();
    try (LogFill fill = new LogFill(admin("deid"), storeId, keys)) {
      fill.run(EvidenceRates::operation, count);
    }
    print(seconds(started), "s to sign and store " + count + " receipts");
    print(
        number("select pg_database_size('deid') - pg_database_size('template0')") / (double) count,
        "bytes per receipt in the store, with all indexes");
  }

  private void proofs() throws Exception {
    long started = System.nanoTime();
    try (AuditStore store = AuditStore.open(data, service);
        ReceiptLog log = ReceiptLog.open(store, keys, keys.timestampAuthority())) {
      long leaves = log.checkpointNow().orElseThrow().checkpoint().size();
      print(seconds(started) * 1000, "ms to open the log of " + leaves + " receipts");
      Random random = new Random(20261126);
      CallTimes inclusion = new CallTimes(PROOFS);
      CallTimes consistency = new CallTimes(PROOFS);
      for (int i = 0; i < PROOFS; i++) {
        inclusion.start();
        Receipt receipt = log.find(1 + random.nextLong(leaves)).orElseThrow();
        inclusion.stop();
        check(receipt);
        consistency.start();
        log.consistency(1 + random.nextLong(leaves), leaves);
        consistency.stop();
      }
      inclusion.print("for a receipt with its inclusion proof");
      consistency.print("for a consistency proof");
      started = System.nanoTime();
      EvidenceRates.run(log, -10_000, 0);
      print(10_000 / seconds(started), "receipts/s appended to it");
    }
  }

  private static void check(Receipt receipt) {
    var log = receipt.log().orElseThrow();
    var checkpoint = log.checkpoint().checkpoint();
    if (!MerkleTree.includes(
        checkpoint.root(),
        checkpoint.size(),
        log.index(),
        receipt.envelope().leafHash(),
        log.proof())) {
      throw new IllegalStateException("a proof does not hold");
    }
  }

  private void export(long count) throws Exception {
    Path file = data.resolve("export.jsonl");
    long started = System.nanoTime();
    try (AuditStore store = AuditStore.open(data, service);
        ReceiptLog log = ReceiptLog.open(store, keys, keys.timestampAuthority());
        OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      log.export(1, count, receipt -> out.write(receipt.toFile()));
    }
    print(count / seconds(started), "receipts/s exported");
    verify(file, keys);
  }

  /** Verifies an export, and says how long that took. */
  static void verify(Path file, KeyFolder keys) throws Exception {
    Trust trust = Trust.of(keys);
    long started = System.nanoTime();
    ExportVerifier.Report report;
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      report = ExportVerifier.verify(in, trust, Optional.empty());
    }
    print(
        seconds(started),
        "s to verify an export of " + report.receipts() + " receipts, holds: " + report.holds());
  }

  private void verify() throws Exception {
    try (AuditStore store = AuditStore.open(data, service);
        ReceiptLog log = ReceiptLog.open(store, keys, keys.timestampAuthority())) {
      long started = System.nanoTime();
      ChainReport report = log.verifyChain();
      print(seconds(started), "s to verify the store: " + report.sentence());
    }
  }

  private String admin(String database) {
    return url + database + "?user=postgres";
  }

  private void execute(String database, String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(admin(database));
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private long number(String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(admin("deid"));
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
