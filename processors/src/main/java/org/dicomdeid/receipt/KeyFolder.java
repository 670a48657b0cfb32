/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.receipt;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The secrets of a site, made on first use, readable by their owner only. Several processes may
 * open a new folder at once: all get the same keys.
 *
 * <ul>
 *   <li>{@code pseudonym.key}: 32 random bytes as 64 hexadecimal digits. Put the same file on
 *       another machine before its first start and it gives the same pseudonyms.
 *   <li>{@code pseudonym.id}: names that secret and tells nothing about it.
 *   <li>{@code signing.key}, {@code signing.pub}: Ed25519 in PEM. Keys of earlier years stay
 *       trusted as further {@code *.pub} files.
 *   <li>{@code tsa/}: the embedded authority's keys and certificates, made when it is first used.
 * </ul>
 */
public final class KeyFolder {

  private static final String PSEUDONYM = "pseudonym.key";
  private static final String PSEUDONYM_ID = "pseudonym.id";
  private static final String SIGNING = "signing.key";
  private static final String SIGNING_PUBLIC = "signing.pub";
  private static final String TSA = "tsa";
  private static final int SECRET_BYTES = 32;

  private final Path folder;
  private final byte[] pseudonymSecret;
  private SigningKey signingKey;

  private KeyFolder(Path folder, byte[] pseudonymSecret) {
    this.folder = folder;
    this.pseudonymSecret = pseudonymSecret;
  }

  /**
   * Opens the folder and makes the pseudonym secret when it is missing; the other keys are made
   * when they are first asked for.
   *
   * @throws KeyException when a secret is readable by others, lost or damaged
   */
  public static KeyFolder open(Path folder) throws KeyException {
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
                  + " patient new pseudonyms; to begin anew on purpose, move the whole folder away");
        }
        byte[] secret = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(secret);
        OwnerOnly.writeNew(
            pseudonym,
            (HexFormat.of().formatHex(secret) + "\n").getBytes(StandardCharsets.US_ASCII));
      }
      byte[] secret = readSecret(pseudonym);
      if (Files.exists(signing)) {
        refuseReadableByOthers(signing);
      }
      KeyFolder keys = new KeyFolder(folder, secret);
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

  private static KeyException unusable(Path folder, IOException cause) {
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

  /** The key that signs receipts; made on first use. */
  public synchronized SigningKey signingKey() throws KeyException {
    if (signingKey == null) {
      Path signing = folder.resolve(SIGNING);
      try {
        if (Files.notExists(signing)) {
          OwnerOnly.writeNew(
              signing,
              Pem.encode(Pem.PRIVATE_KEY, SigningKey.generate(new SecureRandom()).pkcs8()));
        }
        refuseReadableByOthers(signing);
        signingKey = SigningKey.parse(Pem.read(signing, Pem.PRIVATE_KEY));
        keepPublicKey(folder.resolve(SIGNING_PUBLIC), signingKey.publicKey());
      } catch (IOException e) {
        throw unusable(folder, e);
      }
    }
    return signingKey;
  }

  /** The signing key's public half and those that were kept from before. */
  public List<VerificationKey> trustedKeys() throws KeyException {
    List<VerificationKey> keys = new ArrayList<>();
    keys.add(signingKey().publicKey());
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.pub")) {
      for (Path file : files) {
        VerificationKey key = VerificationKey.parse(Pem.read(file, Pem.PUBLIC_KEY));
        if (keys.stream().noneMatch(known -> known.id().equals(key.id()))) {
          keys.add(key);
        }
      }
    } catch (IOException e) {
      throw new KeyException("a public key in " + folder + " cannot be read: " + e.getMessage(), e);
    }
    return keys;
  }

  /** The embedded authority; its CA and key are made on first use. */
  public EmbeddedTimestampAuthority timestampAuthority() throws KeyException {
    Path home = folder.resolve(TSA);
    try {
      if (Files.notExists(home)) {
        createTimestampIdentity(home);
      }
      return new EmbeddedTimestampAuthority(TimestampIdentity.load(home));
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

  /** Certificates (DER) of CAs whose time stamps this site trusts; empty before the first stamp. */
  public List<byte[]> trustedTimestampCas() throws KeyException {
    try {
      return List.of(TimestampIdentity.caCertificate(folder.resolve(TSA)));
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (IOException e) {
      throw new KeyException("the time-stamp CA cannot be read: " + e.getMessage(), e);
    }
  }

  /** What an operator hands to those who verify, and compares by phone. */
  public List<KeyFingerprint> fingerprints() throws KeyException {
    List<KeyFingerprint> all = new ArrayList<>();
    all.add(new KeyFingerprint("pseudonym key id", PSEUDONYM, pseudonymKeyId()));
    all.add(new KeyFingerprint("signing key", SIGNING_PUBLIC, signingKey().publicKey().id()));
    for (byte[] ca : trustedTimestampCas()) {
      all.add(new KeyFingerprint("time-stamp CA", TSA + "/ca.crt", Sha256.hex(ca)));
    }
    return all;
  }

  static void refuseReadableByOthers(Path file) throws IOException, KeyException {
    if (OwnerOnly.isReadableByOthers(file)) {
      throw new KeyException(
          file
              + " is readable by others: chmod 600 it, and if others may have read it, replace it");
    }
  }

  private static byte[] readSecret(Path file) throws IOException, KeyException {
    refuseReadableByOthers(file);
    String text = Files.readString(file, StandardCharsets.US_ASCII).strip();
    try {
      byte[] secret = HexFormat.of().parseHex(text);
      if (secret.length == SECRET_BYTES) {
        return secret;
      }
    } catch (IllegalArgumentException e) {
      // Reported below, without the cause: its message repeats part of the secret.
    }
    throw new KeyException(file + " must hold 64 hexadecimal digits: restore it from your backup");
  }

  private static void keepPublicKey(Path file, VerificationKey key) throws IOException {
    byte[] pem = Pem.encode(Pem.PUBLIC_KEY, key.der());
    // Looked for first: a draft that cannot be used costs a write to the disk at every start.
    if (Files.notExists(file) && OwnerOnly.writeNew(file, pem)) {
      return;
    }
    byte[] earlier = Pem.read(file, Pem.PUBLIC_KEY);
    if (!VerificationKey.parse(earlier).id().equals(key.id())) {
      String name = "signing-" + Sha256.hex(earlier).substring(0, 16) + ".pub";
      OwnerOnly.writeNew(file.resolveSibling(name), Pem.encode(Pem.PUBLIC_KEY, earlier));
      Files.delete(file);
      OwnerOnly.writeNew(file, pem);
    }
  }

  /** The folder appears whole: of two processes that make one, the second's rename fails. */
  private void createTimestampIdentity(Path home) throws IOException {
    Path draft = folder.resolve("." + TSA + "." + UUID.randomUUID());
    OwnerOnly.createFolder(draft);
    try {
      TimestampIdentity.create(draft, new SecureRandom());
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
