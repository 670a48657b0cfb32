/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.audit;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import org.dicomdeid.audit.LogSettings.Stamps;
import org.dicomdeid.receipt.AuthorityState;
import org.dicomdeid.receipt.CheckpointNote;
import org.dicomdeid.receipt.KeyException;
import org.dicomdeid.receipt.KeyFolder;
import org.dicomdeid.receipt.LogEvidence;
import org.dicomdeid.receipt.LogTree;
import org.dicomdeid.receipt.MerkleTree;
import org.dicomdeid.receipt.Operation;
import org.dicomdeid.receipt.Receipt;
import org.dicomdeid.receipt.ReceiptChain;
import org.dicomdeid.receipt.TimestampAuthority;
import org.dicomdeid.receipt.TimestampToken;
import org.dicomdeid.receipt.VerificationKey;
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
  private static final int EXPORTED_AT_ONCE = 256;

  private final AuditStore store;
  private final KeyFolder keys;
  private final Stamping stamping;
  private final LogSettings settings;
  private final LastingTable reader;
  private final LastingTable stamper;
  private final LogWriter log;
  private final Renewals renewals;
  private final GroupCommit writer;
  private final Map<String, byte[]> publicKeys = new ConcurrentHashMap<>();

  private ReceiptLog(
      AuditStore store,
      KeyFolder keys,
      Stamping stamping,
      LogSettings settings,
      LastingTable reader,
      LastingTable stamper,
      LogWriter log,
      GroupCommit writer) {
    this.store = store;
    this.keys = keys;
    this.stamping = stamping;
    this.settings = settings;
    this.reader = reader;
    this.stamper = stamper;
    this.renewals = new Renewals(stamping.authority());
    this.log = log;
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
      LastingTable reader = new LastingTable(store.database());
      LogWriter log =
          new LogWriter(
              keys,
              store.storeId(),
              settings,
              new TileCache((level, index) -> tile(reader, level, index)));
      GroupCommit writer = write(store, keys, stamping, log, reader);
      return new ReceiptLog(
          store, keys, stamping, settings, reader, new LastingTable(store.database()), log, writer);
    } catch (AuditException e) {
      stamping.close();
      throw e;
    } catch (SQLException | KeyException e) {
      stamping.close();
      throw new AuditException("the receipt log cannot be opened", e);
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
      LastingTable reader = new LastingTable(store.database());
      LogWriter log =
          new LogWriter(
              keys,
              store.storeId(),
              LogSettings.STANDARD,
              new TileCache((level, index) -> tile(reader, level, index)));
      return new ReceiptLog(
          store,
          keys,
          stamping,
          LogSettings.STANDARD,
          reader,
          new LastingTable(store.database()),
          log,
          null);
    } catch (SQLException e) {
      stamping.close();
      throw new AuditException("the receipt log cannot be opened", e);
    }
  }

  /** As it is now, or as it was when an open to read first needed it. */
  private LogTree tree() throws AuditException {
    if (log.tree() == null) {
      try (ReceiptTable snapshot = new ReceiptTable(store.database(), store.connectToSnapshot())) {
        log.load(snapshot);
      } catch (SQLException e) {
        throw new AuditException("the log cannot be read", e);
      }
    }
    return log.tree();
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
    return read(table -> table.delivered(inputSha256, profileDigest, pseudonymKeyId, destination));
  }

  private static GroupCommit write(
      AuditStore store, KeyFolder keys, Stamping stamping, LogWriter log, LastingTable reader)
      throws SQLException, AuditException, KeyException {
    try {
      return new GroupCommit(store, keys, stamping, log);
    } catch (SQLException | AuditException e) {
      reader.close();
      throw e;
    }
  }

  private static byte[] tile(LastingTable reader, int level, long index) throws AuditException {
    return read(reader, table -> table.log(log -> log.tile(level, index)));
  }

  /** The last checkpoint of the log; empty when it has none yet. */
  public Optional<CheckpointNote> checkpoint() throws AuditException {
    return read(ReceiptTable::lastCheckpoint).map(LogTable.Kept::note);
  }

  /** The checkpoint of so many receipts; empty when none was made then. */
  public Optional<CheckpointNote> checkpoint(long size) throws AuditException {
    return read(table -> table.log(it -> it.from(size)))
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
    LogTree tree = tree();
    if (newer > tree.size()) {
      throw new IllegalArgumentException("the log has fewer receipts");
    }
    try {
      return MerkleTree.consistencyProof(tree, older, newer);
    } catch (IOException e) {
      throw new AuditException("the log cannot be read: " + e.getMessage(), e);
    }
  }

  /**
   * What does not fit between this log and a checkpoint of it that was kept elsewhere, as a
   * sentence; empty when the log begins with what the checkpoint covers.
   */
  public Optional<String> compare(CheckpointNote kept) throws AuditException {
    try {
      return LogCheck.fault(kept, store.storeId(), keys.trustedKeys(), tree());
    } catch (IOException e) {
      throw new AuditException("the log cannot be read: " + e.getMessage(), e);
    }
  }

  /** The size of the last checkpoint that a destination took, 0 when it took none. */
  public long pushed(String destination) throws AuditException {
    return read(table -> table.log(it -> it.pushed(destination)));
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
    LogTable.Kept covering = null;
    for (long from = Math.max(1, first); from <= last; from += EXPORTED_AT_ONCE) {
      long start = from;
      long end = Math.min(last, from + EXPORTED_AT_ONCE - 1);
      List<ReceiptTable.Row> rows = read(table -> table.range(start, end));
      for (ReceiptTable.Row row : rows) {
        // The first that covers a receipt is that of the next ones too, as far as it goes.
        if (covering == null || covering.note().checkpoint().size() < row.sequence()) {
          covering = covering(row.sequence()).orElse(null);
        }
        receiver.take(receipt(row, Optional.ofNullable(covering)));
      }
      if (rows.isEmpty()) {
        return;
      }
    }
  }

  private Optional<LogTable.Kept> covering(long sequence) throws AuditException {
    return read(table -> table.log(it -> it.covering(sequence)));
  }

  /** The receipt with this number. */
  public Optional<Receipt> find(long sequence) throws AuditException {
    return withEvidence(read(table -> table.find(sequence)));
  }

  /** The latest receipt of an output, or of an input that was quarantined, by its SHA-256. */
  public Optional<Receipt> find(String sha256) throws AuditException {
    return withEvidence(read(table -> table.find(sha256)));
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

  private <T> T read(LastingTable.Query<T> query) throws AuditException {
    return read(reader, query);
  }

  private static <T> T read(LastingTable reader, LastingTable.Query<T> query)
      throws AuditException {
    // An interrupted thread's read would close the data base file for everyone.
    boolean interrupted = Thread.interrupted();
    try {
      synchronized (reader) {
        return reader.run(query);
      }
    } catch (SQLException | IOException e) {
      throw new AuditException("the audit store cannot be read", e);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
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
    return read(ReceiptTable::waiting);
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
    List<CheckpointNote> all = new ArrayList<>(kept);
    if (store.keptCheckpoint().isPresent()) {
      store.keptCheckpoint().get().read().ifPresent(all::add);
    }
    long end = writer == null ? 0 : writer.head().sequence();
    try {
      List<VerificationKey> trusted = keys.trustedKeys();
      for (CheckpointNote each : all) {
        if (!each.checkpoint().isOf(store.storeId()) || each.signer(trusted).isEmpty()) {
          throw new AuditException(
              "a checkpoint is of another log than this, or not signed by a key of this site");
        }
      }
      try (ChainWalk walk = new ChainWalk(store.connectToSnapshot(), trusted, keys.revocations())) {
        return walk.walk(end, all);
      }
    } catch (KeyException e) {
      throw new AuditException(e.getMessage(), e);
    } catch (SQLException e) {
      throw new AuditException("the receipts cannot be read", e);
    }
  }

  /**
   * Receipts that fit, in order.
   *
   * @param after number of the last that was found before, 0 at the beginning
   * @param limit how many at most
   */
  public List<Found> search(SearchTerms terms, long after, int limit) throws AuditException {
    return read(table -> terms.run(table, after, limit));
  }

  /** Ends a {@link #stampPending} that is under way after the receipt it is at. */
  void stopStamping() {
    stamping.stop();
  }

  /** The store as a verifier of single receipts asks it. */
  public ReceiptChain chain() {
    return new ReceiptChain() {
      @Override
      public String storeId() {
        return store.storeId();
      }

      @Override
      public Optional<String> digestOf(long sequence) throws IOException {
        try {
          return find(sequence).map(receipt -> receipt.envelope().digest());
        } catch (AuditException e) {
          throw new IOException("the audit store cannot be read", e);
        }
      }
    };
  }

  /** Whether the back-off after a failure of the authority is over. */
  boolean mayStamp() {
    return stamping.isOpen();
  }

  private Optional<Receipt> withEvidence(Optional<ReceiptTable.Row> row) throws AuditException {
    return row.isEmpty()
        ? Optional.empty()
        : Optional.of(receipt(row.get(), covering(row.get().sequence())));
  }

  private Receipt receipt(ReceiptTable.Row row, Optional<LogTable.Kept> covering)
      throws AuditException {
    return new Receipt(
        row.sequence(),
        row.digest(),
        row.envelope(),
        row.token(),
        publicKey(row.envelope().keyId()),
        stamping.certificates(),
        covering.isPresent()
            ? Optional.of(evidence(row.sequence(), covering.get()))
            : Optional.empty(),
        row.token().isEmpty()
            ? List.of()
            : read(table -> table.log(it -> new RenewalTable(it).ofReceipt(row.sequence()))));
  }

  private LogEvidence evidence(long sequence, LogTable.Kept covering) throws AuditException {
    long index = sequence - 1;
    try {
      return new LogEvidence(
          index,
          MerkleTree.inclusionProof(tree(), index, covering.note().checkpoint().size()),
          covering.note(),
          covering.token(),
          covering.token().isEmpty() ? List.of() : renewals(covering.note()));
    } catch (IOException e) {
      throw new AuditException("the log cannot be read: " + e.getMessage(), e);
    }
  }

  private List<TimestampToken> renewals(CheckpointNote note) throws AuditException {
    long size = note.checkpoint().size();
    return read(table -> table.log(it -> new RenewalTable(it).ofCheckpoint(size)));
  }

  /** Of an earlier year, perhaps; null when it is not kept. */
  private byte[] publicKey(String id) {
    byte[] known = publicKeys.get(id);
    if (known == null) {
      // Made since the log was opened.
      try {
        keys.trustedKeys().forEach(each -> publicKeys.put(each.id(), each.der()));
      } catch (KeyException e) {
        LOG.warn("Public keys cannot be read: {}", e.getMessage());
      }
    }
    return known == null ? publicKeys.get(id) : known;
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
