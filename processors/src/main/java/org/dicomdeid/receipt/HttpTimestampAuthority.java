/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.receipt;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.tsp.TSPAlgorithms;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampRequest;
import org.bouncycastle.tsp.TimeStampRequestGenerator;
import org.bouncycastle.tsp.TimeStampResponse;

/**
 * An outside RFC 3161 authority over HTTP (RFC 3161 section 3.4). It learns the digest of a
 * signature and nothing else.
 */
public final class HttpTimestampAuthority implements TimestampAuthority {

  private static final int NONCE_BITS = 64;
  private static final int LARGEST_ANSWER = 1 << 20;
  private static final int PARALLEL = 4;

  private final URI url;
  private final Duration timeout;
  private final Optional<ASN1ObjectIdentifier> policy;
  private final List<byte[]> trustedCas;
  private final HttpClient client;
  private final SecureRandom random = new SecureRandom();

  /**
   * A client of the authority at {@code url}.
   *
   * @param timeout for one request, from the connection to the last byte
   * @param policy OID that a token must state
   * @param trustedCas certificates (DER) of which one must have certified the authority; when
   *     empty, only the token itself is checked
   */
  public HttpTimestampAuthority(
      URI url, Duration timeout, Optional<String> policy, List<byte[]> trustedCas) {
    this.url = url;
    this.timeout = timeout;
    this.policy = policy.map(ASN1ObjectIdentifier::new);
    this.trustedCas = List.copyOf(trustedCas);
    this.client =
        HttpClient.newBuilder()
            .connectTimeout(timeout)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
  }

  @Override
  public TimestampToken stamp(byte[] data) throws TimestampException {
    try {
      TimeStampRequest request = request(data);
      TimeStampResponse response = new TimeStampResponse(send(request.getEncoded()));
      // Status, imprint, nonce and policy.
      response.validate(request);
      if (response.getTimeStampToken() == null) {
        throw new TimestampException("the authority refused: status " + response.getStatus());
      }
      TokenCheck token = TokenCheck.of(response.getTimeStampToken());
      token.requireImprintOf(data);
      token.requireSignature(List.of());
      if (!trustedCas.isEmpty()) {
        token.requireChain(List.of(), trustedCas);
      }
      return new TimestampToken(response.getTimeStampToken().getEncoded(), token.time());
    } catch (TSPException | RuntimeException e) {
      throw new TimestampException("the authority's answer does not fit the request", e);
    } catch (IOException e) {
      throw new TimestampException("the authority's answer cannot be read", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TimestampException("interrupted while the authority was asked", e);
    }
  }

  private TimeStampRequest request(byte[] data) throws IOException {
    TimeStampRequestGenerator requests = new TimeStampRequestGenerator();
    requests.setCertReq(true);
    policy.ifPresent(requests::setReqPolicy);
    return requests.generate(
        TSPAlgorithms.SHA256, Sha256.newDigest().digest(data), new BigInteger(NONCE_BITS, random));
  }

  private byte[] send(byte[] query) throws InterruptedException, TimestampException {
    HttpRequest request =
        HttpRequest.newBuilder(url)
            .timeout(timeout)
            .header("Content-Type", "application/timestamp-query")
            .header("Accept", "application/timestamp-reply")
            .POST(HttpRequest.BodyPublishers.ofByteArray(query))
            .build();
    CompletableFuture<HttpResponse<byte[]>> answer =
        client.sendAsync(request, info -> limitedBody());
    try {
      // The request's own time-out ends with the headers; a body may drip for ever.
      HttpResponse<byte[]> response = answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
      if (response.statusCode() != 200) {
        throw new TimestampException("the authority answered HTTP " + response.statusCode());
      }
      return response.body();
    } catch (TimeoutException e) {
      answer.cancel(true);
      throw new TimestampException("the authority gave no answer in time", e);
    } catch (ExecutionException e) {
      throw new TimestampException(
          e.getCause() instanceof HttpTimeoutException
              ? "the authority gave no answer in time"
              : "the authority cannot be reached",
          e);
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
    return trustedCas;
  }

  @Override
  public int parallelRequests() {
    return PARALLEL;
  }
}
