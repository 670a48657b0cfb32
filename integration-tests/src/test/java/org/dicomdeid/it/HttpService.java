/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.it;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The service in a process of its own with its HTTP API, and a client of it. */
final class HttpService implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String BOUNDARY = "a-boundary";

  private final Path site;
  private final int port;
  private final String token;
  private final HttpClient client = HttpClient.newHttpClient();
  private final List<String> jvmOptions;
  private final List<String> settings;
  private Process process;
  private int starts;

  HttpService(Path site, List<String> jvmOptions, String... settings) throws Exception {
    this.site = site;
    this.jvmOptions = jvmOptions;
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    token =
        Jar.run(
                site,
                "token",
                "create",
                "tester",
                "--rights",
                "sanitize,store,receipts,keep-pixels")
            .out()
            .strip();
    this.settings = new ArrayList<>(List.of("run", "dicom-deid.management.enabled=false"));
    this.settings.add("dicom-deid.http.enabled=true");
    this.settings.add("dicom-deid.http.port=" + port);
    this.settings.add("dicom-deid.http.rate=1000000");
    this.settings.addAll(List.of(settings));
  }

  void start() throws IOException {
    starts++;
    process = Jar.start(site, jvmOptions, log(), errors(), settings.toArray());
  }

  HttpService awaitReady() {
    await()
        .atMost(PATIENCE)
        .ignoreExceptionsInstanceOf(IOException.class)
        .until(() -> get("/api/v1/openapi.json").statusCode() == 200);
    return this;
  }

  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** Asks it to stop, and waits; its exit status. */
  int stop() throws InterruptedException {
    process.destroy();
    return process.waitFor();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  Path log() {
    return site.resolve("log" + starts + ".txt");
  }

  Path errors() {
    return site.resolve("errors" + starts + ".txt");
  }

  String token() {
    return token;
  }

  int port() {
    return port;
  }

  HttpResponse<byte[]> get(String path) throws IOException, InterruptedException {
    return client.send(request(path).build(), HttpResponse.BodyHandlers.ofByteArray());
  }

  JsonNode json(String path) throws IOException, InterruptedException {
    return new ObjectMapper().readTree(get(path).body());
  }

  /** Sends a file as the form of the API, from disk. */
  <T> HttpResponse<T> sanitize(
      Path file, boolean redactsPixels, HttpResponse.BodyHandler<T> to, String... headers)
      throws IOException, InterruptedException {
    BodyPublisher body =
        BodyPublishers.concat(
            BodyPublishers.ofString(
                "--"
                    + BOUNDARY
                    + "\r\nContent-Disposition: form-data; name=include_pixel_redaction\r\n\r\n"
                    + redactsPixels
                    + "\r\n--"
                    + BOUNDARY
                    + "\r\nContent-Disposition: form-data; name=file; filename=x\r\n\r\n"),
            BodyPublishers.ofFile(file),
            BodyPublishers.ofString("\r\n--" + BOUNDARY + "--\r\n"));
    HttpRequest.Builder request =
        request("/api/v1/sanitize/file")
            .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
            .POST(body);
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return client.send(request.build(), to);
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
        .header("Authorization", "Bearer " + token);
  }

  String text(Path file) throws IOException {
    return Files.readString(file);
  }

  @Override
  public void close() {
    if (process != null) {
      process.destroyForcibly().onExit().join();
    }
  }
}
