/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.receipt;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.CMSAlgorithm;
import org.bouncycastle.cms.CMSEnvelopedData;
import org.bouncycastle.cms.CMSEnvelopedDataGenerator;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.KeyTransRecipientInformation;
import org.bouncycastle.cms.PasswordRecipient;
import org.bouncycastle.cms.PasswordRecipientInformation;
import org.bouncycastle.cms.Recipient;
import org.bouncycastle.cms.RecipientInformation;
import org.bouncycastle.cms.bc.BcCMSContentEncryptorBuilder;
import org.bouncycastle.cms.bc.BcPasswordEnvelopedRecipient;
import org.bouncycastle.cms.bc.BcPasswordRecipientInfoGenerator;
import org.bouncycastle.cms.bc.BcRSAKeyTransEnvelopedRecipient;
import org.bouncycastle.cms.bc.BcRSAKeyTransRecipientInfoGenerator;
import org.bouncycastle.crypto.util.PrivateKeyFactory;

/**
 * All keys of a site in one file, for a safe elsewhere or in escrow: CMS EnvelopedData (RFC 5652)
 * for a passphrase (PBKDF2 of RFC 8018, AES-256) or for the holders of RSA certificates, over a tar
 * of the key folder with its secrets in the clear and a manifest of their digests. {@code openssl
 * cms -decrypt} and tar open it as well.
 */
public final class KeyBackup {

  private static final String MANIFEST = "MANIFEST.sha256";
  private static final String NAME = "[a-z0-9][a-z0-9.-]*(/[a-z0-9][a-z0-9.-]*)?";
  private static final int LARGEST = 16 << 20;
  private static final int ITERATIONS = 600_000;
  private static final int SALT = 16;

  private KeyBackup() {}

  /** Who can open a backup. */
  public static final class Recipients {

    private final Optional<Passphrase> passphrase;
    private final List<byte[]> certificates;

    /**
     * At least one of them.
     *
     * @param certificates (DER) with RSA keys: what is in escrow opens only with their private keys
     */
    public Recipients(Optional<Passphrase> passphrase, List<byte[]> certificates) {
      this.passphrase = passphrase;
      this.certificates = List.copyOf(certificates);
    }
  }

  /**
   * Encrypts all that is in a key folder.
   *
   * @throws KeyException when it cannot be read, or nobody could open the backup
   */
  public static byte[] create(KeyFolder keys, Recipients recipients) throws KeyException {
    if (recipients.passphrase.isEmpty() && recipients.certificates.isEmpty()) {
      throw new KeyException("a backup needs a passphrase, or somebody's certificate");
    }
    try {
      CMSEnvelopedDataGenerator envelope = new CMSEnvelopedDataGenerator();
      if (recipients.passphrase.isPresent()) {
        byte[] salt = new byte[SALT];
        new SecureRandom().nextBytes(salt);
        envelope.addRecipientInfoGenerator(
            new BcPasswordRecipientInfoGenerator(
                    CMSAlgorithm.AES256_CBC, recipients.passphrase.get().characters())
                .setPasswordConversionScheme(PasswordRecipient.PKCS5_SCHEME2_UTF8)
                .setPRF(PasswordRecipient.PRF.HMacSHA256)
                .setSaltAndIterationCount(salt, ITERATIONS));
      }
      for (byte[] each : recipients.certificates) {
        envelope.addRecipientInfoGenerator(
            new BcRSAKeyTransRecipientInfoGenerator(new X509CertificateHolder(each)));
      }
      return envelope
          .generate(
              new CMSProcessableByteArray(tar(keys.contents())),
              new BcCMSContentEncryptorBuilder(CMSAlgorithm.AES256_CBC).build())
          .getEncoded();
    } catch (CMSException | IOException | RuntimeException e) {
      throw e instanceof KeyException known
          ? known
          : new KeyException("the keys cannot be backed up: is the certificate an RSA one?", e);
    }
  }

  /** As {@link #restore(byte[], Recipient, Path, Optional)}, of a backup for a passphrase. */
  public static KeyFolder restore(
      byte[] backup, Passphrase opens, Path folder, Optional<Passphrase> atRest)
      throws KeyException {
    BcPasswordEnvelopedRecipient recipient = new BcPasswordEnvelopedRecipient(opens.characters());
    recipient.setPasswordConversionScheme(PasswordRecipient.PKCS5_SCHEME2_UTF8);
    return restore(backup, recipient, folder, atRest);
  }

  /**
   * As {@link #restore(byte[], Recipient, Path, Optional)}, of a backup in escrow.
   *
   * @param pkcs8 file with the private key of one of the certificates, PEM
   * @param opens its passphrase, when it is encrypted
   */
  public static KeyFolder restore(
      byte[] backup,
      Path pkcs8,
      Optional<Passphrase> opens,
      Path folder,
      Optional<Passphrase> atRest)
      throws KeyException {
    try {
      return restore(
          backup,
          new BcRSAKeyTransEnvelopedRecipient(
              PrivateKeyFactory.createKey(SecretFile.read(pkcs8, opens))),
          folder,
          atRest);
    } catch (KeyException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      throw new KeyException("the private key that opens the backup cannot be read", e);
    }
  }

  /**
   * Makes a key folder of a backup; it appears whole or not at all.
   *
   * @param folder that is not there yet
   * @param atRest encrypts the secrets in it
   * @throws KeyException when the folder is there, the backup does not open or was changed
   */
  private static KeyFolder restore(
      byte[] backup, Recipient opens, Path folder, Optional<Passphrase> atRest)
      throws KeyException {
    if (Files.exists(folder)) {
      throw new KeyException(
          folder + " is there already: move it away, for keys are never written over");
    }
    SortedMap<String, byte[]> files = untar(open(backup, opens));
    Path parent = folder.toAbsolutePath().getParent();
    Path draft = parent.resolve("." + folder.getFileName() + "." + UUID.randomUUID());
    try {
      try {
        OwnerOnly.createFolder(parent);
        OwnerOnly.createFolder(draft);
        for (Map.Entry<String, byte[]> each : files.entrySet()) {
          Path file = draft.resolve(each.getKey());
          OwnerOnly.createFolder(file.getParent());
          OwnerOnly.write(file, each.getValue());
        }
        KeyFolder restored = KeyFolder.open(draft, Optional.empty());
        restored.signingKey();
        if (atRest.isPresent()) {
          restored.encrypt(atRest.get());
        }
        Files.move(draft, folder, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        delete(draft);
      }
      return KeyFolder.open(folder, atRest);
    } catch (IOException e) {
      throw KeyFolder.unusable(folder, e);
    }
  }

  private static byte[] open(byte[] backup, Recipient opens) throws KeyException {
    try {
      boolean byPassphrase = opens instanceof PasswordRecipient;
      for (RecipientInformation each : new CMSEnvelopedData(backup).getRecipientInfos()) {
        boolean fits =
            byPassphrase
                ? each instanceof PasswordRecipientInformation
                : each instanceof KeyTransRecipientInformation;
        if (fits) {
          Optional<byte[]> content = content(each, opens);
          if (content.isPresent()) {
            return content.get();
          }
        }
      }
    } catch (CMSException | RuntimeException e) {
      throw new KeyException("this is not a backup of keys, or it is damaged", e);
    }
    throw new KeyException("the backup does not open with what was given");
  }

  /** Empty when it is another's: one of several certificates is the right one. */
  private static Optional<byte[]> content(RecipientInformation info, Recipient opens) {
    try {
      byte[] content = info.getContent(opens);
      return isTar(content) ? Optional.of(content) : Optional.empty();
    } catch (CMSException | RuntimeException e) {
      return Optional.empty();
    }
  }

  private static boolean isTar(byte[] content) {
    return content.length > 512
        && new String(content, 257, 5, StandardCharsets.US_ASCII).equals("ustar");
  }

  private static byte[] tar(SortedMap<String, byte[]> files) throws IOException {
    StringBuilder manifest = new StringBuilder();
    files.forEach(
        (name, content) ->
            manifest.append(Sha256.hex(content)).append("  ").append(name).append('\n'));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream out = new TarArchiveOutputStream(bytes)) {
      enter(out, MANIFEST, manifest.toString().getBytes(StandardCharsets.US_ASCII));
      for (Map.Entry<String, byte[]> each : files.entrySet()) {
        enter(out, each.getKey(), each.getValue());
      }
    }
    return bytes.toByteArray();
  }

  private static void enter(TarArchiveOutputStream out, String name, byte[] content)
      throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(name);
    entry.setSize(content.length);
    entry.setMode(0600);
    out.putArchiveEntry(entry);
    out.write(content);
    out.closeArchiveEntry();
  }

  private static SortedMap<String, byte[]> untar(byte[] content) throws KeyException {
    SortedMap<String, byte[]> files = new TreeMap<>();
    String manifest = "";
    try (TarArchiveInputStream in = new TarArchiveInputStream(new ByteArrayInputStream(content))) {
      for (TarArchiveEntry each = in.getNextEntry(); each != null; each = in.getNextEntry()) {
        byte[] bytes = in.readNBytes(LARGEST);
        if (each.getName().equals(MANIFEST)) {
          manifest = new String(bytes, StandardCharsets.US_ASCII);
        } else if (!each.isFile() || !each.getName().matches(NAME)) {
          throw new KeyException("the backup holds something else than keys");
        } else {
          files.put(each.getName(), bytes);
        }
      }
    } catch (KeyException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      throw new KeyException("the backup is damaged", e);
    }
    StringBuilder found = new StringBuilder();
    files.forEach(
        (name, bytes) -> found.append(Sha256.hex(bytes)).append("  ").append(name).append('\n'));
    if (files.isEmpty() || !manifest.contentEquals(found)) {
      throw new KeyException("the backup is damaged: its files are not those of its manifest");
    }
    return files;
  }

  private static void delete(Path draft) throws IOException {
    if (Files.notExists(draft)) {
      return;
    }
    try (Stream<Path> all = Files.walk(draft)) {
      for (Path each : (Iterable<Path>) all.sorted(Comparator.reverseOrder())::iterator) {
        Files.delete(each);
      }
    }
  }
}
