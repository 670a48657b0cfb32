/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.dicomdeid.Peers;
import org.dicomdeid.dicom.DicomBuilder;
import org.dicomdeid.dicom.Tag;
import org.dicomdeid.dicom.TransferSyntax;
import org.dicomdeid.dicom.VR;
import org.dicomdeid.pipeline.Pipeline;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The HTTP API of the jar that users run: bounded memory, kills, and a real sender. */
class HttpServiceTest {

  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final int JOBS = 40;
  private static final int KILLS = 2;
  private static final int COLUMNS = 1000;

  @TempDir Path site;

  @Test
  void two_forms_of_60_mb_at_once_pass_with_a_heap_of_40_mb() throws Exception {
    Path large = object(site.resolve("large"), 1, 60_000);
    try (HttpService service = new HttpService(site, List.of("-Xmx40m"))) {
      service.start();
      service.awaitReady();
      ExecutorService clients = Executors.newFixedThreadPool(2);
      try {
        List<Future<Integer>> answers = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
          Path to = site.resolve("out" + i);
          answers.add(
              clients.submit(
                  () ->
                      service
                          .sanitize(large, false, HttpResponse.BodyHandlers.ofFile(to))
                          .statusCode()));
        }
        for (int i = 0; i < 2; i++) {
          assertThat(answers.get(i).get()).isEqualTo(200);
          assertThat(site.resolve("out" + i)).hasSameBinaryContentAs(site.resolve("out0"));
        }
      } finally {
        clients.shutdownNow();
      }
      assertThat(Files.size(site.resolve("out0"))).isGreaterThan(60_000_000);
      assertThat(service.isAlive()).isTrue();
      assertThat(service.text(service.log())).doesNotContain("OutOfMemory");
      assertThat(service.text(service.errors())).isEmpty();
      await().until(() -> files("data/http/uploads").isEmpty());
    }
  }

  @Test
  void jobs_that_were_taken_survive_kills_and_are_delivered_once() throws Exception {
    Path originals = Files.createDirectory(site.resolve("originals"));
    List<Path> objects = new ArrayList<>();
    for (int i = 0; i < JOBS; i++) {
      objects.add(object(originals.resolve("o" + i), i, 20));
    }
    List<String> taken = new ArrayList<>();
    Random random = new Random(5);
    try (HttpService service =
        new HttpService(site, List.of("-Xmx128m"), "dicom-deid.http.jobs.destinations=outbox")) {
      service.start();
      service.awaitReady();
      Set<Integer> killAt = new HashSet<>();
      while (killAt.size() < KILLS) {
        killAt.add(5 + random.nextInt(JOBS - 10));
      }
      for (int i = 0; i < JOBS; i++) {
        if (killAt.contains(i)) {
          service.kill();
          service.start();
          service.awaitReady();
        }
        HttpResponse<Void> answer =
            service.sanitize(
                objects.get(i),
                true,
                HttpResponse.BodyHandlers.discarding(),
                "Prefer",
                "respond-async");
        assertThat(answer.statusCode()).isEqualTo(202);
        taken.add(answer.headers().firstValue("Location").orElseThrow());
      }
      service.kill();
      service.start();
      service.awaitReady();
      for (String job : taken) {
        await().atMost(PATIENCE).until(() -> isEnded(service.json(job)));
        assertThat(service.json(job).get("outcome").asText())
            .isIn("delivered", "already-delivered");
      }
      assertThat(files("data/http/waiting")).isEmpty();
    }
    List<Path> delivered =
        files("outbox").stream().filter(file -> file.toString().endsWith(".dcm")).toList();
    assertThat(delivered).hasSize(JOBS);
    try (Pipeline pipeline = Pipeline.open(Pipeline.Settings.of(site.resolve("data")))) {
      assertThat(pipeline.log().orElseThrow().verifyChain().holds()).isTrue();
    }
  }

  @Test
  void orthanc_sends_to_it_by_dicomweb() throws Exception {
    Peers.require("orthanc");
    try (HttpService service = new HttpService(site, List.of("-Xmx256m"))) {
      service.start();
      service.awaitReady();
      int port;
      try (ServerSocket socket = new ServerSocket(0)) {
        port = socket.getLocalPort();
      }
      Process orthanc = orthanc(service, port);
      try {
        URI base = URI.create("http://127.0.0.1:" + port);
        await()
            .atMost(PATIENCE)
            .ignoreExceptionsInstanceOf(IOException.class)
            .until(
                () ->
                    sent(HttpRequest.newBuilder(base.resolve("/system")).build()).statusCode()
                        == 200);
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
          HttpResponse<String> stored =
              sent(
                  HttpRequest.newBuilder(base.resolve("/instances"))
                      .POST(
                          HttpRequest.BodyPublishers.ofFile(
                              object(site.resolve("to-orthanc" + i), i, 20)))
                      .build());
          assertThat(stored.statusCode()).as(stored.body()).isEqualTo(200);
          ids.add(
              new com.fasterxml.jackson.databind.ObjectMapper()
                  .readTree(stored.body())
                  .get("ID")
                  .asText());
        }
        HttpResponse<String> sent =
            sent(
                HttpRequest.newBuilder(base.resolve("/dicom-web/servers/deid/stow"))
                    .POST(
                        HttpRequest.BodyPublishers.ofString(
                            "{\"Resources\":[\"" + String.join("\",\"", ids) + "\"]}"))
                    .build());
        assertThat(sent.statusCode()).as(sent.body()).isEqualTo(200);
        assertThat(files("outbox").stream().filter(file -> file.toString().endsWith(".dcm")))
            .hasSize(4);
      } finally {
        orthanc.destroyForcibly().waitFor();
      }
    }
  }

  /** By a connection of its own: Orthanc closes those that idle for a second, maybe just now. */
  private static HttpResponse<String> sent(HttpRequest request)
      throws IOException, InterruptedException {
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
  }

  private Process orthanc(HttpService service, int port) throws IOException {
    Path home = Files.createDirectory(site.resolve("orthanc"));
    Files.writeString(
        home.resolve("orthanc.json"),
        """
        {"StorageDirectory": "db", "IndexDirectory": "db", "HttpPort": %d, "DicomServerEnabled": false,
         "RemoteAccessAllowed": false, "AuthenticationEnabled": false, "HttpServerEnabled": true,
         "Plugins": ["/usr/share/orthanc/plugins"],
         "DicomWeb": {"Enable": true, "Servers": {"deid": {
           "Url": "http://127.0.0.1:%d/dicomweb/",
           "HttpHeaders": {"Authorization": "Bearer %s"}}}}}
        """
            .formatted(port, service.port(), service.token()));
    return new ProcessBuilder("Orthanc", "orthanc.json")
        .directory(home.toFile())
        .redirectErrorStream(true)
        .redirectOutput(home.resolve("log").toFile())
        .start();
  }

  private static boolean isEnded(JsonNode job) {
    return job.get("state").asText().equals("ended");
  }

  private List<Path> files(String below) throws IOException {
    Path root = site.resolve(below);
    if (Files.notExists(root)) {
      return List.of();
    }
    try (Stream<Path> all = Files.walk(root)) {
      return all.filter(Files::isRegularFile).toList();
    }
  }

  private static Path object(Path file, int number, int rows) throws IOException {
    byte[] pixels = new byte[rows * COLUMNS];
    Arrays.fill(pixels, (byte) number);
    DicomBuilder.of(TransferSyntax.EXPLICIT_LITTLE_ENDIAN)
        .put(Tag.SOP_CLASS_UID, "1.2.840.10008.5.1.4.1.1.7")
        .put(Tag.SOP_INSTANCE_UID, "2.25.990" + number)
        .put(Tag.STUDY_INSTANCE_UID, "2.25.991")
        .put(Tag.SERIES_INSTANCE_UID, "2.25.992")
        .put(Tag.PATIENT_NAME, "Nobody^" + number)
        .put(Tag.PATIENT_ID, "N-" + number)
        .put(0x00280002, VR.US, number16(1))
        .put(0x00280004, "MONOCHROME2")
        .put(Tag.ROWS, VR.US, number16(rows))
        .put(Tag.COLUMNS, VR.US, number16(COLUMNS))
        .put(Tag.BITS_ALLOCATED, VR.US, number16(8))
        .put(Tag.BITS_STORED, VR.US, number16(8))
        .put(0x00280102, VR.US, number16(7))
        .put(0x00280103, VR.US, number16(0))
        .put(Tag.PIXEL_DATA, VR.OB, pixels)
        .write(file, "2.25.990", "TEST");
    return file;
  }

  private static byte[] number16(int value) {
    return new byte[] {(byte) value, (byte) (value >> 8)};
  }
}
