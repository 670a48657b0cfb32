/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.dicomdeid.Peers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Orthanc as the PACS that objects are stored in, with a password. */
class OrthancStowTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path folder;
  private Process orthanc;
  private String base;
  private Path configuration;

  @BeforeEach
  void configure() throws Exception {
    Peers.require("orthanc");
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    base = "http://127.0.0.1:" + port;
    Path storage = Files.createDirectories(folder.resolve("orthanc"));
    configuration =
        Files.writeString(
            storage.resolve("orthanc.json"),
            """
            {"Name": "test", "StorageDirectory": "%s", "IndexDirectory": "%s", "HttpPort": %d,
             "DicomServerEnabled": false, "RemoteAccessAllowed": false, "SslEnabled": false,
             "AuthenticationEnabled": true, "RegisteredUsers": {"lab": "secret"},
             "Plugins": ["/usr/share/orthanc/plugins"],
             "DicomWeb": {"Enable": true, "Root": "/dicom-web/", "EnableWado": false}}
            """
                .formatted(storage, storage, port));
    Files.writeString(folder.resolve("password"), "secret\n");
    Files.writeString(
        folder.resolve("quick.yaml"),
        "profile: quick\nversion: 1\nextends: hipaa\npixels: keep\ndescription: header only\n");
  }

  private void start() throws IOException {
    orthanc =
        new ProcessBuilder("Orthanc", configuration.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("orthanc.log").toFile())
            .start();
    await().atMost(PATIENCE).until(() -> get("/instances").isPresent());
  }

  @AfterEach
  void stop() throws Exception {
    if (orthanc != null) {
      orthanc.destroy();
      orthanc.waitFor();
    }
  }

  @Test
  void what_waited_while_orthanc_was_down_is_stored_as_it_was_made() throws Exception {
    try (RunningSite site =
        new RunningSite(
            folder,
            RunningSite.quickInbox(
                "dicom-deid.intake.inbox.policy=" + folder.resolve("quick.yaml"),
                "dicom-deid.destination.near.uri=file:near",
                "dicom-deid.destination.pacs.uri=stow:" + base + "/dicom-web",
                "dicom-deid.destination.pacs.user=lab",
                "dicom-deid.destination.pacs.password-file=password",
                "dicom-deid.destination.pacs.retry-delay=100ms",
                "dicom-deid.destination.pacs.retry-max-delay=1s"))) {
      drop(1);
      assertThat(site.files("data/backlog/pacs", ".json")).hasSize(1);
      start();
      drop(2);
      until(() -> assertThat(site.files("data/backlog/pacs", "")).isEmpty());
      assertThat(site.files("quarantine", "")).isEmpty();
      List<String> stored =
          List.of(get("/instances").orElseThrow().replaceAll("[^0-9a-f,-]", "").split(",", -1));
      assertThat(stored).hasSize(2);
      for (Path near : site.files("near", ".dcm")) {
        byte[] object = Files.readAllBytes(near);
        assertThat(stored).anySatisfy(id -> assertThat(file(id)).isEqualTo(object));
      }
    }
  }

  private byte[] file(String id) throws Exception {
    return HttpClient.newHttpClient()
        .send(request("/instances/" + id + "/file"), HttpResponse.BodyHandlers.ofByteArray())
        .body();
  }

  private Optional<String> get(String path) throws InterruptedException {
    try {
      HttpResponse<String> response =
          HttpClient.newHttpClient().send(request(path), HttpResponse.BodyHandlers.ofString());
      return response.statusCode() == 200 ? Optional.of(response.body()) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private HttpRequest request(String path) {
    String login =
        Base64.getEncoder().encodeToString("lab:secret".getBytes(StandardCharsets.US_ASCII));
    return HttpRequest.newBuilder(URI.create(base + path))
        .header("Authorization", "Basic " + login)
        .build();
  }

  private void drop(int number) throws Exception {
    Path made = MadeObjects.write(folder.resolve("made"), number);
    Path target = folder.resolve("inbox/" + number + ".dcm");
    Files.createDirectories(target.getParent());
    Files.setLastModifiedTime(made, FileTime.from(Instant.now().minusSeconds(60)));
    Files.move(made, target, StandardCopyOption.ATOMIC_MOVE);
    until(() -> assertThat(target).doesNotExist());
  }

  private static void until(org.awaitility.core.ThrowingRunnable assertion) {
    await().atMost(PATIENCE).pollInterval(Duration.ofMillis(25)).untilAsserted(assertion);
  }
}
