/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.receipt;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Says of a receipt what holds and what does not. Nothing that a receipt brings along is believed,
 * and no input makes it throw.
 */
public final class ReceiptVerifier {

  private static final int BUFFER = 1 << 16;

  private ReceiptVerifier() {}

  /** As {@link #verify(byte[], Optional, Trust, Optional)}, without a store. */
  public static List<Finding> verify(byte[] receiptJson, Optional<Path> file, Trust trust) {
    return verify(receiptJson, file, trust, Optional.empty());
  }

  /**
   * Checks a receipt file.
   *
   * @param file what the receipt is said to be about: the output, or the input
   * @param store where the receipt is said to stand
   * @return what was checked; the receipt is good when all of it holds
   */
  public static List<Finding> verify(
      byte[] receiptJson, Optional<Path> file, Trust trust, Optional<ReceiptChain> store) {
    List<Finding> findings = new ArrayList<>();
    ReceiptFile receipt;
    Claims claims;
    try {
      receipt = ReceiptFile.parse(receiptJson);
      claims = Claims.of(receipt.envelope());
      findings.add(good("form", "It is a receipt: an in-toto statement in a DSSE envelope."));
    } catch (IOException | RuntimeException e) {
      // The parser's message may repeat what it could not read.
      findings.add(bad("form", "This is not a receipt of dicom-deid."));
      return findings;
    }
    signature(findings, receipt, trust);
    if (receipt.log() != null) {
      LogVerifier.place(findings, receipt, claims, trust);
    }
    Optional<Instant> time = timestamp(findings, receipt, claims, trust);
    revocation(findings, receipt.envelope(), trust, time);
    file.ifPresent(path -> file(findings, claims, path));
    store.ifPresent(chain -> chain(findings, receipt.envelope(), claims, chain));
    return findings;
  }

  /**
   * Compares the log that a receipt file names with a checkpoint of it that was kept from before.
   *
   * @param proof between both, where they differ in size
   */
  public static List<Finding> compare(
      byte[] receiptJson, CheckpointNote kept, Optional<ConsistencyProof> proof, Trust trust) {
    List<Finding> findings = new ArrayList<>();
    try {
      LogPart log = ReceiptFile.parse(receiptJson).log();
      if (log == null) {
        findings.add(bad("kept checkpoint", "The receipt does not say where it is in the log."));
      } else {
        LogVerifier.kept(findings, log.checkpoint(), kept, proof, trust);
      }
    } catch (IOException | RuntimeException e) {
      findings.add(bad("kept checkpoint", "Without a receipt there is nothing to compare."));
    }
    return findings;
  }

  private static void signature(List<Finding> findings, ReceiptFile receipt, Trust trust) {
    Envelope envelope = receipt.envelope();
    Optional<VerificationKey> known =
        trust.keys().stream().filter(key -> key.id().equals(envelope.keyId())).findFirst();
    Optional<VerificationKey> key = known.or(() -> ownKey(receipt));
    boolean verified = key.isPresent() && key.get().verifies(envelope);
    findings.add(
        verified
            ? good("signature", "The statement is as it was signed by its key.")
            : bad(
                "signature",
                key.isPresent()
                    ? "The signature does not fit: the statement, its signature or its key was"
                        + " changed."
                    : "The key that signed the statement is not at hand, so it cannot be"
                        + " checked."));
    if (known.isPresent()) {
      findings.add(good("key", "The key is one of those you trust."));
    } else if (trust.keys().isEmpty()) {
      findings.add(
          bad(
              "key",
              "No trusted key was given, so it is open who signed: get the site's signing.pub."));
    } else {
      findings.add(bad("key", "The key is none of those you trust: anyone may have signed."));
    }
  }

  private static Optional<VerificationKey> ownKey(ReceiptFile receipt) {
    if (receipt.publicKey() == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(VerificationKey.parse(receipt.publicKey()));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** A thief of a key can sign what he likes, but not stamp it before the theft was known. */
  private static void revocation(
      List<Finding> findings, Envelope envelope, Trust trust, Optional<Instant> proven) {
    Instant revoked = trust.revocations().get(envelope.keyId());
    if (revoked == null) {
      return;
    }
    String since = "The key was revoked as of " + revoked;
    if (proven.isEmpty()) {
      findings.add(bad("revocation", since + ", and no time stamp proves that it signed before."));
    } else if (proven.get().isBefore(revoked)) {
      findings.add(good("revocation", since + "; it is proven that it signed before."));
    } else {
      findings.add(
          bad("revocation", since + ", before this was stamped: a thief may have signed."));
    }
  }

  /** Adds what is found of the time stamp; the time, when it is proven. */
  private static Optional<Instant> timestamp(
      List<Finding> findings, ReceiptFile receipt, Claims claims, Trust trust) {
    boolean own = receipt.token() != null;
    byte[] der = own || receipt.log() == null ? receipt.token() : receipt.log().token();
    if (der == null) {
      findings.add(bad("time stamp", "It has no time stamp yet" + waiting(claims) + "."));
      return Optional.empty();
    }
    byte[] stamped = own ? receipt.envelope().signature() : receipt.log().checkpoint().bytes();
    TokenCheck token;
    try {
      token = TokenCheck.of(der);
    } catch (TimestampException e) {
      findings.add(bad("time stamp", "The time stamp cannot be read: " + e.getMessage() + "."));
      return Optional.empty();
    }
    boolean belongs =
        check(
            findings,
            "time stamp",
            own
                ? "The time stamp belongs to this signature."
                : "The time stamp belongs to this checkpoint of the log.",
            () -> token.requireImprintOf(stamped));
    boolean signed =
        check(
            findings,
            "time-stamp signature",
            "The time stamp is as its authority signed it.",
            () -> token.requireSignature(receipt.certificates()));
    boolean trusted =
        check(
            findings,
            "time-stamp authority",
            "The authority is certified by a CA that you trust.",
            () -> token.requireChain(receipt.certificates(), trust.timestampCas()));
    boolean proven = signed && trusted && (own || receipt.log().includes(receipt.envelope()));
    findings.add(
        proven
            ? good("time", "The receipt existed at " + token.time() + ".")
            : bad("time", "The time is not proven."));
    if (belongs && proven) {
      List<byte[]> renewals = own ? receipt.renewals() : receipt.log().renewals();
      byte[] about = own ? Renewal.of(receipt.envelope()) : stamped;
      renewals(findings, about, der, renewals, receipt.certificates(), trust);
      return Optional.of(token.time());
    }
    return Optional.empty();
  }

  /** As long as it says itself. */
  private static String waiting(Claims claims) {
    if (claims.finished() == null) {
      return "";
    }
    try {
      Duration age = Duration.between(Instant.parse(claims.finished()), Instant.now());
      return ", and has waited for one for "
          + age.toDays()
          + " d "
          + age.toHoursPart()
          + " h "
          + age.toMinutesPart()
          + " min: the authority did not answer until this copy was made";
    } catch (DateTimeParseException e) {
      return "";
    }
  }

  private static void file(List<Finding> findings, Claims claims, Path file) {
    String digest;
    try {
      digest = digest(file);
    } catch (IOException e) {
      findings.add(bad("file", "The file cannot be read."));
      return;
    }
    if (claims.output() != null && digest.equals(claims.output())) {
      findings.add(
          digest.equals(claims.subject())
              ? good("file", "The file is the output that the receipt is about.")
              : bad("file", "The file is the stated output, but not the statement's subject."));
    } else if (digest.equals(claims.input())) {
      findings.add(
          claims.output() == null
              ? good("file", "The file is the input that was held back.")
              : good("file", "The file is the input, before anything was removed."));
    } else {
      findings.add(bad("file", "The file is neither the output nor the input of this receipt."));
    }
  }

  private static void chain(
      List<Finding> findings, Envelope envelope, Claims claims, ReceiptChain store) {
    try {
      if (!store.storeId().equals(claims.store())) {
        findings.add(bad("chain", "The receipt is of another audit store."));
      } else if (!store.digestOf(claims.sequence()).equals(Optional.of(envelope.digest()))) {
        findings.add(bad("chain", "The audit store does not hold this receipt under its number."));
      } else if (claims.sequence() == 1
          ? claims.previous() != null
          : !store.digestOf(claims.sequence() - 1).equals(Optional.ofNullable(claims.previous()))) {
        findings.add(
            bad("chain", "The receipt before it in the audit store is not the one it names."));
      } else {
        findings.add(
            good(
                "chain",
                "The audit store holds it as number "
                    + claims.sequence()
                    + ", after the receipt that it names."));
      }
    } catch (IOException | RuntimeException e) {
      findings.add(bad("chain", "The audit store cannot be read."));
    }
  }

  private static void renewals(
      List<Finding> findings,
      byte[] about,
      byte[] first,
      List<byte[]> renewals,
      List<byte[]> certificates,
      Trust trust) {
    try {
      Instant end = Renewal.requireInTime(about, first, renewals, certificates, trust);
      if (!renewals.isEmpty()) {
        findings.add(
            good("renewal", "The time stamp was renewed in time, and holds until " + end + "."));
      }
    } catch (TimestampException e) {
      findings.add(bad("renewal", "The time stamp holds no longer: " + e.getMessage() + "."));
    }
  }

  private interface Check {
    void run() throws TimestampException;
  }

  private static boolean check(List<Finding> findings, String name, String sentence, Check check) {
    try {
      check.run();
      findings.add(good(name, sentence));
      return true;
    } catch (TimestampException e) {
      findings.add(bad(name, "The time stamp does not hold: " + e.getMessage() + "."));
      return false;
    }
  }

  private static String digest(Path file) throws IOException {
    MessageDigest digest = Sha256.newDigest();
    byte[] buffer = new byte[BUFFER];
    try (InputStream in = Files.newInputStream(file)) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        digest.update(buffer, 0, n);
      }
    }
    return Sha256.text(digest.digest());
  }

  private static Finding good(String check, String sentence) {
    return new Finding(check, true, sentence);
  }

  private static Finding bad(String check, String sentence) {
    return new Finding(check, false, sentence);
  }
}
