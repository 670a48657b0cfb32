/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.bench;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.dicomdeid.audit.AuditStore;
import org.dicomdeid.audit.LedgerEntry;
import org.dicomdeid.audit.LogSettings;
import org.dicomdeid.audit.LogSettings.Stamps;
import org.dicomdeid.audit.ReceiptLog;
import org.dicomdeid.receipt.ActionCount;
import org.dicomdeid.receipt.Content;
import org.dicomdeid.receipt.KeyFolder;
import org.dicomdeid.receipt.Operation;
import org.dicomdeid.receipt.Outcome;
import org.dicomdeid.receipt.ProfileRef;
import org.dicomdeid.receipt.Receipt;
import org.dicomdeid.receipt.Sha256;

/**
 * What evidence costs on H2: receipts signed and committed per second, bytes per receipt, and the
 * time to verify an export. Prints figures, judges nothing.
 *
 * <p>Arguments: {@code append FOLDER COUNT checkpoint|receipt}, {@code verify FOLDER} (what append
 * left).
 */
public final class EvidenceRates {

  private static final int IN_FLIGHT = 1000;
  private static final List<ActionCount> ACTIONS = actions();

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
      case "verify" ->
          LargeLog.verify(data.resolve("export.jsonl"), KeyFolder.open(data.resolve("keys")));
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

  /** As one of a small CT slice. */
  static Operation operation(long i) {
    Instant started = Instant.parse("2026-11-26T08:00:00.123Z");
    return new Operation(
        Outcome.DELIVERED,
        new Content(digest("input", i), 400_000),
        new Content(digest("output", i), 400_000),
        new ProfileRef("hipaa", "1.0.0", "f".repeat(64)),
        "0123456789abcdef",
        "1.0.0",
        "1.2.840.10008.1.2.1",
        "1.2.840.10008.5.1.4.1.1.2",
        ACTIONS,
        List.of("113100", "113105"),
        null,
        null,
        started,
        started.plusMillis(12),
        List.of("outbox"));
  }

  private static String digest(String of, long i) {
    return Sha256.hex((of + i).getBytes(StandardCharsets.UTF_8));
  }

  private static List<ActionCount> actions() {
    List<ActionCount> actions = new ArrayList<>();
    for (int element = 0; element < 60; element++) {
      actions.add(
          new ActionCount(
              String.format("(0008,%04x)", 16 + element),
              List.of("X", "Z", "U").get(element % 3),
              element % 10 == 0,
              1 + element % 4));
    }
    return actions;
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

  static double seconds(long since) {
    return (System.nanoTime() - since) / 1e9;
  }

  static void print(double figure, String what) {
    System.out.printf("%12.1f %s%n", figure, what);
  }
}
