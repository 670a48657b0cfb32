/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.receipt;

import java.io.IOException;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.cms.SignerInfoGeneratorBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.bc.BcDigestCalculatorProvider;
import org.bouncycastle.operator.bc.BcECContentSignerBuilder;
import org.bouncycastle.tsp.TSPAlgorithms;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampRequestGenerator;
import org.bouncycastle.tsp.TimeStampTokenGenerator;
import org.bouncycastle.util.CollectionStore;

/**
 * An RFC 3161 authority in this process, with the machine's clock. It proves the order of receipts
 * and their time as far as the site is trusted; an outside authority proves it to everyone.
 */
public final class EmbeddedTimestampAuthority implements TimestampAuthority {

  /** A UUID-derived OID (X.667): tokens by this class, at the clock of the machine. */
  private static final ASN1ObjectIdentifier POLICY =
      new ASN1ObjectIdentifier("2.25.263952151357209797898118515241136769587");

  private final TimeStampTokenGenerator generator;
  private final TimeStampRequestGenerator requests = new TimeStampRequestGenerator();
  private final SecureRandom random = new SecureRandom();
  private final List<byte[]> certificates;

  EmbeddedTimestampAuthority(TimestampIdentity identity) throws KeyException {
    try {
      BcDigestCalculatorProvider digests = new BcDigestCalculatorProvider();
      generator =
          new TimeStampTokenGenerator(
              new SignerInfoGeneratorBuilder(digests)
                  .build(
                      new BcECContentSignerBuilder(
                              TimestampIdentity.SIGNATURE, TimestampIdentity.SHA256)
                          .build(identity.key()),
                      identity.certificate()),
              digests.get(TimestampIdentity.SHA256),
              POLICY);
      generator.setResolution(TimeStampTokenGenerator.R_MILLISECONDS);
      generator.addCertificates(new CollectionStore<>(List.of(identity.certificate())));
      certificates = List.of(identity.ca().getEncoded());
      // Without it a verifier would need the authority's certificate from elsewhere.
      requests.setCertReq(true);
    } catch (OperatorCreationException | TSPException | IOException e) {
      throw new KeyException("the time-stamp key and its certificate do not work together", e);
    }
  }

  // The generator keeps state between the calls of one token.
  @Override
  public synchronized TimestampToken stamp(byte[] data) throws TimestampException {
    return stamp(TSPAlgorithms.SHA256, Sha256.newDigest().digest(data));
  }

  @Override
  public synchronized TimestampToken renew(byte[] data) throws TimestampException {
    return stamp(TSPAlgorithms.SHA512, Sha256.digest("SHA-512", data));
  }

  private TimestampToken stamp(ASN1ObjectIdentifier digest, byte[] imprint)
      throws TimestampException {
    Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    try {
      byte[] der =
          generator
              .generate(
                  requests.generate(digest, imprint), new BigInteger(127, random), Date.from(now))
              .getEncoded();
      return new TimestampToken(der, now);
    } catch (TSPException | IOException e) {
      throw new TimestampException(
          TimestampException.Fault.INTERNAL, "the embedded authority failed", e);
    }
  }

  @Override
  public List<byte[]> certificates() {
    return certificates;
  }
}
