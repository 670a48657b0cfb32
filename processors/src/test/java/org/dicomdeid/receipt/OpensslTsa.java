/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.receipt;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.tsp.TSPAlgorithms;
import org.bouncycastle.tsp.TimeStampRequest;
import org.bouncycastle.tsp.TimeStampRequestGenerator;

/** {@code openssl ts} behind HTTP: an authority that somebody else wrote, honest or not. */
public final class OpensslTsa implements AutoCloseable {

  public static final String POLICY = "1.3.6.1.4.1.99999.1";
  public static final String OTHER_POLICY = "1.3.6.1.4.1.99999.2";

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);

  /** What it makes of a request before openssl answers it. */
  public interface Lie {
    TimeStampRequest about(TimeStampRequest honest) throws Exception;
  }

  private final Path folder;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final AtomicInteger asked = new AtomicInteger();
  private volatile Lie lie = honest -> honest;
  private volatile int status = 200;
  private volatile Duration delay = Duration.ZERO;

  /** An authority whose certificate is valid now. */
  public OpensslTsa(Path folder) throws Exception {
    this(folder, Instant.now().minusSeconds(3600), Instant.now().plusSeconds(86_400));
  }

  /** An authority whose certificate is valid between these. */
  public OpensslTsa(Path folder, Instant from, Instant to) throws Exception {
    this.folder = Files.createDirectories(folder);
    Files.writeString(
        folder.resolve("tsa.cnf"),
        """
        [ca]
        default_ca = site
        [site]
        new_certs_dir = .
        database = index.txt
        serial = ca.srl
        default_md = sha256
        policy = any
        unique_subject = no
        [any]
        commonName = supplied
        [root]
        basicConstraints = critical,CA:TRUE
        keyUsage = critical,keyCertSign
        subjectKeyIdentifier = hash
        [signer]
        keyUsage = critical,digitalSignature
        extendedKeyUsage = critical,timeStamping
        [req]
        distinguished_name = name
        [name]
        [tsa]
        serial = tsa.srl
        signer_digest = sha256
        default_policy = %s
        other_policies = %s
        digests = sha256, sha384, sha512
        accuracy = secs:1
        """
            .formatted(POLICY, OTHER_POLICY));
    Files.writeString(folder.resolve("index.txt"), "");
    Files.writeString(folder.resolve("ca.srl"), "01\n");
    Files.writeString(folder.resolve("tsa.srl"), "01\n");
    openssl(
        "req -x509 -config tsa.cnf -extensions root -newkey rsa:2048 -nodes -days 7300"
            + " -keyout ca.key -out ca.crt -subj /CN=test-CA-"
            + System.nanoTime());
    certify(from, to);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext(
        "/",
        exchange -> {
          asked.incrementAndGet();
          byte[] query = exchange.getRequestBody().readAllBytes();
          byte[] answer;
          try {
            Thread.sleep(delay.toMillis());
            answer =
                status == 200
                    ? reply(lie.about(new TimeStampRequest(query)).getEncoded())
                    : new byte[0];
          } catch (InterruptedException e) {
            exchange.close();
            return;
          } catch (Exception e) {
            throw new IOException(e);
          }
          exchange.getResponseHeaders().set("Content-Type", "application/timestamp-reply");
          exchange.sendResponseHeaders(status, answer.length == 0 ? -1 : answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    server.start();
  }

  /** Gives it a new key and certificate. */
  public void certify(Instant from, Instant to) throws Exception {
    openssl(
        "req -config tsa.cnf -newkey rsa:2048 -nodes -keyout tsa.key -out tsa.csr -subj"
            + " /CN=test-TSA");
    openssl(
        "ca -batch -notext -config tsa.cnf -extensions signer -in tsa.csr -out tsa.crt -cert ca.crt"
            + " -keyfile ca.key -startdate "
            + TIME.format(from)
            + " -enddate "
            + TIME.format(to));
  }

  public URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/tsr");
  }

  /** Its CA's certificate, PEM. */
  public Path ca() {
    return folder.resolve("ca.crt");
  }

  public byte[] caDer() throws IOException {
    return Pem.read(ca(), Pem.CERTIFICATE);
  }

  /** SHA-256 of its own certificate. */
  public String pin() throws IOException {
    return Sha256.hex(Pem.read(folder.resolve("tsa.crt"), Pem.CERTIFICATE));
  }

  public TsaSettings settings() throws IOException {
    return new TsaSettings(
        url(), Optional.of(POLICY), List.of(caDer()), Set.of(), Duration.ofSeconds(20));
  }

  public int asked() {
    return asked.get();
  }

  public void lie(Lie about) {
    lie = about;
  }

  public void answerWith(int httpStatus) {
    status = httpStatus;
  }

  public void answerAfter(Duration time) {
    delay = time;
  }

  /** The same question with one thing changed. */
  public static TimeStampRequest request(byte[] imprint, BigInteger nonce, Optional<String> policy)
      throws IOException {
    TimeStampRequestGenerator generator = new TimeStampRequestGenerator();
    generator.setCertReq(true);
    policy.ifPresent(oid -> generator.setReqPolicy(new ASN1ObjectIdentifier(oid)));
    return generator.generate(TSPAlgorithms.SHA256, imprint, nonce);
  }

  private synchronized byte[] reply(byte[] query) throws Exception {
    Files.write(folder.resolve("query.tsq"), query);
    openssl(
        "ts -reply -config tsa.cnf -section tsa -queryfile query.tsq -inkey tsa.key -signer tsa.crt"
            + " -out reply.tsr");
    return Files.readAllBytes(folder.resolve("reply.tsr"));
  }

  private void openssl(String arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("openssl"));
    command.addAll(List.of(arguments.split(" ")));
    Path said = folder.resolve("said.txt");
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();
    if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
      throw new IllegalStateException(arguments + ": " + Files.readString(said));
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
