/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.audit;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import org.dicomdeid.receipt.AuthorityState;
import org.dicomdeid.receipt.KeyException;
import org.dicomdeid.receipt.KeyFolder;
import org.dicomdeid.receipt.Operation;
import org.dicomdeid.receipt.Receipt;
import org.dicomdeid.receipt.ReceiptChain;
import org.dicomdeid.receipt.TimestampAuthority;
import org.dicomdeid.receipt.TimestampToken;
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
  private final KeyFolder keys;
  private final Stamping stamping;
  private final ReceiptTable reader;
  private final ReceiptTable stamper;
  private final RenewalTable renewalReader;
  private final RenewalTable renewalWriter;
  private final Renewals renewals;
  private final GroupCommit writer;
  private final Map<String, byte[]> publicKeys = new ConcurrentHashMap<>();

  private ReceiptLog(
      AuditStore store,
      KeyFolder keys,
      Stamping stamping,
      ReceiptTable reader,
      ReceiptTable stamper,
      RenewalTable renewalReader,
      RenewalTable renewalWriter,
      GroupCommit writer) {
    this.store = store;
    this.keys = keys;
    this.stamping = stamping;
    this.reader = reader;
    this.stamper = stamper;
    this.renewalReader = renewalReader;
    this.renewalWriter = renewalWriter;
    this.renewals = new Renewals(renewalWriter, stamping.authority());
    this.writer = writer;
  }

  /** Opens the log; the store stays the caller's to close, after the log. */
  public static ReceiptLog open(AuditStore store, KeyFolder keys, TimestampAuthority authority)
      throws AuditException {
    return open(store, keys, authority, FIRST_PAUSE, LONGEST_PAUSE);
  }

  static ReceiptLog open(
      AuditStore store,
      KeyFolder keys,
      TimestampAuthority authority,
      Duration firstPause,
      Duration longestPause)
      throws AuditException {
    Stamping stamping = new Stamping(authority, firstPause, longestPause);
    try {
      ReceiptTable reader = new ReceiptTable(store.connect());
      ReceiptTable stamper = new ReceiptTable(store.connect());
      ReceiptTable table = new ReceiptTable(store.connect());
      return new ReceiptLog(
          store,
          keys,
          stamping,
          reader,
          stamper,
          new RenewalTable(store.connect()),
          new RenewalTable(store.connect()),
          new GroupCommit(table, keys, stamping, store.storeId()));
    } catch (SQLException | KeyException e) {
      stamping.close();
      throw new AuditException("the receipt log cannot be opened", e);
    }
  }

  /**
   * Commits a receipt and the ledger rows of its deliveries; when it returns they are in the store.
   *
   * @param deliveries empty when quarantined, or when the ledger is to stay as it is
   * @throws DuplicateDeliveryException when the ledger has one of the deliveries already; nothing
   *     was written
   */
  public Receipt append(Operation operation, List<LedgerEntry> deliveries) throws AuditException {
    try {
      return appendAsync(operation, deliveries).get();
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
    for (LedgerEntry entry : deliveries) {
      if (operation.output() == null || !operation.destinations().contains(entry.destination())) {
        throw new IllegalArgumentException(
            "a delivery must be of an output, to one of the operation's destinations");
      }
    }
    return writer.append(operation, List.copyOf(deliveries));
  }

  /** Whether this content went to this destination before, under the same profile and key. */
  public Optional<Delivery> delivered(
      String inputSha256, String profileDigest, String pseudonymKeyId, String destination)
      throws AuditException {
    return read(table -> table.delivered(inputSha256, profileDigest, pseudonymKeyId, destination));
  }

  /** The receipt with this number. */
  public Optional<Receipt> find(long sequence) throws AuditException {
    return withRenewals(read(table -> table.find(sequence)).map(this::receipt));
  }

  /** The latest receipt of an output, or of an input that was quarantined, by its SHA-256. */
  public Optional<Receipt> find(String sha256) throws AuditException {
    return withRenewals(read(table -> table.find(sha256)).map(this::receipt));
  }

  private Optional<Receipt> withRenewals(Optional<Receipt> found) throws AuditException {
    if (found.isEmpty()) {
      return found;
    }
    Receipt receipt = found.get();
    List<TimestampToken> renewed = read(table -> renewalReader.of(receipt.sequence()));
    return Optional.of(
        new Receipt(
            receipt.sequence(),
            receipt.digest(),
            receipt.envelope(),
            receipt.timestamp(),
            receipt.publicKey(),
            receipt.certificates(),
            renewed));
  }

  /**
   * Renews time stamps whose authority's certificate ends soon, or whose digest is weak: a part of
   * the log at a time, each call going on where the last one ended.
   *
   * @return whether the end of the log was reached
   */
  public boolean renewStamps(RenewalPolicy policy) throws AuditException {
    synchronized (stamper) {
      try {
        Renewals.Turn turn = renewals.run(policy, Instant.now());
        if (turn.renewed() > 0) {
          LOG.info("Renewed the time stamps of {} receipts", turn.renewed());
        }
        return turn.done();
      } catch (SQLException | IOException e) {
        throw new AuditException("time stamps cannot be renewed", e);
      }
    }
  }

  private interface Query<T> {
    T run(ReceiptTable table) throws SQLException, IOException;
  }

  private <T> T read(Query<T> query) throws AuditException {
    // An interrupted thread's read would close the data base file for everyone.
    boolean interrupted = Thread.interrupted();
    try {
      synchronized (reader) {
        return query.run(reader);
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
   * Stamps receipts that wait for a token, oldest first, until none is left or the authority fails.
   *
   * @return those that were stamped
   */
  public List<Receipt> stampPending() throws AuditException {
    synchronized (stamper) {
      try {
        return new PendingStamps(stamper, stamping).stampAll().stream().map(this::receipt).toList();
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
   * the receipt before it, carry a time stamp of its own or none yet, and agree with the ledger.
   * Receipts that were cut off at the end are missed only as far as this process wrote or saw them.
   */
  public ChainReport verifyChain() throws AuditException {
    long end = writer.head().sequence();
    try (ChainWalk walk = new ChainWalk(store, keys.trustedKeys(), keys.revocations())) {
      return walk.walk(end);
    } catch (KeyException e) {
      throw new AuditException(e.getMessage(), e);
    } catch (SQLException e) {
      throw new AuditException("the receipts cannot be read", e);
    }
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

  private Receipt receipt(ReceiptTable.Row row) {
    return new Receipt(
        row.sequence(),
        row.digest(),
        row.envelope(),
        row.token(),
        publicKey(row.envelope().keyId()),
        stamping.certificates());
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
      writer.close();
      stamping.close();
      if (writer.isBroken()) {
        store.abandon();
        return;
      }
      reader.close();
      stamper.close();
      renewalReader.close();
      renewalWriter.close();
    } catch (SQLException e) {
      throw new AuditException("the receipt log did not close", e);
    }
  }
}
