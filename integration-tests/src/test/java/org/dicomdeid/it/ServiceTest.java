/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command {@code run} as an operator meets it. */
class ServiceTest {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int SIGTERM = 143;

  @TempDir Path site;
  private Process service;
  private int port;

  @BeforeEach
  void findPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
  }

  @AfterEach
  void stop() {
    if (service != null) {
      service.destroyForcibly();
    }
  }

  @Test
  void says_in_json_what_it_does_and_ends_when_asked() throws Exception {
    start();
    awaitReady();
    service.destroy();
    assertThat(service.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(service.exitValue()).isEqualTo(SIGTERM);
    List<String> lines = Files.readAllLines(site.resolve("log"));
    ObjectMapper json = new ObjectMapper();
    JsonNode first = json.readTree(lines.get(0));
    assertThat(first.get("message").asText()).isEqualTo("starting");
    assertThat(first.get("intakes").asText()).contains("inbox", "hipaa", "to outbox");
    assertThat(first.get("management").asText()).isEqualTo("127.0.0.1:" + port);
    assertThat(json.readTree(lines.get(1)).get("message").asText()).isEqualTo("started");
    for (String line : lines) {
      assertThat(json.readTree(line).get("level").asText()).isEqualTo("INFO");
    }
    assertThat(site.resolve("errors")).isEmptyFile();
  }

  @Test
  void an_intake_folder_that_is_gone_makes_it_unhealthy() throws Exception {
    start();
    awaitReady();
    Files.delete(site.resolve("inbox"));
    await().atMost(PATIENCE).until(() -> status("/health/ready") == 503);
    Files.createDirectory(site.resolve("inbox"));
    awaitReady();
  }

  @Test
  void a_wrong_setting_ends_the_start_with_status_2_and_the_mend() throws Exception {
    Files.writeString(site.resolve("application.properties"), "dicom-deid.intake.inbox.foldr=x\n");
    Jar.Ran ran = Jar.run(site, "run");
    assertThat(ran.status()).isEqualTo(2);
    assertThat(ran.err())
        .contains("application.properties:1: dicom-deid.intake.inbox.foldr")
        .contains("did you mean folder?")
        .hasLineCount(1);
  }

  @Test
  void a_port_in_use_ends_the_start_with_status_2() throws Exception {
    try (ServerSocket taken = new ServerSocket(0)) {
      Jar.Ran ran = Jar.run(site, "run", "dicom-deid.management.port=" + taken.getLocalPort());
      assertThat(ran.status()).isEqualTo(2);
      assertThat(ran.err()).contains("dicom-deid.management.port: ", "the port is in use");
    }
  }

  @Test
  void a_data_folder_in_use_ends_the_start_with_status_2() throws Exception {
    start();
    awaitReady();
    Jar.Ran ran = Jar.run(site, "run", "dicom-deid.management.enabled=false");
    assertThat(ran.status()).isEqualTo(2);
    assertThat(ran.err()).contains("dicom-deid.data: another process has the audit store open");
  }

  private void start() throws IOException {
    service =
        Jar.start(
            site,
            List.of("-Xmx96m"),
            site.resolve("log"),
            site.resolve("errors"),
            "run",
            "dicom-deid.management.port=" + port);
  }

  private void awaitReady() {
    await()
        .atMost(PATIENCE)
        .ignoreExceptionsInstanceOf(IOException.class)
        .until(() -> status("/health/ready") == 200);
  }

  private int status(String path) throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + port + path);
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }
}
