/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.receipt;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The secrets of a site, made on first use, readable by their owner only, and encrypted at rest
 * where there is a {@link Passphrase}. Several processes may open a new folder at once: all get the
 * same keys.
 *
 * <ul>
 *   <li>{@code pseudonym.key}: 32 random bytes as 64 hexadecimal digits. Put the same file on
 *       another machine before its first start and it gives the same pseudonyms.
 *   <li>{@code pseudonym.id}: names that secret and tells nothing about it.
 *   <li>{@code signing.key}, {@code signing.pub}: Ed25519 in PEM. Those that follow them are named
 *       by their id, {@code signing-<16 digits>}, and {@code signing-keys.json} says which signs.
 *       All {@code *.pub} files stay trusted, but for revocations in that list.
 *   <li>{@code tsa/}: the embedded authority's keys and certificates, made when it is first used.
 *   <li>{@code tsa-cas/}: certificates of outside authorities' CAs.
 * </ul>
 */
public final class KeyFolder {

  private static final String PSEUDONYM = "pseudonym.key";
  private static final String PSEUDONYM_ID = "pseudonym.id";
  private static final String SIGNING = "signing.key";
  private static final String TSA = "tsa";
  private static final String OUTSIDE_CAS = "tsa-cas";
  private static final int SECRET_BYTES = 32;

  private final Path folder;
  private final byte[] pseudonymSecret;
  private final Optional<Passphrase> passphrase;
  private final SigningKeys signing;

  private KeyFolder(Path folder, byte[] pseudonymSecret, Optional<Passphrase> passphrase) {
    this.folder = folder;
    this.pseudonymSecret = pseudonymSecret;
    this.passphrase = passphrase;
    this.signing = new SigningKeys(folder, passphrase, Clock.systemUTC());
  }

  /** As {@link #open(Path, Optional)}, with the passphrase that the environment gives, if any. */
  public static KeyFolder open(Path folder) throws KeyException {
    return open(folder, Passphrase.ofEnvironment());
  }

  /**
   * Opens the folder and makes the pseudonym secret when it is missing; the other keys are made
   * when they are first asked for.
   *
   * @param passphrase of keys that are encrypted; what is made is encrypted with it, and not at all
   *     when it is empty
   * @throws KeyException when a secret is readable by others, lost, damaged or not of this
   *     passphrase
   */
  public static KeyFolder open(Path folder, Optional<Passphrase> passphrase) throws KeyException {
    try {
      OwnerOnly.createFolder(folder);
      Path pseudonym = folder.resolve(PSEUDONYM);
      Path signing = folder.resolve(SIGNING);
      Path id = folder.resolve(PSEUDONYM_ID);
      if (Files.notExists(pseudonym)) {
        // Made first, so a folder that has the others but not this one has lost it.
        if (Files.exists(id) || Files.exists(signing)) {
          throw new KeyException(
              pseudonym
                  + " is missing: restore it from your backup, for a new one would give every"
                  + " patient new pseudonyms; to begin anew on purpose, move the whole folder"
                  + " away");
        }
        byte[] secret = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(secret);
        OwnerOnly.writeNew(pseudonym, SecretFile.encodeBytes(secret, passphrase));
      }
      byte[] secret = readSecret(pseudonym, passphrase);
      if (Files.exists(signing)) {
        refuseReadableByOthers(signing);
      }
      KeyFolder keys = new KeyFolder(folder, secret, passphrase);
      keys.checkIdentity(id);
      return keys;
    } catch (IOException e) {
      throw unusable(folder, e);
    }
  }

  /** Notes which secret the folder has, so that a lost or exchanged one is noticed. */
  private void checkIdentity(Path id) throws IOException {
    byte[] own = (pseudonymKeyId() + "\n").getBytes(StandardCharsets.US_ASCII);
    if (Files.notExists(id)) {
      OwnerOnly.writeNew(id, own);
    } else if (!Arrays.equals(Files.readAllBytes(id), own)) {
      throw new KeyException(
          folder.resolve(PSEUDONYM)
              + " is not the secret that "
              + PSEUDONYM_ID
              + " names: restore the right one from your backup; if patients shall get new"
              + " pseudonyms on purpose, delete "
              + PSEUDONYM_ID);
    }
  }

  static KeyException unusable(Path folder, IOException cause) {
    if (cause instanceof KeyException known) {
      return known;
    }
    return new KeyException(
        "the keys in "
            + folder
            + " cannot be read or made ("
            + cause.getMessage()
            + "): check that this user owns the folder, or restore it from your backup",
        cause);
  }

  /** 32 bytes: the key of every pseudonym of this site. */
  public byte[] pseudonymSecret() {
    return pseudonymSecret.clone();
  }

  /** 16 hexadecimal digits that name the pseudonym secret and tell nothing about it. */
  public String pseudonymKeyId() {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(pseudonymSecret, "HmacSHA256"));
      byte[] id = mac.doFinal("dicom-deid pseudonym key id".getBytes(StandardCharsets.US_ASCII));
      return HexFormat.of().formatHex(id, 0, 8);
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException("every Java platform has HMAC-SHA-256", e);
    }
  }

  /**
   * The key that signs receipts now; the first is made on first use. Ask again for each batch of
   * receipts: rotation and revocation by another process count at once.
   */
  public SigningKey signingKey() throws KeyException {
    return signing.current();
  }

  /** The public halves of all signing keys, of now and before. */
  public List<VerificationKey> trustedKeys() throws KeyException {
    return signing.trusted();
  }

  /** From when on the receipts of a revoked key are not good, by key id. */
  public Map<String, Instant> revocations() throws KeyException {
    return signing.revocations();
  }

  /** All signing keys, oldest first. */
  public List<SigningKeyState> signingKeys() throws KeyException {
    return signing.states();
  }

  /**
   * Makes the next signing key.
   *
   * @param from when it begins to sign; until then it is published and trusted, and the one before
   *     it signs
   */
  public VerificationKey rotate(Instant from) throws KeyException {
    return signing.rotate(from);
  }

  /**
   * Revokes a signing key; see {@link Trust}. If it is the one that signs, a new one takes over.
   *
   * @param id of the key, or its first 8 digits or more
   * @param at receipts that were stamped before stay good
   */
  public VerificationKey revoke(String id, Instant at) throws KeyException {
    return signing.revoke(id, at);
  }

  /** The embedded authority; its CA and key are made on first use. */
  public EmbeddedTimestampAuthority timestampAuthority() throws KeyException {
    Path home = folder.resolve(TSA);
    try {
      if (Files.notExists(home)) {
        createTimestampIdentity(home);
      }
      return new EmbeddedTimestampAuthority(TimestampIdentity.load(home, passphrase));
    } catch (IOException e) {
      throw new KeyException(
          "the time-stamp keys in "
              + home
              + " cannot be read or made ("
              + e.getMessage()
              + "): restore the folder from your backup, or move it away to get new ones",
          e);
    }
  }

  /**
   * Gives the embedded authority a new CA and key: the old CA stays trusted, the old keys are
   * deleted. Who has the authority open stamps with the old ones until it opens it anew.
   */
  public EmbeddedTimestampAuthority renewTimestampAuthority() throws KeyException {
    Path home = folder.resolve(TSA);
    try {
      if (Files.exists(home)) {
        keepTimestampCas(List.of(TimestampIdentity.caCertificate(home)));
        Path gone = folder.resolve("." + TSA + "." + UUID.randomUUID());
        Files.move(home, gone, StandardCopyOption.ATOMIC_MOVE);
        deleteFolder(gone);
      }
    } catch (IOException e) {
      throw unusable(folder, e);
    }
    return timestampAuthority();
  }

  /**
   * Certificates (DER) of CAs whose time stamps this site trusts: of the embedded authority, once
   * it was used, and of outside ones, see {@link #keepTimestampCas}.
   */
  public List<byte[]> trustedTimestampCas() throws KeyException {
    List<byte[]> all = new ArrayList<>();
    try {
      if (Files.exists(folder.resolve(TSA))) {
        all.add(TimestampIdentity.caCertificate(folder.resolve(TSA)));
      }
      for (Path file : files(folder.resolve(OUTSIDE_CAS), "*.crt")) {
        all.add(Pem.read(file, Pem.CERTIFICATE));
      }
      return all;
    } catch (IOException e) {
      throw new KeyException("a time-stamp CA cannot be read: " + e.getMessage(), e);
    }
  }

  /**
   * Keeps certificates (DER) of CAs of outside authorities, in {@code tsa-cas/}: what was stamped
   * while they were in use is to be checked when they are not any more.
   */
  public void keepTimestampCas(List<byte[]> certificates) throws KeyException {
    Path home = folder.resolve(OUTSIDE_CAS);
    try {
      for (byte[] each : certificates) {
        OwnerOnly.createFolder(home);
        Path file = home.resolve(Sha256.hex(each).substring(0, 16) + ".crt");
        if (Files.notExists(file)) {
          OwnerOnly.writeNew(file, Pem.encode(Pem.CERTIFICATE, each));
        }
      }
    } catch (IOException e) {
      throw unusable(folder, e);
    }
  }

  /** What an operator hands to those who verify, and compares by phone. */
  public List<KeyFingerprint> fingerprints() throws KeyException {
    List<KeyFingerprint> all = new ArrayList<>();
    all.add(new KeyFingerprint("pseudonym key id", PSEUDONYM, pseudonymKeyId()));
    for (SigningKeyState each : signingKeys()) {
      all.add(new KeyFingerprint(name(each), each.publicFile(), each.id()));
    }
    for (byte[] ca : trustedTimestampCas()) {
      String id = Sha256.hex(ca);
      Path outside = folder.resolve(OUTSIDE_CAS).resolve(id.substring(0, 16) + ".crt");
      String file = Files.exists(outside) ? folder.relativize(outside).toString() : TSA + "/ca.crt";
      all.add(new KeyFingerprint("time-stamp CA", file, id));
    }
    return all;
  }

  private static String name(SigningKeyState key) {
    if (key.revoked().isPresent()) {
      return "revoked key";
    }
    return key.signs()
        ? "signing key"
        : key.hasPrivate() && key.from().filter(Instant.now()::isBefore).isPresent()
            ? "next signing key"
            : "earlier key";
  }

  /** Secrets of the folder that are not encrypted, relative to it. */
  public List<Path> plainSecrets() throws KeyException {
    try {
      List<Path> plain = new ArrayList<>();
      for (Path each : secrets()) {
        if (!SecretFile.isEncrypted(each)) {
          plain.add(folder.relativize(each));
        }
      }
      return plain;
    } catch (IOException e) {
      throw unusable(folder, e);
    }
  }

  /**
   * Encrypts all secrets anew, each file at once and whole. What was encrypted with this passphrase
   * already, by a call that was killed, stays so.
   *
   * @return how many there are
   */
  public int encrypt(Passphrase with) throws KeyException {
    Optional<Passphrase> next = Optional.of(with);
    try {
      List<Path> all = secrets();
      for (Path each : all) {
        byte[] clear = clear(each, next);
        OwnerOnly.replace(
            each,
            each.endsWith(PSEUDONYM)
                ? SecretFile.encodeBytes(clear, next)
                : SecretFile.encode(clear, next));
      }
      return all.size();
    } catch (IOException e) {
      throw unusable(folder, e);
    }
  }

  private byte[] clear(Path file, Optional<Passphrase> other) throws IOException {
    boolean pseudonym = file.endsWith(PSEUDONYM);
    try {
      return pseudonym ? SecretFile.readBytes(file, passphrase) : SecretFile.read(file, passphrase);
    } catch (KeyException e) {
      return pseudonym ? SecretFile.readBytes(file, other) : SecretFile.read(file, other);
    }
  }

  /** All files by their names relative to the folder, secrets in the clear. */
  SortedMap<String, byte[]> contents() throws KeyException {
    SortedMap<String, byte[]> contents = new TreeMap<>();
    try {
      Set<Path> secrets = Set.copyOf(secrets());
      try (Stream<Path> all = Files.walk(folder, 2)) {
        for (Path each : (Iterable<Path>) all.filter(Files::isRegularFile)::iterator) {
          String name = folder.relativize(each).toString().replace('\\', '/');
          if (name.startsWith(".") || name.contains("/.")) {
            continue;
          }
          contents.put(name, secrets.contains(each) ? plain(each) : Files.readAllBytes(each));
        }
      }
      return contents;
    } catch (IOException e) {
      throw unusable(folder, e);
    }
  }

  private byte[] plain(Path secret) throws IOException {
    return secret.endsWith(PSEUDONYM)
        ? SecretFile.encodeBytes(SecretFile.readBytes(secret, passphrase), Optional.empty())
        : SecretFile.encode(SecretFile.read(secret, passphrase), Optional.empty());
  }

  private List<Path> secrets() throws IOException {
    List<Path> all = new ArrayList<>();
    all.add(folder.resolve(PSEUDONYM));
    all.addAll(signing.privateFiles());
    all.addAll(files(folder.resolve(TSA), "*.key"));
    return all;
  }

  private static List<Path> files(Path folder, String pattern) throws IOException {
    List<Path> found = new ArrayList<>();
    if (Files.isDirectory(folder)) {
      try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, pattern)) {
        files.forEach(found::add);
      }
      found.sort(Comparator.naturalOrder());
    }
    return found;
  }

  static void refuseReadableByOthers(Path file) throws IOException, KeyException {
    if (OwnerOnly.isReadableByOthers(file)) {
      throw new KeyException(
          file
              + " is readable by others: chmod 600 it, and if others may have read it, replace it");
    }
  }

  private static byte[] readSecret(Path file, Optional<Passphrase> passphrase) throws IOException {
    try {
      byte[] secret = SecretFile.readBytes(file, passphrase);
      if (secret.length == SECRET_BYTES) {
        return secret;
      }
    } catch (IllegalArgumentException e) {
      // Reported below, without the cause: its message repeats part of the secret.
    }
    throw new KeyException(file + " must hold 64 hexadecimal digits: restore it from your backup");
  }

  /** The folder appears whole: of two processes that make one, the second's rename fails. */
  private void createTimestampIdentity(Path home) throws IOException {
    Path draft = folder.resolve("." + TSA + "." + UUID.randomUUID());
    OwnerOnly.createFolder(draft);
    try {
      TimestampIdentity.create(draft, new SecureRandom(), passphrase);
      Files.move(draft, home, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileAlreadyExistsException | DirectoryNotEmptyException e) {
      deleteFolder(draft);
    } catch (IOException e) {
      deleteFolder(draft);
      if (Files.notExists(home)) {
        throw e;
      }
    }
  }

  private static void deleteFolder(Path draft) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(draft)) {
      for (Path file : files) {
        Files.delete(file);
      }
    }
    Files.delete(draft);
  }
}
