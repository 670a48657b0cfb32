/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.receipt;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.crypto.util.ScryptConfig;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfoBuilder;
import org.bouncycastle.pkcs.PKCSException;
import org.bouncycastle.pkcs.jcajce.JcePKCSPBEInputDecryptorProviderBuilder;
import org.bouncycastle.pkcs.jcajce.JcePKCSPBEOutputEncryptorBuilder;

/**
 * A secret on disk: PKCS #8 in PEM, as it is or encrypted (RFC 5958; PBES2 of RFC 8018 with scrypt
 * and AES-256-CBC), which openssl reads too. The pseudonym secret, which is no private key, is
 * plain as hexadecimal digits and is wrapped as an HMAC key to be encrypted.
 */
final class SecretFile {

  /** N 2^14, r 8, p 5: 16 MB, which is what openssl takes, and a third of a second. */
  private static final ScryptConfig COST =
      new ScryptConfig.Builder(1 << 14, 8, 5).withSaltLength(16).build();

  private static final AlgorithmIdentifier HMAC =
      new AlgorithmIdentifier(PKCSObjectIdentifiers.id_hmacWithSHA256);

  private SecretFile() {}

  /** What a file of PKCS #8 holds, encrypted when there is a passphrase. */
  static byte[] encode(byte[] pkcs8, Optional<Passphrase> passphrase) throws IOException {
    if (passphrase.isEmpty()) {
      return Pem.encode(Pem.PRIVATE_KEY, pkcs8);
    }
    try {
      return Pem.encode(
          Pem.ENCRYPTED_PRIVATE_KEY,
          new PKCS8EncryptedPrivateKeyInfoBuilder(PrivateKeyInfo.getInstance(pkcs8))
              .build(
                  new JcePKCSPBEOutputEncryptorBuilder(COST, NISTObjectIdentifiers.id_aes256_CBC)
                      .setProvider(new BouncyCastleProvider())
                      .build(passphrase.get().characters()))
              .getEncoded());
    } catch (OperatorCreationException e) {
      throw new IOException("a key cannot be encrypted", e);
    }
  }

  /**
   * PKCS #8, in the clear.
   *
   * @throws KeyException when it is encrypted and the passphrase is missing or wrong, or others may
   *     read it
   */
  static byte[] read(Path file, Optional<Passphrase> passphrase) throws IOException {
    KeyFolder.refuseReadableByOthers(file);
    return isEncrypted(file)
        ? decrypt(file, Pem.read(file, Pem.ENCRYPTED_PRIVATE_KEY), passphrase)
        : Pem.read(file, Pem.PRIVATE_KEY);
  }

  static boolean isEncrypted(Path file) throws IOException {
    return Files.readString(file, StandardCharsets.US_ASCII)
        .contains("-----BEGIN " + Pem.ENCRYPTED_PRIVATE_KEY + "-----");
  }

  private static byte[] decrypt(Path file, byte[] der, Optional<Passphrase> passphrase)
      throws IOException {
    if (passphrase.isEmpty()) {
      throw new KeyException(
          file
              + " is encrypted: give its passphrase by the environment variable "
              + Passphrase.FILE_VARIABLE
              + " (a file) or "
              + Passphrase.VARIABLE);
    }
    try {
      return new PKCS8EncryptedPrivateKeyInfo(der)
          .decryptPrivateKeyInfo(
              new JcePKCSPBEInputDecryptorProviderBuilder()
                  .setProvider(new BouncyCastleProvider())
                  .build(passphrase.get().characters()))
          .getEncoded();
    } catch (PKCSException | RuntimeException e) {
      throw new KeyException(
          file + " does not open with the passphrase that was given: it is another one's", e);
    }
  }

  /** What a file of a secret of bytes holds, encrypted when there is a passphrase. */
  static byte[] encodeBytes(byte[] secret, Optional<Passphrase> passphrase) throws IOException {
    return passphrase.isEmpty()
        ? (HexFormat.of().formatHex(secret) + "\n").getBytes(StandardCharsets.US_ASCII)
        : encode(new PrivateKeyInfo(HMAC, new DEROctetString(secret)).getEncoded(), passphrase);
  }

  /**
   * A secret of bytes.
   *
   * @throws KeyException as {@link #read}
   * @throws IllegalArgumentException when it is neither; the message may repeat part of it
   */
  static byte[] readBytes(Path file, Optional<Passphrase> passphrase) throws IOException {
    KeyFolder.refuseReadableByOthers(file);
    if (!isEncrypted(file)) {
      return HexFormat.of().parseHex(Files.readString(file, StandardCharsets.US_ASCII).strip());
    }
    PrivateKeyInfo wrapped = PrivateKeyInfo.getInstance(read(file, passphrase));
    return ASN1OctetString.getInstance(wrapped.parsePrivateKey()).getOctets();
  }
}
