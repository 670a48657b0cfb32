/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.receipt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.cms.SignerInfoGeneratorBuilder;
import org.bouncycastle.operator.bc.BcDigestCalculatorProvider;
import org.bouncycastle.operator.bc.BcECContentSignerBuilder;
import org.bouncycastle.tsp.TSPAlgorithms;
import org.bouncycastle.tsp.TimeStampRequest;
import org.bouncycastle.tsp.TimeStampRequestGenerator;
import org.bouncycastle.tsp.TimeStampResponseGenerator;
import org.bouncycastle.tsp.TimeStampTokenGenerator;
import org.bouncycastle.util.CollectionStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a real HTTP server on the loopback whose authority is honest, or not. */
class HttpTimestampAuthorityTest {

  private static final String POLICY = "1.3.6.1.4.1.99999.1";
  private static final byte[] DATA = {1, 2, 3};

  @TempDir Path folder;
  private HttpServer server;
  private ExecutorService threads;
  private TimestampIdentity identity;
  private final CountDownLatch end = new CountDownLatch(1);

  private interface Answer {
    byte[] to(byte[] query) throws Exception;
  }

  @BeforeEach
  void make_an_authority() throws Exception {
    KeyFolder.open(folder.resolve("keys")).timestampAuthority();
    identity = TimestampIdentity.load(folder.resolve("keys/tsa"), Optional.empty());
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    threads = Executors.newCachedThreadPool();
    server.setExecutor(threads);
    server.start();
  }

  @AfterEach
  void stop() {
    end.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  @Test
  void token_of_an_honest_authority_is_taken_and_verifies() throws Exception {
    serve(200, query -> respond(new TimeStampRequest(query)));

    TimestampToken token = client(Duration.ofSeconds(20), Optional.of(POLICY), ca()).stamp(DATA);

    token.requireStampOf(DATA);
    assertThat(Duration.between(token.time(), Instant.now()).abs())
        .isLessThan(Duration.ofMinutes(1));
  }

  @Test
  void answer_to_another_request_is_refused() throws Exception {
    TimeStampRequestGenerator other = new TimeStampRequestGenerator();
    other.setCertReq(true);
    byte[] imprint = Sha256.newDigest().digest(DATA);
    serve(200, query -> respond(other.generate(TSPAlgorithms.SHA256, imprint, BigInteger.TEN)));
    assertRefused("another request");
  }

  @Test
  void token_over_other_data_is_refused() throws Exception {
    TimeStampRequestGenerator other = new TimeStampRequestGenerator();
    other.setCertReq(true);
    serve(
        200,
        query ->
            respond(
                other.generate(
                    TSPAlgorithms.SHA256, new byte[32], new TimeStampRequest(query).getNonce())));
    assertRefused("made for something else");
  }

  @Test
  void token_under_another_policy_is_refused() throws Exception {
    TimeStampRequestGenerator other = new TimeStampRequestGenerator();
    other.setCertReq(true);
    serve(
        200,
        query -> {
          TimeStampRequest request = new TimeStampRequest(query);
          return respond(
              other.generate(
                  TSPAlgorithms.SHA256, request.getMessageImprintDigest(), request.getNonce()));
        });
    assertThatExceptionOfType(TimestampException.class)
        .isThrownBy(() -> client(Duration.ofSeconds(20), Optional.of("1.2.3.4"), ca()).stamp(DATA))
        .withMessageContaining("another policy");
  }

  @Test
  void authority_of_a_strange_ca_is_refused() throws Exception {
    serve(200, query -> respond(new TimeStampRequest(query)));
    byte[] strange =
        KeyFolder.open(folder.resolve("strange")).timestampAuthority().certificates().get(0);

    assertThatExceptionOfType(TimestampException.class)
        .isThrownBy(
            () -> client(Duration.ofSeconds(20), Optional.empty(), List.of(strange)).stamp(DATA))
        .withMessageContaining("none of the trusted CAs");
  }

  @Test
  void error_status_garbage_and_endless_answers_are_refused() throws Exception {
    serve(503, query -> new byte[0]);
    assertRefused("HTTP 503");
    serve(200, query -> new byte[] {0x30, 0x03, 1, 2});
    assertRefused("answer");
    serve(200, query -> new byte[3 << 20]);
    assertRefused("answer");
  }

  @Test
  void redirects_are_not_followed() throws Exception {
    serve(302, query -> new byte[0]);
    assertRefused("HTTP 302");
  }

  @Test
  void silence_and_a_dripping_body_end_with_the_time_out() throws Exception {
    replace(
        exchange -> {
          exchange.sendResponseHeaders(200, 1000);
          OutputStream body = exchange.getResponseBody();
          body.write(0x30);
          body.flush();
          await();
        });
    assertTimeout();
    replace(exchange -> await());
    assertTimeout();
  }

  @Test
  void dead_authority_is_refused() {
    server.stop(0);
    assertRefused("cannot be reached");
  }

  private void assertTimeout() {
    assertThatExceptionOfType(TimestampException.class)
        .isThrownBy(() -> client(Duration.ofSeconds(1), Optional.empty(), ca()).stamp(DATA))
        .withMessageContaining("in time");
  }

  private void assertRefused(String reason) {
    assertThatExceptionOfType(TimestampException.class)
        .isThrownBy(() -> client(Duration.ofSeconds(20), Optional.empty(), ca()).stamp(DATA))
        .withMessageContaining(reason);
  }

  private HttpTimestampAuthority client(
      Duration timeout, Optional<String> policy, List<byte[]> trusted) {
    URI url = URI.create("http://localhost:" + server.getAddress().getPort() + "/tsa");
    return new HttpTimestampAuthority(new TsaSettings(url, policy, trusted, Set.of(), timeout));
  }

  private List<byte[]> ca() throws IOException {
    return List.of(identity.ca().getEncoded());
  }

  private void serve(int status, Answer answer) {
    replace(
        exchange -> {
          byte[] body;
          try {
            body = answer.to(exchange.getRequestBody().readAllBytes());
          } catch (Exception e) {
            throw new IOException(e);
          }
          exchange.getResponseHeaders().set("Content-Type", "application/timestamp-reply");
          exchange.getResponseHeaders().set("Location", "http://localhost/elsewhere");
          exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
  }

  private void replace(HttpHandler handler) {
    try {
      server.removeContext("/tsa");
    } catch (IllegalArgumentException e) {
      // The first one replaces nothing.
    }
    server.createContext("/tsa", handler);
  }

  private void await() {
    try {
      end.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private byte[] respond(TimeStampRequest request) throws Exception {
    BcDigestCalculatorProvider digests = new BcDigestCalculatorProvider();
    TimeStampTokenGenerator tokens =
        new TimeStampTokenGenerator(
            new SignerInfoGeneratorBuilder(digests)
                .build(
                    new BcECContentSignerBuilder(
                            TimestampIdentity.SIGNATURE, TimestampIdentity.SHA256)
                        .build(identity.key()),
                    identity.certificate()),
            digests.get(TimestampIdentity.SHA256),
            new ASN1ObjectIdentifier(POLICY));
    tokens.addCertificates(new CollectionStore<>(List.of(identity.certificate())));
    return new TimeStampResponseGenerator(tokens, TSPAlgorithms.ALLOWED)
        .generate(request, BigInteger.ONE, Date.from(Instant.now()))
        .getEncoded();
  }
}
