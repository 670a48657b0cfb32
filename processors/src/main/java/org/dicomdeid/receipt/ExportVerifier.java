/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.receipt;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Checks an export of the log: a receipt file a line, in order. Each receipt is checked by itself,
 * and all together: numbers, predecessors, the tree that they make, and that none is missing at the
 * end. Lines are read one after the other and checked on all processors; memory does not grow with
 * them.
 */
public final class ExportVerifier {

  private static final int LINES_AT_ONCE = 4096;
  private static final int MOST_NOTES = 10_000;

  /**
   * What was found.
   *
   * @param receipts that were read
   * @param findings the export is good when all of them hold
   */
  public record Report(long receipts, List<Finding> findings) {

    public Report {
      findings = List.copyOf(findings);
    }

    /** Whether all of it holds. */
    public boolean holds() {
      return findings.stream().allMatch(Finding::holds);
    }
  }

  private final Trust trust;
  private final Optional<CheckpointNote> kept;
  private final boolean part;

  /** Findings about a checkpoint and its token, which many receipts share. */
  private final Map<String, Stamped> notes = new ConcurrentHashMap<>();

  private final List<Finding> faults = new ArrayList<>();
  private LogTree tree;
  private boolean keptSeen;
  private long receipts;
  private long first;
  private long line;
  private long unstamped;
  private Claims last;
  private String lastDigest;
  private Checkpoint newest;

  /** Checkpoints whose last receipt has not been read yet, by size. */
  private final SortedMap<Long, Checkpoint> ahead = new TreeMap<>();

  private Instant from;
  private Instant until;

  /** What is known of a checkpoint: what is wrong with it, and the time that its token proves. */
  private record Stamped(Optional<String> fault, Optional<Instant> time) {}

  /** One line, checked by itself. */
  @SuppressWarnings("ArrayRecordComponent")
  private record Line(
      Claims claims,
      String digest,
      byte[] leaf,
      Checkpoint checkpoint,
      Optional<Instant> time,
      Optional<String> fault) {}

  private ExportVerifier(Trust trust, Optional<CheckpointNote> kept, boolean part) {
    this.trust = trust;
    this.kept = kept;
    this.part = part;
  }

  /**
   * Checks an export.
   *
   * @param kept a checkpoint of the log that was kept from before
   * @throws IOException when it cannot be read
   */
  public static Report verify(InputStream export, Trust trust, Optional<CheckpointNote> kept)
      throws IOException {
    return new ExportVerifier(trust, kept, false).run(export);
  }

  /**
   * As {@link #verify}, of what a search found: receipts may be left out, between and at the end.
   */
  public static Report verifyPart(InputStream export, Trust trust) throws IOException {
    return new ExportVerifier(trust, Optional.empty(), true).run(export);
  }

  private Report run(InputStream export) throws IOException {
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(export, StandardCharsets.UTF_8), 1 << 16);
    List<String> page = new ArrayList<>(LINES_AT_ONCE);
    // After the first fault the rest says nothing more.
    while (faults.isEmpty()) {
      page.clear();
      for (String text = lines.readLine(); text != null; text = lines.readLine()) {
        page.add(text);
        if (page.size() == LINES_AT_ONCE) {
          break;
        }
      }
      if (page.isEmpty()) {
        break;
      }
      for (Line each : page.parallelStream().map(this::check).toList()) {
        take(each);
        if (!faults.isEmpty()) {
          break;
        }
      }
    }
    return new Report(receipts, faults.isEmpty() ? conclude() : List.copyOf(faults));
  }

  private Line check(String text) {
    ReceiptFile receipt;
    Claims claims;
    try {
      receipt = ReceiptFile.parse(text.getBytes(StandardCharsets.UTF_8));
      claims = Claims.of(receipt.envelope());
    } catch (IOException | RuntimeException e) {
      return new Line(null, null, null, null, Optional.empty(), Optional.of("it is no receipt"));
    }
    LogPart log = receipt.log();
    Optional<Instant> time = Optional.empty();
    Optional<String> fault = Optional.empty();
    if (trust.keys().stream().noneMatch(key -> key.verifies(receipt.envelope()))) {
      fault = Optional.of("its signature does not fit, or is by none of the keys that you trust");
    } else if (log == null) {
      fault = Optional.of("it does not say where it is in the log");
    } else if (!log.checkpoint().checkpoint().isOf(claims.store())
        || log.index() != claims.sequence() - 1
        || !log.includes(receipt.envelope())) {
      fault = Optional.of("its proof does not lead to its checkpoint of the log");
    } else {
      Stamped stamped = stamped(log, receipt.certificates());
      fault = stamped.fault();
      time = stamped.time();
      if (receipt.token() != null && fault.isEmpty()) {
        Stamped own =
            stamped(
                receipt.token(),
                receipt.envelope().signature(),
                Renewal.of(receipt.envelope()),
                receipt.renewals(),
                receipt.certificates());
        fault = own.fault();
        time = own.time();
      }
      Instant revoked = trust.revocations().get(receipt.envelope().keyId());
      if (fault.isEmpty() && revoked != null && time.filter(revoked::isAfter).isEmpty()) {
        fault = Optional.of("its key was revoked before it was stamped");
      }
    }
    return new Line(
        claims,
        receipt.envelope().digest(),
        receipt.envelope().leafHash(),
        log == null ? null : log.checkpoint().checkpoint(),
        time,
        fault);
  }

  private Stamped stamped(LogPart log, List<byte[]> certificates) {
    if (notes.size() > MOST_NOTES) {
      notes.clear();
    }
    StringBuilder known = new StringBuilder(log.checkpoint().note());
    if (log.token() != null) {
      known.append(Sha256.hex(log.token()));
    }
    log.renewals().forEach(each -> known.append(Sha256.hex(each)));
    return notes.computeIfAbsent(
        known.toString(),
        key -> {
          if (log.checkpoint().signer(trust.keys()).isEmpty()) {
            return new Stamped(
                Optional.of("its checkpoint is signed by none of the keys that you trust"),
                Optional.empty());
          }
          return log.token() == null
              ? new Stamped(Optional.empty(), Optional.empty())
              : stamped(
                  log.token(),
                  log.checkpoint().bytes(),
                  log.checkpoint().bytes(),
                  log.renewals(),
                  certificates);
        });
  }

  /**
   * What is known of a token.
   *
   * @param data that it is over
   * @param about what renewals of it are about
   */
  private Stamped stamped(
      byte[] der, byte[] data, byte[] about, List<byte[]> renewals, List<byte[]> certificates) {
    try {
      TokenCheck token = TokenCheck.of(der);
      token.requireImprintOf(data);
      token.requireSignature(certificates);
      token.requireChain(certificates, trust.timestampCas());
      Renewal.requireInTime(about, der, renewals, certificates, trust);
      return new Stamped(Optional.empty(), Optional.of(token.time()));
    } catch (TimestampException e) {
      return new Stamped(
          Optional.of("its time stamp does not hold: " + e.getMessage()), Optional.empty());
    }
  }

  /** What a line is to the ones before it. */
  private void take(Line next) {
    line++;
    if (next.fault().isPresent()) {
      fault(next, next.fault().get());
      return;
    }
    Claims claims = next.claims();
    if (last == null) {
      first = claims.sequence();
      tree = first == 1 ? new LogTree(ExportVerifier::noTile) : null;
    } else if (!claims.store().equals(last.store())) {
      fault(next, "it is of another store");
      return;
    } else if (part && claims.sequence() > last.sequence() + 1) {
      tree = null;
    } else if (claims.sequence() != last.sequence() + 1) {
      fault(
          next,
          "it should be number "
              + (last.sequence() + 1)
              + ", if the export is whole and not what a search found");
      return;
    } else if (!lastDigest.equals(claims.previous())) {
      fault(next, "it names another predecessor than the one before it");
      return;
    }
    if (tree != null) {
      tree.append(next.leaf());
    }
    receipts++;
    last = claims;
    lastDigest = next.digest();
    if (next.time().isEmpty()) {
      unstamped++;
    } else {
      from = from == null || next.time().get().isBefore(from) ? next.time().get() : from;
      until = until == null || next.time().get().isAfter(until) ? next.time().get() : until;
    }
    compare(next);
  }

  /** Every checkpoint must be of one tree: the one that the receipts make. */
  private void compare(Line next) {
    if (newest == null || next.checkpoint().size() > newest.size()) {
      newest = next.checkpoint();
    }
    Checkpoint known = ahead.putIfAbsent(next.checkpoint().size(), next.checkpoint());
    if (known != null && !next.checkpoint().isSame(known)) {
      fault(next, "two checkpoints of one size differ: the log was forked");
      return;
    }
    if (ahead.size() > MOST_NOTES) {
      fault(next, "so many checkpoints cover receipts that are not there yet");
      return;
    }
    Checkpoint reached = ahead.remove(next.claims().sequence());
    ahead.headMap(next.claims().sequence()).clear();
    if (tree == null) {
      return;
    }
    if (reached != null && !isRoot(reached)) {
      fault(next, "the receipts up to it are not those of its checkpoint: the log was forked");
    } else if (kept.isPresent() && tree.size() == kept.get().checkpoint().size()) {
      keptSeen = true;
      if (!isRoot(kept.get().checkpoint())) {
        fault(
            next,
            "the receipts up to it are not those of the checkpoint that was kept: history was"
                + " rewritten");
      }
    }
  }

  private boolean isRoot(Checkpoint checkpoint) {
    try {
      return Arrays.equals(tree.root(), checkpoint.root());
    } catch (IOException e) {
      throw new UncheckedIOException("the root follows from what is in memory", e);
    }
  }

  private static TileNodes noTile(int level, long index) {
    throw new IllegalStateException("a root needs no whole tile");
  }

  private void fault(Line next, String what) {
    String number =
        next.claims() == null || next.claims().sequence() < 0
            ? ""
            : ", which says that it is receipt " + next.claims().sequence();
    faults.add(
        LogVerifier.bad("receipts", "Line " + line + number + ", does not hold: " + what + "."));
  }

  private List<Finding> conclude() {
    if (last == null) {
      return List.of(LogVerifier.bad("receipts", "There is no receipt in it."));
    }
    List<Finding> findings = new ArrayList<>();
    findings.add(
        LogVerifier.good(
            "receipts",
            "All "
                + receipts
                + " receipts, "
                + first
                + " to "
                + last.sequence()
                + ", are as they were signed, by keys that you trust"
                + (part ? "." : ", and each follows the one before it.")));
    findings.add(
        LogVerifier.good(
            "log",
            tree == null
                ? "Each stands in the log, by its proof, in a checkpoint that is signed by a key"
                    + " that you trust."
                : "The tree that they make is the one of the log's checkpoints."));
    if (!part) {
      findings.add(end());
    }
    findings.add(
        unstamped == 0
            ? LogVerifier.good("time", "They were time-stamped from " + from + " to " + until + ".")
            : LogVerifier.bad("time", unstamped + " receipts have no time stamp yet."));
    kept.ifPresent(note -> findings.add(kept(note)));
    return findings;
  }

  private Finding end() {
    return newest.size() <= last.sequence()
        ? LogVerifier.good("end", "No receipt that the last checkpoint covers is missing.")
        : LogVerifier.bad(
            "end",
            "Receipts are missing at the end: a checkpoint covers "
                + newest.size()
                + ", and the last one here is "
                + last.sequence()
                + ".");
  }

  private Finding kept(CheckpointNote note) {
    Checkpoint checkpoint = note.checkpoint();
    String check = "kept checkpoint";
    if (!checkpoint.isOf(last.store()) || note.signer(trust.keys()).isEmpty()) {
      return LogVerifier.bad(
          check, "The kept checkpoint is of another log, or not signed by a key that you trust.");
    }
    if (keptSeen) {
      return LogVerifier.good(check, "The log begins with what the kept checkpoint covers.");
    }
    return LogVerifier.bad(
        check,
        tree == null
            ? "The export does not begin with receipt 1, so it cannot be compared."
            : "Receipts were cut off: the kept checkpoint covers "
                + checkpoint.size()
                + ", and the export has "
                + tree.size()
                + ".");
  }
}
