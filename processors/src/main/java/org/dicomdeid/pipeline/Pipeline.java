/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.pipeline;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.dicomdeid.audit.AuditStore;
import org.dicomdeid.audit.LedgerEntry;
import org.dicomdeid.audit.LogSettings;
import org.dicomdeid.audit.PostgresAccess;
import org.dicomdeid.audit.ReceiptLog;
import org.dicomdeid.deidentify.Deidentifier;
import org.dicomdeid.deidentify.TextCleaner;
import org.dicomdeid.deidentify.Vocabulary;
import org.dicomdeid.pixel.DeviceCatalog;
import org.dicomdeid.profile.Profile;
import org.dicomdeid.receipt.Content;
import org.dicomdeid.receipt.KeyFolder;
import org.dicomdeid.receipt.OwnerOnly;
import org.dicomdeid.receipt.Passphrase;
import org.dicomdeid.receipt.Receipt;
import org.dicomdeid.receipt.TimestampAuthorities;
import org.dicomdeid.receipt.TimestampAuthority;
import org.dicomdeid.receipt.TsaSettings;

/**
 * One object through all of it, without Camel: claim, de-identify, deliver, commit. Thread-safe;
 * open one per process and data folder.
 */
public final class Pipeline implements Closeable {

  /**
   * How to open a pipeline.
   *
   * @param data keys and audit store; made on first use, readable by its owner alone
   * @param receipts whether operations leave a receipt; without, nothing is remembered of what was
   *     delivered
   * @param authorities outside RFC 3161 authorities, most preferred first; the embedded one when
   *     empty
   * @param passphrase of encrypted keys; that of the environment when empty
   * @param log how receipts are committed, and what is time-stamped
   * @param server that has the audit store; a file in the data folder when empty
   */
  public record Settings(
      Path data,
      boolean receipts,
      List<TsaSettings> authorities,
      Optional<Passphrase> passphrase,
      PixelSettings pixels,
      LogSettings log,
      Optional<PostgresAccess> server) {

    public static Settings of(Path data) {
      return new Settings(
          data,
          true,
          List.of(),
          Optional.empty(),
          PixelSettings.standard(),
          LogSettings.STANDARD,
          Optional.empty());
    }

    public Settings withoutReceipts() {
      return new Settings(data, false, authorities, passphrase, pixels, log, server);
    }

    public Settings withAuthorities(List<TsaSettings> settings) {
      return new Settings(data, receipts, List.copyOf(settings), passphrase, pixels, log, server);
    }

    public Settings withPassphrase(Optional<Passphrase> opens) {
      return new Settings(data, receipts, authorities, opens, pixels, log, server);
    }

    public Settings withPixels(PixelSettings settings) {
      return new Settings(data, receipts, authorities, passphrase, settings, log, server);
    }

    public Settings withLog(LogSettings settings) {
      return new Settings(data, receipts, authorities, passphrase, pixels, settings, server);
    }

    /** On a PostgreSQL server rather than in a file of the data folder. */
    public Settings withServer(Optional<PostgresAccess> access) {
      return new Settings(data, receipts, authorities, passphrase, pixels, log, access);
    }

    /** Where the keys are. */
    public Path keys() {
      return data.resolve("keys");
    }
  }

  private final KeyFolder keys;
  private final AuditStore store;
  private final ReceiptLog log;
  private final PixelStage pixels;
  private final ObjectSanitizer sanitizer;
  private final Inspector inspector;

  private Pipeline(KeyFolder keys, PixelStage pixels, AuditStore store, ReceiptLog log) {
    this.keys = keys;
    this.pixels = pixels;
    this.store = store;
    this.log = log;
    Deidentifier deidentifier =
        new Deidentifier(new TextCleaner(Vocabulary.standard()), keys.pseudonymSecret());
    boolean receipts = log != null;
    OperationRecorder recorder =
        new OperationRecorder(
            keys.pseudonymKeyId(), new UidLookup(keys.pseudonymSecret()), receipts);
    this.sanitizer = new ObjectSanitizer(deidentifier, pixels, recorder, receipts);
    this.inspector = new Inspector(deidentifier, pixels);
  }

  /**
   * Opens, or makes on first use, the keys and the audit store.
   *
   * @throws IOException when the data folder cannot be used; the message says why and what to do
   */
  public static Pipeline open(Settings settings) throws IOException {
    OwnerOnly.createFolder(settings.data());
    if (Files.notExists(settings.keys()) && AuditStore.isIn(settings.data())) {
      throw new NoSuchFileException(
          settings.keys().toString(),
          null,
          "the keys are missing, though the data folder has an audit store: restore them from your"
              + " backup, for new ones would give every patient new pseudonyms");
    }
    PixelStage pixels = PixelStage.open(settings.pixels());
    KeyFolder keys =
        KeyFolder.open(
            settings.keys(),
            settings.passphrase().isPresent() ? settings.passphrase() : Passphrase.ofEnvironment());
    if (!settings.receipts()) {
      return new Pipeline(keys, pixels, null, null);
    }
    AuditStore store = AuditStore.open(settings.data(), settings.server());
    return new Pipeline(
        keys,
        pixels,
        store,
        ReceiptLog.open(store, keys, authority(settings, keys), settings.log()));
  }

  static TimestampAuthority authority(Settings settings, KeyFolder keys) throws IOException {
    if (settings.authorities().isEmpty()) {
      return keys.timestampAuthority();
    }
    for (TsaSettings each : settings.authorities()) {
      keys.keepTimestampCas(each.trustedCas());
    }
    return TimestampAuthorities.of(settings.authorities());
  }

  public KeyFolder keys() {
    return keys;
  }

  /** The receipts of this pipeline; empty when it was opened without. */
  public Optional<ReceiptLog> log() {
    return Optional.ofNullable(log);
  }

  /** Uses another device catalog, from the next object on. */
  public void useDeviceCatalog(DeviceCatalog catalog) {
    pixels.use(catalog);
  }

  /** What would be done to a file; writes nothing. */
  public Plan inspect(Path in, Profile profile) throws IOException {
    return inspector.inspect(in, profile);
  }

  /** Digest and length of a file. */
  public Content digest(Path in) throws IOException {
    return Digests.of(in);
  }

  /**
   * De-identifies into a new file under a temporary name in a folder; the caller moves or deletes
   * it. Bad input is an outcome, not an exception.
   *
   * @throws IOException for faults that may pass: the disk is full, the file cannot be opened
   */
  public Outcome process(Path in, Path folder, Profile profile) throws IOException {
    return sanitizer.sanitize(in, folder, profile);
  }

  /** The outcome of an input that must be held without being processed, such as an archive. */
  public Outcome.Refused refused(Content input, Reason reason, Profile profile) {
    return sanitizer.refused(input, reason, profile);
  }

  /**
   * Those of the destinations that this content, with this profile and key, was not yet delivered
   * to.
   */
  public List<String> undelivered(Content input, Profile profile, List<String> destinations)
      throws IOException {
    if (log == null) {
      return destinations;
    }
    List<String> missing = new ArrayList<>();
    for (String destination : destinations) {
      if (!isDelivered(input, profile, destination)) {
        missing.add(destination);
      }
    }
    return missing;
  }

  private boolean isDelivered(Content input, Profile profile, String destination)
      throws IOException {
    return log.delivered(input.sha256(), profile.digest(), keys.pseudonymKeyId(), destination)
        .isPresent();
  }

  /** As {@link #commitAsync}, at once, and waits until it is durable. */
  public Optional<Receipt> commit(Outcome outcome, List<String> destinations) throws IOException {
    return commit(outcome, destinations, 1);
  }

  /**
   * As {@link #commitAsync}, and waits until it is durable.
   *
   * @param together how many at most may wait to be committed together; none waits longer than the
   *     settings of the log let it
   */
  public Optional<Receipt> commit(Outcome outcome, List<String> destinations, int together)
      throws IOException {
    return Futures.get(commitAsync(outcome, destinations, together));
  }

  /**
   * Appends receipt and ledger rows in one transaction, after delivery.
   *
   * @param destinations names of those that now have the object and must not get it again; none for
   *     one that was refused
   * @return completed when durable; empty when there are no receipts
   */
  public CompletableFuture<Optional<Receipt>> commitAsync(
      Outcome outcome, List<String> destinations) {
    return commitAsync(outcome, destinations, Integer.MAX_VALUE);
  }

  private CompletableFuture<Optional<Receipt>> commitAsync(
      Outcome outcome, List<String> destinations, int together) {
    if (log == null) {
      return CompletableFuture.completedFuture(Optional.empty());
    }
    Instant now = Instant.now();
    List<LedgerEntry> ledger =
        destinations.stream().map(name -> new LedgerEntry(name, now)).toList();
    return log.appendAsync(outcome.operation().deliveredTo(destinations), ledger, together)
        .thenApply(Optional::of);
  }

  /** Has commits that wait for further receipts made now; waits for nothing. */
  public void hurry() {
    if (log != null) {
      log.hurry();
    }
  }

  /**
   * The front door: de-identifies a file, moves the result to {@code
   * out/<study>/<series>/<instance>.dcm} at once and whole, and leaves its receipt beside it as
   * {@code <instance>.receipt.json}. A refused object leaves its receipt in the audit store and
   * nothing in {@code out}.
   */
  public Outcome sanitize(Path in, Path out, Profile profile) throws IOException {
    Files.createDirectories(out);
    Outcome outcome = process(in, out, profile);
    if (!(outcome instanceof Outcome.Sanitized sanitized)) {
      commit(outcome, List.of());
      return outcome;
    }
    Path target = out.resolve(sanitized.name().relativePath());
    Files.createDirectories(target.getParent());
    DurableFiles.rename(sanitized.file(), target);
    Optional<Receipt> receipt = commit(sanitized, List.of());
    if (receipt.isPresent()) {
      DurableFiles.replace(sanitized.name().receiptBeside(target), receipt.get().toFile());
    }
    return sanitized.movedTo(target);
  }

  @Override
  public void close() throws IOException {
    try (pixels) {
      if (log != null) {
        try (store) {
          log.close();
        }
      }
    }
  }
}
