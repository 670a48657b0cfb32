/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.receipt;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.bc.BcX509ExtensionUtils;
import org.bouncycastle.cert.bc.BcX509v3CertificateBuilder;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.generators.ECKeyPairGenerator;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.ECKeyGenerationParameters;
import org.bouncycastle.crypto.params.ECNamedDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.bouncycastle.crypto.util.PrivateKeyInfoFactory;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.bc.BcECContentSignerBuilder;

/**
 * The embedded time-stamping authority's key (ECDSA P-256) and certificate, and the certificate of
 * the CA that a verifier trusts. RFC 3161 section 2.3: the key is for time stamps only, and its
 * certificate says so in a critical extension.
 */
record TimestampIdentity(
    X509CertificateHolder ca, X509CertificateHolder certificate, AsymmetricKeyParameter key) {

  static final AlgorithmIdentifier SIGNATURE =
      new AlgorithmIdentifier(X9ObjectIdentifiers.ecdsa_with_SHA256);
  static final AlgorithmIdentifier SHA256 =
      new AlgorithmIdentifier(NISTObjectIdentifiers.id_sha256);

  private static final ASN1ObjectIdentifier CURVE = SECObjectIdentifiers.secp256r1;
  private static final Duration VALIDITY = Duration.ofDays(20 * 365);
  // Machines that check a first token may run a little behind this one.
  private static final Duration CLOCK_DIFFERENCE = Duration.ofHours(1);

  private static final String CA_KEY = "ca.key";
  private static final String CA_CERTIFICATE = "ca.crt";
  private static final String KEY = "tsa.key";
  private static final String CERTIFICATE = "tsa.crt";

  /** Makes a CA and a key that it certifies, and writes both into an empty folder. */
  static void create(Path folder, SecureRandom random, Optional<Passphrase> passphrase)
      throws IOException {
    try {
      AsymmetricCipherKeyPair caPair = keyPair(random);
      AsymmetricCipherKeyPair tsaPair = keyPair(random);
      // The serial is part of the name: two sites' authorities are told apart.
      BigInteger caSerial = new BigInteger(127, random);
      X500Name caName = new X500Name("CN=dicom-deid time-stamp CA " + caSerial.toString(16));
      X500Name name = new X500Name("CN=dicom-deid time-stamp authority");
      ContentSigner signer =
          new BcECContentSignerBuilder(SIGNATURE, SHA256).build(caPair.getPrivate());
      BcX509ExtensionUtils ids = new BcX509ExtensionUtils();

      BcX509v3CertificateBuilder ca = builder(caName, caSerial, caName, caPair);
      ca.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
      ca.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign));
      ca.addExtension(
          Extension.subjectKeyIdentifier,
          false,
          ids.createSubjectKeyIdentifier(caPair.getPublic()));

      BcX509v3CertificateBuilder tsa = builder(caName, new BigInteger(127, random), name, tsaPair);
      tsa.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
      tsa.addExtension(
          Extension.extendedKeyUsage, true, new ExtendedKeyUsage(KeyPurposeId.id_kp_timeStamping));
      tsa.addExtension(
          Extension.authorityKeyIdentifier,
          false,
          ids.createAuthorityKeyIdentifier(caPair.getPublic()));

      OwnerOnly.write(folder.resolve(CA_KEY), SecretFile.encode(pkcs8(caPair), passphrase));
      write(folder.resolve(CA_CERTIFICATE), ca.build(signer).getEncoded());
      OwnerOnly.write(folder.resolve(KEY), SecretFile.encode(pkcs8(tsaPair), passphrase));
      write(folder.resolve(CERTIFICATE), tsa.build(signer).getEncoded());
    } catch (OperatorCreationException e) {
      throw new IOException("signing a certificate failed", e);
    }
  }

  /**
   * @throws KeyException when others may read the key
   */
  static TimestampIdentity load(Path folder, Optional<Passphrase> passphrase) throws IOException {
    if (Files.exists(folder.resolve(CA_KEY))) {
      KeyFolder.refuseReadableByOthers(folder.resolve(CA_KEY));
    }
    return new TimestampIdentity(
        new X509CertificateHolder(Pem.read(folder.resolve(CA_CERTIFICATE), Pem.CERTIFICATE)),
        new X509CertificateHolder(Pem.read(folder.resolve(CERTIFICATE), Pem.CERTIFICATE)),
        PrivateKeyFactory.createKey(SecretFile.read(folder.resolve(KEY), passphrase)));
  }

  /** The CA certificate of a folder that has one. */
  static byte[] caCertificate(Path folder) throws IOException {
    return Pem.read(folder.resolve(CA_CERTIFICATE), Pem.CERTIFICATE);
  }

  private static BcX509v3CertificateBuilder builder(
      X500Name issuer, BigInteger serial, X500Name subject, AsymmetricCipherKeyPair pair)
      throws IOException {
    Instant now = Instant.now();
    return new BcX509v3CertificateBuilder(
        issuer,
        serial,
        Date.from(now.minus(CLOCK_DIFFERENCE)),
        Date.from(now.plus(VALIDITY)),
        subject,
        pair.getPublic());
  }

  private static AsymmetricCipherKeyPair keyPair(SecureRandom random) {
    ECKeyPairGenerator generator = new ECKeyPairGenerator();
    generator.init(
        new ECKeyGenerationParameters(
            new ECNamedDomainParameters(CURVE, CustomNamedCurves.getByOID(CURVE)), random));
    return generator.generateKeyPair();
  }

  private static byte[] pkcs8(AsymmetricCipherKeyPair pair) throws IOException {
    return PrivateKeyInfoFactory.createPrivateKeyInfo((ECPrivateKeyParameters) pair.getPrivate())
        .getEncoded();
  }

  private static void write(Path file, byte[] der) throws IOException {
    OwnerOnly.write(file, Pem.encode(Pem.CERTIFICATE, der));
  }
}
