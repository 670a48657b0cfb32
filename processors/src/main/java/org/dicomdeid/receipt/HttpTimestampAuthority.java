/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.receipt;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.cmp.PKIStatus;
import org.bouncycastle.tsp.TSPAlgorithms;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampRequest;
import org.bouncycastle.tsp.TimeStampRequestGenerator;
import org.bouncycastle.tsp.TimeStampResponse;
import org.bouncycastle.tsp.TimeStampToken;
import org.dicomdeid.receipt.TimestampException.Fault;

/**
 * An outside RFC 3161 authority over HTTP (RFC 3161 section 3.4). It learns the digest of a
 * signature and nothing else.
 */
public final class HttpTimestampAuthority implements TimestampAuthority {

  private static final int NONCE_BITS = 64;
  private static final int LARGEST_ANSWER = 1 << 20;
  private static final int PARALLEL = 4;

  /** How far the authority's clock may be from this machine's. */
  private static final Duration CLOCK_DIFFERENCE = Duration.ofMinutes(5);

  private final TsaSettings settings;
  private final Optional<ASN1ObjectIdentifier> policy;
  private final HttpClient client;
  private final SecureRandom random = new SecureRandom();

  /** A client of an authority. */
  public HttpTimestampAuthority(TsaSettings settings) {
    this.settings = settings;
    this.policy = settings.policy().map(ASN1ObjectIdentifier::new);
    this.client =
        HttpClient.newBuilder()
            .connectTimeout(settings.timeout())
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
  }

  @Override
  public TimestampToken stamp(byte[] data) throws TimestampException {
    return stamp(data, TSPAlgorithms.SHA256, Sha256.newDigest().digest(data));
  }

  @Override
  public TimestampToken renew(byte[] data) throws TimestampException {
    return stamp(data, TSPAlgorithms.SHA512, Sha256.digest("SHA-512", data));
  }

  private TimestampToken stamp(byte[] data, ASN1ObjectIdentifier digest, byte[] imprint)
      throws TimestampException {
    BigInteger nonce = new BigInteger(NONCE_BITS, random);
    Instant asked = Instant.now();
    try {
      TimeStampResponse response =
          new TimeStampResponse(send(request(digest, imprint, nonce).getEncoded()));
      TimeStampToken answer = response.getTimeStampToken();
      boolean granted =
          response.getStatus() == PKIStatus.GRANTED
              || response.getStatus() == PKIStatus.GRANTED_WITH_MODS;
      if (!granted || answer == null) {
        throw new TimestampException(
            Fault.REFUSED, "the authority refused: status " + response.getStatus());
      }
      TokenCheck token = TokenCheck.of(answer);
      token.requireImprintOf(data);
      token.requireNonce(nonce);
      if (policy.isPresent()) {
        token.requirePolicy(policy.get());
      }
      token.requireSignature(List.of());
      if (!settings.trustedCas().isEmpty()) {
        token.requireChain(List.of(), settings.trustedCas());
      }
      if (!settings.pins().isEmpty()) {
        token.requirePin(settings.pins());
      }
      token.requireTime(asked.minus(CLOCK_DIFFERENCE), Instant.now().plus(CLOCK_DIFFERENCE));
      return new TimestampToken(answer.getEncoded(), token.time());
    } catch (TSPException | RuntimeException e) {
      throw new TimestampException(
          Fault.UNREADABLE, "the authority's answer is none of RFC 3161", e);
    } catch (IOException e) {
      throw new TimestampException(Fault.UNREADABLE, "the authority's answer cannot be read", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      // A commit that waited no longer.
      throw new TimestampException(Fault.SLOW, "the authority gave no answer at once", e);
    }
  }

  private TimeStampRequest request(ASN1ObjectIdentifier digest, byte[] imprint, BigInteger nonce)
      throws IOException {
    TimeStampRequestGenerator requests = new TimeStampRequestGenerator();
    requests.setCertReq(true);
    policy.ifPresent(requests::setReqPolicy);
    return requests.generate(digest, imprint, nonce);
  }

  private byte[] send(byte[] query) throws InterruptedException, TimestampException {
    HttpRequest request =
        HttpRequest.newBuilder(settings.url())
            .timeout(settings.timeout())
            .header("Content-Type", "application/timestamp-query")
            .header("Accept", "application/timestamp-reply")
            .POST(HttpRequest.BodyPublishers.ofByteArray(query))
            .build();
    CompletableFuture<HttpResponse<byte[]>> answer =
        client.sendAsync(request, info -> limitedBody());
    try {
      // The request's own time-out ends with the headers; a body may drip for ever.
      HttpResponse<byte[]> response =
          answer.get(settings.timeout().toMillis(), TimeUnit.MILLISECONDS);
      if (response.statusCode() != 200) {
        throw new TimestampException(
            Fault.HTTP_STATUS, "the authority answered HTTP " + response.statusCode());
      }
      return response.body();
    } catch (TimeoutException e) {
      answer.cancel(true);
      throw new TimestampException(Fault.SLOW, "the authority gave no answer in time", e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof HttpTimeoutException
          ? new TimestampException(Fault.SLOW, "the authority gave no answer in time", e)
          : new TimestampException(Fault.UNREACHABLE, "the authority cannot be reached", e);
    }
  }

  /** What exceeds the limit is dropped, and the rest is then no valid answer. */
  private static HttpResponse.BodySubscriber<byte[]> limitedBody() {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    return HttpResponse.BodySubscribers.mapping(
        HttpResponse.BodySubscribers.ofByteArrayConsumer(
            part ->
                part.filter(bytes -> body.size() + bytes.length <= LARGEST_ANSWER)
                    .ifPresent(body::writeBytes)),
        done -> body.toByteArray());
  }

  @Override
  public List<byte[]> certificates() {
    return settings.trustedCas();
  }

  @Override
  public int parallelRequests() {
    return PARALLEL;
  }
}
