/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.bench;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.dicomdeid.audit.AuditStore;
import org.dicomdeid.audit.LedgerEntry;
import org.dicomdeid.audit.LogSettings;
import org.dicomdeid.audit.LogSettings.Stamps;
import org.dicomdeid.audit.ReceiptLog;
import org.dicomdeid.receipt.ActionCount;
import org.dicomdeid.receipt.Content;
import org.dicomdeid.receipt.ExportVerifier;
import org.dicomdeid.receipt.KeyFolder;
import org.dicomdeid.receipt.LogTree;
import org.dicomdeid.receipt.MerkleTree;
import org.dicomdeid.receipt.Operation;
import org.dicomdeid.receipt.Outcome;
import org.dicomdeid.receipt.ProfileRef;
import org.dicomdeid.receipt.Receipt;
import org.dicomdeid.receipt.Trust;

/**
 * What evidence costs: receipts signed and committed per second, bytes per receipt, milliseconds
 * for a proof in a large log with real rows, and the time to verify an export. Prints figures,
 * judges nothing.
 *
 * <p>Arguments: {@code append FOLDER COUNT checkpoint|receipt}, {@code verify FOLDER} (what append
 * left), {@code proofs FOLDER LEAVES}.
 */
public final class EvidenceRates {

  private static final int IN_FLIGHT = 1000;
  private static final int PROOFS = 2000;

  private EvidenceRates() {}

  /** See the class. */
  public static void main(String[] arguments) throws Exception {
    Path data = Path.of(arguments[1]);
    switch (arguments[0]) {
      case "append" ->
          append(
              data,
              Integer.parseInt(arguments[2]),
              arguments[3].equals("receipt") ? Stamps.RECEIPT : Stamps.CHECKPOINT);
      case "verify" -> verify(data);
      case "proofs" -> proofs(data, Long.parseLong(arguments[2]));
      default -> throw new IllegalArgumentException(arguments[0]);
    }
  }

  private static void append(Path data, int count, Stamps stamps) throws Exception {
    KeyFolder keys = KeyFolder.open(data.resolve("keys"));
    long started;
    try (AuditStore store = AuditStore.open(data);
        ReceiptLog log =
            ReceiptLog.open(
                store, keys, keys.timestampAuthority(), new LogSettings(stamps, Duration.ZERO))) {
      run(log, -2000, 0);
      started = System.nanoTime();
      run(log, 0, count);
      print(count / seconds(started), "receipts/s signed and committed, one token per " + stamps);
      long bytes = 0;
      List<Receipt> last = new ArrayList<>();
      log.export(count + 1901L, count + 2000L, last::add);
      for (Receipt each : last) {
        bytes += each.toFile().length;
      }
      print(bytes / (double) last.size(), "bytes per receipt file, with proof and token");
    }
    print(size(data) / (count + 2000.0), "bytes per receipt in the store");
    try (AuditStore store = AuditStore.open(data);
        ReceiptLog log = ReceiptLog.open(store, keys, keys.timestampAuthority());
        OutputStream out =
            new BufferedOutputStream(Files.newOutputStream(data.resolve("export.jsonl")))) {
      started = System.nanoTime();
      log.export(1, Long.MAX_VALUE, receipt -> out.write(receipt.toFile()));
      print((count + 2000) / seconds(started), "receipts/s exported");
    }
  }

  static void run(ReceiptLog log, int from, int to) {
    List<CompletableFuture<Receipt>> waiting = new ArrayList<>();
    for (int i = from; i < to; i++) {
      Operation operation = operation(i);
      waiting.add(
          log.appendAsync(operation, List.of(new LedgerEntry("outbox", operation.finished()))));
      if (waiting.size() == IN_FLIGHT) {
        waiting.subList(0, IN_FLIGHT / 2).forEach(CompletableFuture::join);
        waiting.subList(0, IN_FLIGHT / 2).clear();
      }
    }
    waiting.forEach(CompletableFuture::join);
  }

  private static void verify(Path data) throws Exception {
    Trust trust = Trust.of(KeyFolder.open(data.resolve("keys")));
    long started = System.nanoTime();
    ExportVerifier.Report report;
    try (InputStream in =
        new BufferedInputStream(Files.newInputStream(data.resolve("export.jsonl")))) {
      report = ExportVerifier.verify(in, trust, Optional.empty());
    }
    double took = seconds(started);
    print(took, "s to verify " + report.receipts() + " receipts, holds: " + report.holds());
    print(took * 1e6 / report.receipts(), "s for a million at this rate");
  }

  private static void proofs(Path data, long leaves) throws Exception {
    KeyFolder keys = KeyFolder.open(data.resolve("keys"));
    AuditStore.open(data).close();
    long started = System.nanoTime();
    fill(data, leaves);
    print(seconds(started), "s to make rows and tiles for " + leaves + " receipts");
    started = System.nanoTime();
    try (AuditStore store = AuditStore.open(data);
        ReceiptLog log = ReceiptLog.open(store, keys, keys.timestampAuthority())) {
      log.checkpointNow();
      print(seconds(started) * 1000, "ms to open the log and make its first checkpoint");
      Random random = new Random(20261126);
      Times inclusion = new Times(PROOFS);
      Times consistency = new Times(PROOFS);
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
      run(log, 0, 10_000);
      print(10_000 / seconds(started), "receipts/s appended to it");
    }
    print(size(data) / (double) leaves, "bytes per row in that store (short rows)");
  }

  /** Wall and CPU time of calls: where only the first is long, the thread waited to be run. */
  private static final class Times {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final double[] wall;
    private final double[] cpu;
    private int count;
    private long wallStart;
    private long cpuStart;

    Times(int calls) {
      wall = new double[calls];
      cpu = new double[calls];
    }

    void start() {
      wallStart = System.nanoTime();
      cpuStart = THREADS.getCurrentThreadCpuTime();
    }

    /** All that it does runs in the thread that asks: H2 is in this process, and reads there. */
    void stop() {
      cpu[count] = (THREADS.getCurrentThreadCpuTime() - cpuStart) / 1e6;
      wall[count++] = (System.nanoTime() - wallStart) / 1e6;
    }

    void print(String what) {
      EvidenceRates.print(wall, "ms " + what);
      EvidenceRates.print(cpu, "ms CPU " + what);
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

  /** Rows as the log has them, with envelopes that are short and not signed. */
  private static void fill(Path data, long leaves) throws SQLException {
    LogTree tree =
        new LogTree(
            (level, index) -> {
              throw new IllegalStateException("nothing is read");
            });
    try (Connection connection =
            DriverManager.getConnection(
                "jdbc:h2:"
                    + data.toAbsolutePath().resolve("audit")
                    + ";MAX_LENGTH_INPLACE_LOB=65536",
                "sa",
                "");
        PreparedStatement receipt =
            connection.prepareStatement(
                "insert into receipt (seq, digest, subject, envelope, created)"
                    + " values (?, ?, ?, ?, ?)");
        PreparedStatement search =
            connection.prepareStatement(
                "insert into search (seq, outcome, policy, input)"
                    + " values (?, 'DELIVERED', 'hipaa', ?)");
        PreparedStatement tile =
            connection.prepareStatement(
                "insert into log_tile (level, idx, root, hashes) values (?, ?, ?, ?)")) {
      connection.setAutoCommit(false);
      OffsetDateTime now = OffsetDateTime.now(ZoneOffset.UTC);
      for (long i = 0; i < leaves; i++) {
        String number = String.format("%064x", i);
        String envelope =
            "{\"payloadType\":\"application/vnd.in-toto+json\",\"payload\":\""
                + Base64.getEncoder()
                    .encodeToString(Long.toString(i).getBytes(StandardCharsets.UTF_8))
                + "\",\"signatures\":[{\"keyid\":\"\",\"sig\":\"AA==\"}]}";
        receipt.setLong(1, i + 1);
        receipt.setString(2, number);
        receipt.setString(3, number);
        receipt.setString(4, envelope);
        receipt.setObject(5, now);
        receipt.addBatch();
        search.setLong(1, i + 1);
        search.setString(2, number);
        search.addBatch();
        for (LogTree.Tile each :
            tree.append(MerkleTree.leafHash(envelope.getBytes(StandardCharsets.UTF_8)))) {
          tile.setInt(1, each.level());
          tile.setLong(2, each.index());
          tile.setBytes(3, each.root());
          tile.setBytes(4, each.hashes());
          tile.addBatch();
        }
        if (i % 10_000 == 9_999) {
          receipt.executeBatch();
          search.executeBatch();
          tile.executeBatch();
          connection.commit();
        }
      }
      receipt.executeBatch();
      search.executeBatch();
      tile.executeBatch();
      connection.commit();
    }
  }

  /** As one of a small CT slice. */
  private static Operation operation(int i) {
    List<ActionCount> actions = new ArrayList<>();
    for (int element = 0; element < 60; element++) {
      actions.add(
          new ActionCount(
              String.format("(0008,%04x)", 16 + element),
              List.of("X", "Z", "U").get(element % 3),
              element % 10 == 0,
              1 + element % 4));
    }
    Instant started = Instant.parse("2026-11-26T08:00:00.123Z");
    return new Operation(
        Outcome.DELIVERED,
        new Content(String.format("%064x", 1_000_000L + i), 400_000),
        new Content(String.format("%064x", 9_000_000L + i), 400_000),
        new ProfileRef("hipaa", "1.0.0", "f".repeat(64)),
        "0123456789abcdef",
        "1.0.0",
        "1.2.840.10008.1.2.1",
        "1.2.840.10008.5.1.4.1.1.2",
        actions,
        List.of("113100", "113105"),
        null,
        null,
        started,
        started.plusMillis(12),
        List.of("outbox"));
  }

  private static long size(Path data) throws IOException {
    try (Stream<Path> files = Files.list(data)) {
      return files
          .filter(each -> each.getFileName().toString().startsWith("audit."))
          .mapToLong(EvidenceRates::length)
          .sum();
    }
  }

  private static long length(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static double seconds(long since) {
    return (System.nanoTime() - since) / 1e9;
  }

  private static void print(double[] all, String what) {
    Arrays.sort(all);
    System.out.printf(
        "%12.3f %s (median; 99 %%: %.3f, longest: %.3f)%n",
        all[all.length / 2], what, all[all.length * 99 / 100], all[all.length - 1]);
  }

  private static void print(double figure, String what) {
    System.out.printf("%12.1f %s%n", figure, what);
  }
}
