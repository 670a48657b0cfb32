/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.audit;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.dicomdeid.audit.LogSettings.Stamps;
import org.dicomdeid.receipt.AuthorityState;
import org.dicomdeid.receipt.CheckpointNote;
import org.dicomdeid.receipt.KeyException;
import org.dicomdeid.receipt.KeyFolder;
import org.dicomdeid.receipt.Operation;
import org.dicomdeid.receipt.Receipt;
import org.dicomdeid.receipt.ReceiptChain;
import org.dicomdeid.receipt.TimestampAuthority;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The log of all operations: each receipt names the one before it, and stands in the store together
 * with the ledger rows of its deliveries, or not at all. Safe for threads.
 */
public final class ReceiptLog implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ReceiptLog.class);

  private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);

  private final AuditStore store;
  private final Stamping stamping;
  private final LogSettings settings;
  private final ReceiptReader reader;
  private final LastingTable stamper;
  private final Renewals renewals;

  /** Null when the log was opened to read. */
  private final GroupCommit writer;

  private ReceiptLog(
      AuditStore store,
      Stamping stamping,
      LogSettings settings,
      ReceiptReader reader,
      LastingTable stamper,
      GroupCommit writer) {
    this.store = store;
    this.stamping = stamping;
    this.settings = settings;
    this.reader = reader;
    this.stamper = stamper;
    this.renewals = new Renewals(stamping.authority());
    this.writer = writer;
  }

  /**
   * As {@link #open(AuditStore, KeyFolder, TimestampAuthority, LogSettings)}, in the standard way.
   */
  public static ReceiptLog open(AuditStore store, KeyFolder keys, TimestampAuthority authority)
      throws AuditException {
    return open(store, keys, authority, LogSettings.STANDARD);
  }

  /**
   * Opens the log; the store stays the caller's to close, after the log.
   *
   * @throws LogDamagedException when the receipts are not those that the last checkpoint covers
   */
  public static ReceiptLog open(
      AuditStore store, KeyFolder keys, TimestampAuthority authority, LogSettings settings)
      throws AuditException {
    return open(store, keys, authority, settings, FIRST_PAUSE, LONGEST_PAUSE);
  }

  static ReceiptLog open(
      AuditStore store,
      KeyFolder keys,
      TimestampAuthority authority,
      LogSettings settings,
      Duration firstPause,
      Duration longestPause)
      throws AuditException {
    Stamping stamping = new Stamping(authority, firstPause, longestPause);
    try {
      ReceiptReader reader = new ReceiptReader(store, keys, stamping, settings);
      GroupCommit writer = write(store, keys, stamping, reader);
      return new ReceiptLog(
          store, stamping, settings, reader, new LastingTable(store.database()), writer);
    } catch (AuditException e) {
      stamping.close();
      throw e;
    } catch (SQLException | KeyException e) {
      stamping.close();
      throw new AuditException("the receipt log cannot be opened", e);
    }
  }

  private static GroupCommit write(
      AuditStore store, KeyFolder keys, Stamping stamping, ReceiptReader reader)
      throws SQLException, AuditException, KeyException {
    try {
      return new GroupCommit(store, keys, stamping, reader.log());
    } catch (SQLException | AuditException e) {
      reader.close();
      throw e;
    }
  }

  /**
   * Opens the log to read it, also beside a process that writes it, as far as the data base lets
   * two in. Nothing can be appended, and nothing is compared before it is asked for.
   */
  public static ReceiptLog openToRead(
      AuditStore store, KeyFolder keys, TimestampAuthority authority) throws AuditException {
    Stamping stamping = new Stamping(authority, FIRST_PAUSE, LONGEST_PAUSE);
    try {
      return new ReceiptLog(
          store,
          stamping,
          LogSettings.STANDARD,
          new ReceiptReader(store, keys, stamping, LogSettings.STANDARD),
          new LastingTable(store.database()),
          null);
    } catch (SQLException e) {
      stamping.close();
      throw new AuditException("the receipt log cannot be opened", e);
    }
  }

  private GroupCommit writer() {
    if (writer == null) {
      throw new IllegalStateException("the log was opened to read");
    }
    return writer;
  }

  /**
   * Commits a receipt and the ledger rows of its deliveries; when it returns they are in the store.
   *
   * @param deliveries empty when quarantined, or when the ledger is to stay as it is
   * @throws DuplicateDeliveryException when the ledger has one of the deliveries already; nothing
   *     was written
   */
  public Receipt append(Operation operation, List<LedgerEntry> deliveries) throws AuditException {
    return get(appendAsync(operation, deliveries, 1));
  }

  private static Receipt get(CompletableFuture<Receipt> committed) throws AuditException {
    try {
      return committed.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AuditException("interrupted; the receipt may or may not be committed", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof AuditException audit) {
        throw audit;
      }
      throw new AuditException("the receipt was not committed", e.getCause());
    }
  }

  /**
   * As {@link #append}, without waiting for the commit: appends that wait together are committed
   * together. The future fails with an {@link AuditException}. What depends on it runs in the log's
   * own thread unless asked otherwise, and holds it up. Waits while 1,024 appends are queued.
   */
  public CompletableFuture<Receipt> appendAsync(Operation operation, List<LedgerEntry> deliveries) {
    return appendAsync(operation, deliveries, Integer.MAX_VALUE);
  }

  /**
   * As the other, for one that is wanted sooner.
   *
   * @param together until how many appends have come the commit may wait for more, as long as the
   *     settings say; 1 when somebody waits for this one
   */
  public CompletableFuture<Receipt> appendAsync(
      Operation operation, List<LedgerEntry> deliveries, int together) {
    for (LedgerEntry entry : deliveries) {
      if (operation.output() == null || !operation.destinations().contains(entry.destination())) {
        throw new IllegalArgumentException(
            "a delivery must be of an output, to one of the operation's destinations");
      }
    }
    return writer().append(operation, List.copyOf(deliveries), together);
  }

  /** Whether this content went to this destination before, under the same profile and key. */
  public Optional<Delivery> delivered(
      String inputSha256, String profileDigest, String pseudonymKeyId, String destination)
      throws AuditException {
    return reader.read(
        table -> table.delivered(inputSha256, profileDigest, pseudonymKeyId, destination));
  }

  /** The last checkpoint of the log; empty when it has none yet. */
  public Optional<CheckpointNote> checkpoint() throws AuditException {
    return reader.read(ReceiptTable::lastCheckpoint).map(LogTable.Kept::note);
  }

  /** The checkpoint of so many receipts; empty when none was made then. */
  public Optional<CheckpointNote> checkpoint(long size) throws AuditException {
    return reader
        .read(table -> table.log(it -> it.from(size)))
        .map(LogTable.Kept::note)
        .filter(note -> note.checkpoint().size() == size);
  }

  /**
   * Makes a checkpoint that covers all that was appended before, unless there is one, and waits
   * until it is in the store.
   */
  public Optional<CheckpointNote> checkpointNow() throws AuditException {
    get(writer().checkpoint());
    return checkpoint();
  }

  /** Has what was appended before committed now; waits for nothing. */
  public void hurry() {
    // Whoever appended learns from his own future what became of it.
    CompletableFuture<Receipt> unused = writer().checkpoint();
  }

  /**
   * The proof that the log of {@code older} receipts is the beginning of the log of {@code newer}
   * (RFC 9162 section 2.1.4.1).
   *
   * @throws IllegalArgumentException when the log was never like this
   */
  public List<byte[]> consistency(long older, long newer) throws AuditException {
    return reader.consistency(older, newer);
  }

  /**
   * What does not fit between this log and a checkpoint of it that was kept elsewhere, as a
   * sentence; empty when the log begins with what the checkpoint covers.
   */
  public Optional<String> compare(CheckpointNote kept) throws AuditException {
    return reader.compare(kept);
  }

  /** The size of the last checkpoint that a destination took, 0 when it took none. */
  public long pushed(String destination) throws AuditException {
    return reader.read(table -> table.log(it -> it.pushed(destination)));
  }

  /**
   * Notes that a destination took a checkpoint.
   *
   * @param destination SHA-256 of its address: an address may hold a password
   */
  public void notePushed(String destination, CheckpointNote note) throws AuditException {
    synchronized (stamper) {
      try {
        stamper.run(
            table -> {
              table.addPush(destination, note.checkpoint().size());
              return null;
            });
      } catch (SQLException | IOException e) {
        throw new AuditException("the audit store cannot be written", e);
      }
    }
  }

  /** Takes receipts one by one. */
  public interface Receiver {
    void take(Receipt receipt) throws IOException;
  }

  /**
   * Gives receipts with all their evidence, in order.
   *
   * @param first number of the first
   * @param last number of the last; those that the log does not have yet are left out
   */
  public void export(long first, long last, Receiver receiver) throws IOException {
    reader.export(first, last, receiver);
  }

  /** The receipt with this number. */
  public Optional<Receipt> find(long sequence) throws AuditException {
    return reader.find(sequence);
  }

  /** The latest receipt of an output, or of an input that was quarantined, by its SHA-256. */
  public Optional<Receipt> find(String sha256) throws AuditException {
    return reader.find(sha256);
  }

  /**
   * Renews time stamps, of receipts and of checkpoints, whose authority's certificate ends soon, or
   * whose digest is weak: a part of the log at a time, each call going on where the last one ended.
   *
   * @return whether the end of the log was reached
   */
  public boolean renewStamps(RenewalPolicy policy) throws AuditException {
    synchronized (stamper) {
      try {
        Renewals.Turn turn = stamper.run(table -> renewals.run(table, policy, Instant.now()));
        if (turn.renewed() > 0) {
          LOG.info("Renewed {} time stamps", turn.renewed());
        }
        return turn.done();
      } catch (SQLException | IOException e) {
        throw new AuditException("time stamps cannot be renewed", e);
      }
    }
  }

  /**
   * Stamps what waits for it, until none is left or the authority fails.
   *
   * @return how many receipts have evidence of their time by it
   */
  public long stampPending() throws AuditException {
    synchronized (stamper) {
      try {
        return stamper.run(
            table ->
                new PendingStamps(table, stamping, settings.stamps() == Stamps.RECEIPT).stampAll());
      } catch (SQLException | IOException e) {
        throw new AuditException("pending receipts cannot be read or stamped", e);
      }
    }
  }

  /** What still waits for a time stamp. */
  public WaitingStamps waitingStamps() throws AuditException {
    return reader.read(ReceiptTable::waiting);
  }

  /** Whether the authority answered when it was last asked, or has not been asked yet. */
  public boolean isAuthorityUp() {
    return stamping.isUp();
  }

  /** How each authority does, most preferred first; empty of the embedded one. */
  public List<AuthorityState> authorities() {
    return stamping.states();
  }

  /**
   * Walks the whole log: every receipt must be signed by a key of this site, name its number and
   * the receipt before it, agree with ledger and search, and be in the log that checkpoints were
   * made of, those in the store and the one that the data folder keeps.
   */
  public ChainReport verifyChain() throws AuditException {
    return verifyChain(List.of());
  }

  /**
   * As {@link #verifyChain()}, and it must be the log of further checkpoints.
   *
   * @param kept elsewhere, for instance by a partner
   * @throws AuditException also when one of them is of another log, or not signed by this site
   */
  public ChainReport verifyChain(List<CheckpointNote> kept) throws AuditException {
    return reader.verifyChain(kept, writer == null ? 0 : writer.head().sequence());
  }

  /**
   * Receipts that fit, in order.
   *
   * @param after number of the last that was found before, 0 at the beginning
   * @param limit how many at most
   */
  public List<Found> search(SearchTerms terms, long after, int limit) throws AuditException {
    return reader.read(table -> terms.run(table, after, limit));
  }

  /** Ends a {@link #stampPending} that is under way after the receipt it is at. */
  void stopStamping() {
    stamping.stop();
  }

  /** The store as a verifier of single receipts asks it. */
  public ReceiptChain chain() {
    return reader.chain();
  }

  /** Whether the back-off after a failure of the authority is over. */
  boolean mayStamp() {
    return stamping.isOpen();
  }

  /** Commits what waits, then ends. */
  @Override
  public void close() throws AuditException {
    stamping.stop();
    try {
      if (writer != null) {
        writer.close();
      }
      stamping.close();
      if (writer != null && writer.isBroken()) {
        store.abandon();
        return;
      }
      reader.close();
      stamper.close();
    } catch (SQLException e) {
      throw new AuditException("the receipt log did not close", e);
    }
  }
}
