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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.dicomdeid.Peers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The web source against Orthanc with its DICOMweb plugin. */
class WebSourcePeerTest {

  private static final int OBJECTS = 5;

  @TempDir Path folder;
  private Process orthanc;
  private String base;

  @BeforeEach
  void startOrthanc() throws Exception {
    Peers.require("orthanc");
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    base = "http://127.0.0.1:" + port;
    Path storage = Files.createDirectories(folder.resolve("orthanc"));
    Path config =
        Files.writeString(
            storage.resolve("orthanc.json"),
            """
            {"Name": "test", "StorageDirectory": "%s", "IndexDirectory": "%s", "HttpPort": %d,
             "DicomServerEnabled": false, "RemoteAccessAllowed": false, "SslEnabled": false,
             "AuthenticationEnabled": false,
             "Plugins": ["/usr/share/orthanc/plugins"],
             "DicomWeb": {"Enable": true, "Root": "/dicom-web/", "EnableWado": false}}
            """
                .formatted(storage, storage, port));
    orthanc =
        new ProcessBuilder("Orthanc", config.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("orthanc.log").toFile())
            .start();
    await().atMost(Duration.ofSeconds(60)).until(this::answers);
    for (int number = 1; number <= OBJECTS; number++) {
      Path object = MadeObjects.write(folder.resolve("made" + number), number);
      HttpRequest store =
          HttpRequest.newBuilder(URI.create(base + "/instances"))
              .POST(HttpRequest.BodyPublishers.ofFile(object))
              .build();
      assertThat(send(store).statusCode()).isEqualTo(200);
    }
  }

  @AfterEach
  void stopOrthanc() throws Exception {
    if (orthanc != null) {
      orthanc.destroy();
      orthanc.waitFor();
    }
  }

  @Test
  void all_instances_of_orthanc_are_delivered_once() throws Exception {
    try (RunningSite site =
        new RunningSite(
            folder,
            "dicom-deid.intake.pacs.uri=qido:" + base + "/dicom-web",
            "dicom-deid.intake.pacs.poll-delay=200ms")) {
      await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(() -> assertThat(site.files("outbox", ".receipt.json")).hasSize(OBJECTS));
      assertThat(site.files("outbox", ".dcm")).hasSize(OBJECTS);
      assertThat(site.files("quarantine", ".dcm")).isEmpty();
      assertThat(site.get("/health").statusCode()).isEqualTo(200);
    }
  }

  private boolean answers() {
    try {
      return send(HttpRequest.newBuilder(URI.create(base + "/dicom-web/studies")).build())
              .statusCode()
          == 200;
    } catch (IOException | InterruptedException e) {
      return false;
    }
  }

  private static HttpResponse<String> send(HttpRequest request)
      throws IOException, InterruptedException {
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
  }
}
