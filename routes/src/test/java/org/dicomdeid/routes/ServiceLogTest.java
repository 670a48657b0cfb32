/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The log as somebody reads it who is on call. */
class ServiceLogTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path folder;
  @RegisterExtension final CapturedLog log = CapturedLog.ofEachTest();

  @Test
  void one_trace_follows_an_object_from_claim_to_release_and_tells_nothing() throws Exception {
    AtomicInteger calls = new AtomicInteger();
    try (RunningSite site =
        new RunningSite(
            folder,
            RunningSite.quickInbox(
                "dicom-deid.destination.far.uri=direct:far",
                "dicom-deid.destination.far.retry-delay=20ms",
                "dicom-deid.destination.far.receipts=false"))) {
      far(site, calls, 2);
      // Waits for its destination, is refused by the engine, and left in place over several polls.
      Path good = drop("inbox/" + MadeObjects.SOURCE_NAME + ".dcm", MadeObjects::write, 1);
      until(() -> assertThat(good).doesNotExist());
      until(() -> assertThat(lines("\"delivered\"")).hasSize(1));
      Path broken = drop("inbox/broken.dcm", MadeObjects::writeBroken, 2);
      until(() -> assertThat(broken).doesNotExist());
      Files.move(folder.resolve("quarantine"), folder.resolve("away"));
      Files.writeString(folder.resolve("quarantine"), "in the way");
      Path stuck = drop("inbox/stuck.dcm", MadeObjects::writeBroken, 3);
      until(() -> assertThat(lines("source left in place")).hasSizeGreaterThan(1));
      Files.delete(folder.resolve("quarantine"));
      Files.move(folder.resolve("away"), folder.resolve("quarantine"));
      until(() -> assertThat(stuck).doesNotExist());
      // The same content again is another passage.
      Path again = drop("inbox/again.dcm", MadeObjects::write, 1);
      until(() -> assertThat(again).doesNotExist());
      until(() -> assertThat(lines("already delivered")).hasSize(1));
    }
    Map<String, Set<String>> tracesOf = new HashMap<>();
    Set<String> all = new HashSet<>();
    for (JsonNode line : lines("")) {
      if (line.has("input")) {
        String input = line.get("input").asText();
        String trace = line.path("trace").asText();
        assertThat(trace).as(line.toString()).matches("[0-9a-f]{16}");
        assertThat(input).doesNotContain(trace.substring(0, 8));
        tracesOf.computeIfAbsent(input, key -> new HashSet<>()).add(trace);
        all.add(trace);
      }
    }
    String delivered = lines("\"delivered\"").get(0).get("input").asText();
    assertThat(tracesOf).hasSize(3);
    assertThat(tracesOf.remove(delivered)).as("delivered, then known").hasSize(2);
    assertThat(tracesOf.values()).allMatch(traces -> traces.size() == 1);
    assertThat(all).hasSize(4);
    assertThat(lines("waits for its destination")).isNotEmpty();
    assertThat(calls).hasValueGreaterThanOrEqualTo(3);
    assertThat(log.text())
        .doesNotContainIgnoringCase("Quillfeather")
        .doesNotContain("QF-1961", "stuck.dcm", "broken.dcm");
  }

  @Test
  void a_refusal_says_reason_and_place_and_nothing_that_is_empty() throws Exception {
    try (RunningSite site = new RunningSite(folder, RunningSite.quickInbox())) {
      Path broken = drop("inbox/broken.dcm", MadeObjects::writeBroken, 2);
      Path empty = folder.resolve("inbox/nothing");
      Files.createFile(folder.resolve("nothing"));
      Files.setLastModifiedTime(
          folder.resolve("nothing"), FileTime.from(Instant.now().minusSeconds(60)));
      Files.move(folder.resolve("nothing"), empty);
      until(
          () -> {
            assertThat(broken).doesNotExist();
            assertThat(empty).doesNotExist();
          });
      assertThat(site.files("quarantine", ".dcm")).hasSize(2);
    }
    List<JsonNode> quarantined = lines("\"quarantined\"");
    assertThat(quarantined).hasSize(2);
    for (JsonNode line : quarantined) {
      assertThat(line.get("level").asText()).isEqualTo("WARN");
      assertThat(line.get("meaning").asText()).isNotEmpty();
      line.fieldNames().forEachRemaining(name -> assertThat(line.get(name).asText()).isNotEmpty());
      assertThat(line.path("offset").asLong()).isNotNegative();
    }
  }

  @Test
  void receipts_that_wait_for_their_time_stamp_get_it_when_the_authority_is_back()
      throws Exception {
    HttpServer down =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    down.createContext("/", exchange -> exchange.sendResponseHeaders(503, -1));
    down.start();
    try (RunningSite site =
        new RunningSite(
            folder,
            RunningSite.quickInbox(
                "dicom-deid.tsa.url=http://127.0.0.1:" + down.getAddress().getPort() + "/",
                "dicom-deid.tsa.pin=" + "0".repeat(64),
                "dicom-deid.tsa.pending-alert=1ms"))) {
      Path good = drop("inbox/a.dcm", MadeObjects::write, 1);
      until(() -> assertThat(good).doesNotExist());
      until(
          () ->
              assertThat(site.get("/metrics").body())
                  .contains("dicomdeid_receipts_pending 1.0", "dicomdeid_tsa_up 0.0")
                  .containsPattern("dicomdeid_receipts_pending_age_seconds [0-9.]*[1-9]")
                  .containsPattern(
                      "dicomdeid_tsa_faults_total\\{authority=\"127.0.0.1:[0-9]+\","
                          + "fault=\"http-status\"\\} [1-9]"));
      assertThat(site.get("/health").statusCode()).isEqualTo(503);
      assertThat(site.get("/health").body())
          .contains("wait for a time stamp", "fails: http-status");
      assertThat(site.get("/health/ready").statusCode()).isEqualTo(200);
    } finally {
      down.stop(0);
    }
    // The next start has another authority, the embedded one.
    try (RunningSite site = new RunningSite(folder, RunningSite.quickInbox())) {
      until(
          () ->
              assertThat(site.get("/metrics").body())
                  .contains("dicomdeid_receipts_pending 0.0", "dicomdeid_tsa_up 1.0"));
    }
  }

  private interface Maker {
    Path make(Path file, int number) throws IOException;
  }

  private Path drop(String path, Maker maker, int number) throws IOException {
    Path made = maker.make(folder.resolve("made-" + path.hashCode()), number);
    Files.setLastModifiedTime(made, FileTime.from(Instant.now().minusSeconds(60)));
    return Files.move(made, folder.resolve(path), StandardCopyOption.ATOMIC_MOVE);
  }

  private List<JsonNode> lines(String part) throws IOException {
    List<JsonNode> found = new ArrayList<>();
    for (String line : log.lines()) {
      if (line.contains(part)) {
        found.add(new ObjectMapper().readTree(line));
      }
    }
    return found;
  }

  private static void far(RunningSite site, AtomicInteger calls, int failures) throws Exception {
    site.camel()
        .addRoutes(
            new RouteBuilder() {
              @Override
              public void configure() {
                errorHandler(noErrorHandler());
                from("direct:far")
                    .process(
                        exchange -> {
                          if (calls.incrementAndGet() <= failures) {
                            throw new IOException(MadeObjects.PATIENT);
                          }
                        });
              }
            });
  }

  private static void until(org.awaitility.core.ThrowingRunnable assertion) {
    await().atMost(PATIENCE).pollInterval(Duration.ofMillis(25)).untilAsserted(assertion);
  }
}
