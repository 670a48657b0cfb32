/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.receipt;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertStore;
import java.security.cert.CertificateFactory;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.DefaultCMSSignatureAlgorithmNameGenerator;
import org.bouncycastle.cms.SignerInformationVerifier;
import org.bouncycastle.cms.bc.BcECSignerInfoVerifierBuilder;
import org.bouncycastle.cms.bc.BcRSASignerInfoVerifierBuilder;
import org.bouncycastle.operator.DefaultDigestAlgorithmIdentifierFinder;
import org.bouncycastle.operator.DefaultSignatureAlgorithmIdentifierFinder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.bc.BcDigestCalculatorProvider;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampToken;
import org.bouncycastle.util.Selector;
import org.bouncycastle.util.Store;
import org.dicomdeid.receipt.TimestampException.Fault;

/**
 * Checks an RFC 3161 token. Whatever is wrong with the bytes comes out as a {@link
 * TimestampException}; the parser below throws all sorts.
 */
final class TokenCheck {

  private static final Map<ASN1ObjectIdentifier, String> DIGESTS =
      Map.of(
          NISTObjectIdentifiers.id_sha256, "SHA-256",
          NISTObjectIdentifiers.id_sha384, "SHA-384",
          NISTObjectIdentifiers.id_sha512, "SHA-512");

  private final TimeStampToken token;

  private TokenCheck(TimeStampToken token) {
    this.token = token;
  }

  static TokenCheck of(byte[] der) throws TimestampException {
    try {
      return new TokenCheck(new TimeStampToken(new CMSSignedData(der)));
    } catch (CMSException | TSPException | IOException | RuntimeException e) {
      throw new TimestampException(Fault.UNREADABLE, "it is not an RFC 3161 token", e);
    }
  }

  static TokenCheck of(TimeStampToken token) {
    return new TokenCheck(token);
  }

  Instant time() {
    return token.getTimeStampInfo().getGenTime().toInstant();
  }

  /** The token is about these bytes, by a digest of the SHA-2 family. */
  void requireImprintOf(byte[] data) throws TimestampException {
    String name = DIGESTS.get(token.getTimeStampInfo().getMessageImprintAlgOID());
    if (name == null) {
      throw new TimestampException(
          Fault.WRONG_IMPRINT, "its imprint is not a SHA-256, SHA-384 or SHA-512");
    }
    byte[] expected = Sha256.digest(name, data);
    if (!Arrays.equals(expected, token.getTimeStampInfo().getMessageImprintDigest())) {
      throw new TimestampException(Fault.WRONG_IMPRINT, "it was made for something else");
    }
  }

  /** The token answers this request and no other. */
  void requireNonce(BigInteger nonce) throws TimestampException {
    if (!nonce.equals(token.getTimeStampInfo().getNonce())) {
      throw new TimestampException(
          Fault.WRONG_NONCE, "it answers another request: its nonce is not the one that was sent");
    }
  }

  void requirePolicy(ASN1ObjectIdentifier policy) throws TimestampException {
    if (!policy.equals(token.getTimeStampInfo().getPolicy())) {
      throw new TimestampException(
          Fault.WRONG_POLICY, "it was made under another policy than the one that was asked for");
    }
  }

  /** The token states a time within a span. */
  void requireTime(Instant earliest, Instant latest) throws TimestampException {
    if (time().isBefore(earliest) || time().isAfter(latest)) {
      throw new TimestampException(
          Fault.WRONG_TIME, "its time is not that of this machine's clock, to five minutes");
    }
  }

  /**
   * The token's signature is by a key that is certified for time stamps and nothing else (RFC 3161
   * section 2.3), with the certificate that the token names, which was valid then.
   */
  void requireSignature(List<byte[]> certificates) throws TimestampException {
    try {
      X509CertificateHolder signer = signer(certificates);
      if (!signer.isValidOn(token.getTimeStampInfo().getGenTime())) {
        throw new TimestampException(
            Fault.EXPIRED_CERTIFICATE,
            "its signer's certificate was not valid at its time, but from "
                + signer.getNotBefore().toInstant()
                + " to "
                + signer.getNotAfter().toInstant());
      }
      token.validate(verifier(signer));
    } catch (TSPException | OperatorCreationException | IOException | RuntimeException e) {
      throw new TimestampException(
          Fault.WRONG_SIGNATURE,
          "its signature does not fit, or its signer's certificate is not one for time stamps",
          e);
    }
  }

  /** The signer's certificate, or one that the token brings along, is one of these. */
  void requirePin(Set<String> pins) throws TimestampException {
    try {
      for (X509CertificateHolder each : embedded(null)) {
        if (pins.contains(Sha256.hex(each.getEncoded()))) {
          return;
        }
      }
    } catch (IOException e) {
      throw new TimestampException(Fault.UNREADABLE, "its certificates cannot be read", e);
    }
    throw new TimestampException(
        Fault.NOT_PINNED, "none of its certificates is one of those that were pinned");
  }

  /** When the certificate of its signer ends, and with it what the token proves by itself. */
  Instant expires(List<byte[]> certificates) throws TimestampException {
    try {
      return signer(certificates).getNotAfter().toInstant();
    } catch (IOException e) {
      throw new TimestampException(Fault.UNREADABLE, "its certificates cannot be read", e);
    }
  }

  /** JCA name of the digest of its imprint. */
  String digestName() {
    return DIGESTS.getOrDefault(token.getTimeStampInfo().getMessageImprintAlgOID(), "unknown");
  }

  /** The signer's certificate leads to one of the anchors, as of the token's time. */
  void requireChain(List<byte[]> certificates, List<byte[]> anchors) throws TimestampException {
    if (anchors.isEmpty()) {
      throw new TimestampException(
          Fault.UNTRUSTED, "no certificate of a time-stamp CA is trusted beforehand");
    }
    try {
      CertificateFactory factory = CertificateFactory.getInstance("X.509");
      List<X509Certificate> known = new ArrayList<>();
      for (byte[] each : certificates) {
        known.add(certificate(factory, each));
      }
      for (X509CertificateHolder each : embedded(null)) {
        known.add(certificate(factory, each.getEncoded()));
      }
      Set<TrustAnchor> trusted = new HashSet<>();
      for (byte[] each : anchors) {
        trusted.add(new TrustAnchor(certificate(factory, each), null));
      }
      X509CertSelector target = new X509CertSelector();
      target.setCertificate(certificate(factory, signer(certificates).getEncoded()));
      PKIXBuilderParameters parameters = new PKIXBuilderParameters(trusted, target);
      parameters.addCertStore(
          CertStore.getInstance("Collection", new CollectionCertStoreParameters(known)));
      // A revocation list of today says little about the day of the token, and needs the network.
      parameters.setRevocationEnabled(false);
      parameters.setDate(token.getTimeStampInfo().getGenTime());
      CertPathBuilder.getInstance("PKIX").build(parameters);
    } catch (GeneralSecurityException | IOException | RuntimeException e) {
      throw new TimestampException(
          Fault.UNTRUSTED, "its certificate leads to none of the trusted CAs", e);
    }
  }

  private X509CertificateHolder signer(List<byte[]> certificates)
      throws IOException, TimestampException {
    for (X509CertificateHolder each : embedded(token.getSID())) {
      return each;
    }
    for (byte[] each : certificates) {
      X509CertificateHolder holder = new X509CertificateHolder(each);
      if (token.getSID().match(holder)) {
        return holder;
      }
    }
    throw new TimestampException(Fault.WRONG_SIGNATURE, "the certificate of its signer is missing");
  }

  // The library's signature is raw; both selectors it knows select certificates.
  @SuppressWarnings("unchecked")
  private Collection<X509CertificateHolder> embedded(Selector<?> selector) {
    Store<X509CertificateHolder> certificates = token.getCertificates();
    return certificates.getMatches((Selector<X509CertificateHolder>) selector);
  }

  private static SignerInformationVerifier verifier(X509CertificateHolder signer)
      throws OperatorCreationException {
    BcDigestCalculatorProvider digests = new BcDigestCalculatorProvider();
    DefaultCMSSignatureAlgorithmNameGenerator names =
        new DefaultCMSSignatureAlgorithmNameGenerator();
    DefaultSignatureAlgorithmIdentifierFinder signatures =
        new DefaultSignatureAlgorithmIdentifierFinder();
    DefaultDigestAlgorithmIdentifierFinder finder = new DefaultDigestAlgorithmIdentifierFinder();
    boolean elliptic =
        X9ObjectIdentifiers.id_ecPublicKey.equals(
            signer.getSubjectPublicKeyInfo().getAlgorithm().getAlgorithm());
    return elliptic
        ? new BcECSignerInfoVerifierBuilder(names, signatures, finder, digests).build(signer)
        : new BcRSASignerInfoVerifierBuilder(names, signatures, finder, digests).build(signer);
  }

  private static X509Certificate certificate(CertificateFactory factory, byte[] der)
      throws GeneralSecurityException {
    return (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(der));
  }
}
