/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.dicomdeid.pipeline.Outcome;
import org.dicomdeid.pipeline.Pipeline;
import org.dicomdeid.profile.PixelPolicy;
import org.dicomdeid.profile.Profile;
import org.dicomdeid.profile.Profiles;
import org.dicomdeid.routes.cli.Cli;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that are sent to the API of a running service, at once and as jobs. */
class HttpSanitizeTest {

  private static final String SANITIZE = "/api/v1/sanitize/file";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path folder;

  @Test
  void answers_the_object_that_sanitize_makes_with_a_receipt_that_holds() throws Exception {
    Path in = MadeObjects.write(folder.resolve("in.dcm"), 1);
    byte[] expected;
    try (ApiSite site = new ApiSite(folder)) {
      HttpResponse<byte[]> answer = site.post(SANITIZE, Multipart.form().file(in));
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.headers().firstValue("Content-Type")).contains("application/dicom");
      expected = answer.body();
      assertThat(new String(expected, StandardCharsets.ISO_8859_1)).doesNotContain("Quill");

      String link = answer.headers().firstValue("Link").orElseThrow();
      HttpResponse<byte[]> receipt = site.get(link.substring(1, link.indexOf('>')));
      assertThat(receipt.statusCode()).isEqualTo(200);
      Path object = Files.write(folder.resolve("out.dcm"), expected);
      HttpResponse<byte[]> good =
          site.post(
              "/api/v1/receipts/verify",
              Multipart.form()
                  .part("Content-Disposition: form-data; name=receipt", receipt.body())
                  .file(object));
      assertThat(ApiSite.json(good).get("good").asBoolean()).isTrue();
      HttpResponse<byte[]> bad =
          site.post(
              "/api/v1/receipts/verify",
              Multipart.form()
                  .part("Content-Disposition: form-data; name=receipt", receipt.body())
                  .file(MadeObjects.write(folder.resolve("other.dcm"), 2)));
      assertThat(ApiSite.json(bad).get("good").asBoolean()).isFalse();
      await().untilAsserted(() -> assertThat(site.site().files("data/http/uploads", "")).isEmpty());
      assertThat(site.site().files("outbox", ".dcm")).as("only to whoever asked").isEmpty();
    }
    try (Pipeline pipeline = Pipeline.open(Pipeline.Settings.of(folder.resolve("data")))) {
      Outcome.Sanitized same =
          (Outcome.Sanitized) pipeline.process(in, folder, Profiles.load("hipaa"));
      assertThat(Files.readAllBytes(same.file())).isEqualTo(expected);
    }
  }

  @Test
  void leaves_pixels_alone_when_asked_as_the_command_does() throws Exception {
    Path in = MadeObjects.write(folder.resolve("in.dcm"), 1);
    byte[] answered;
    try (ApiSite site = new ApiSite(folder)) {
      answered =
          site.post(
                  SANITIZE,
                  Multipart.form()
                      .field("policy", "research")
                      .field("include_pixel_redaction", "false")
                      .file(in))
              .body();
    }
    try (Pipeline pipeline = Pipeline.open(Pipeline.Settings.of(folder.resolve("data")))) {
      Profile profile = Profiles.load("research").withPixels(PixelPolicy.KEEP);
      Outcome.Sanitized same = (Outcome.Sanitized) pipeline.process(in, folder, profile);
      assertThat(Files.readAllBytes(same.file())).isEqualTo(answered);
    }
  }

  @Test
  void answers_object_and_receipt_when_that_is_accepted() throws Exception {
    Path in = MadeObjects.write(folder.resolve("in.dcm"), 1);
    try (ApiSite site = new ApiSite(folder)) {
      HttpResponse<byte[]> answer =
          site.post(
              SANITIZE,
              Multipart.form().file(in),
              "Accept",
              "multipart/related; type=\"application/dicom\"");
      String type = answer.headers().firstValue("Content-Type").orElseThrow();
      assertThat(type).startsWith("multipart/related");
      String boundary = type.substring(type.indexOf("boundary=") + "boundary=".length());
      String[] parts =
          new String(answer.body(), StandardCharsets.ISO_8859_1).split("--" + boundary, -1);
      assertThat(parts).hasSize(4);
      assertThat(parts[1]).startsWith("\r\nContent-Type: application/dicom").contains("DICM");
      assertThat(parts[2]).startsWith("\r\nContent-Type: application/json").contains("payload");
      assertThat(site.post(SANITIZE, Multipart.form().file(in), "Accept", "image/png").statusCode())
          .isEqualTo(406);
    }
  }

  @Test
  void inspect_answers_what_the_command_prints_and_leaves_no_receipt() throws Exception {
    Path in = MadeObjects.write(folder.resolve("in.dcm"), 1);
    try (ApiSite site = new ApiSite(folder)) {
      HttpResponse<byte[]> answer =
          site.post(SANITIZE, Multipart.form().field("mode", "inspect").file(in));
      assertThat(answer.statusCode()).isEqualTo(200);
      StringWriter printed = new StringWriter();
      Cli.execute(
          new PrintWriter(printed),
          new PrintWriter(new StringWriter()),
          "inspect",
          "--json",
          in.toString());
      assertThat(new String(answer.body(), StandardCharsets.UTF_8)).isEqualTo(printed.toString());
      assertThat(site.get("/api/v1/receipts/1").statusCode()).isEqualTo(404);
    }
  }

  @Test
  void a_broken_object_is_422_with_the_reason_and_whole_in_quarantine() throws Exception {
    Path in = MadeObjects.writeBroken(folder.resolve("in.dcm"), 1);
    try (ApiSite site = new ApiSite(folder)) {
      HttpResponse<byte[]> answer = site.post(SANITIZE, Multipart.form().file(in));
      assertThat(answer.statusCode()).isEqualTo(422);
      assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
      JsonNode problem = ApiSite.json(answer);
      assertThat(problem.get("reason").asText()).isEqualTo("truncated");
      assertThat(problem.get("status").asInt()).isEqualTo(422);
      assertThat(site.site().files("quarantine", ".dcm"))
          .singleElement()
          .satisfies(held -> assertThat(held).hasSameBinaryContentAs(in));
    }
  }

  @Test
  void a_job_without_destinations_keeps_its_result_for_whoever_made_it() throws Exception {
    Path in = MadeObjects.write(folder.resolve("in.dcm"), 1);
    try (ApiSite site = new ApiSite(folder)) {
      byte[] now = site.post(SANITIZE, Multipart.form().file(in)).body();
      HttpResponse<byte[]> taken =
          site.post(SANITIZE, Multipart.form().file(in), "Prefer", "respond-async");
      assertThat(taken.statusCode()).isEqualTo(202);
      String job = taken.headers().firstValue("Location").orElseThrow();
      JsonNode ended = ended(site, job);
      assertThat(ended.get("outcome").asText()).isEqualTo("kept");
      HttpResponse<byte[]> object = site.get(ended.get("object").asText());
      assertThat(object.body()).isEqualTo(now);
      assertThat(site.get(ended.get("receipt").asText()).statusCode()).isEqualTo(200);
      String other =
          site.token("other", java.util.Set.of(org.dicomdeid.routes.http.Right.SANITIZE));
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(
                          site.send(site.request(job).setHeader("Authorization", "Bearer " + other))
                              .statusCode())
                      .isEqualTo(404));
      assertThat(site.site().files("data/http/waiting", "")).isEmpty();
    }
  }

  @Test
  void a_job_delivers_once_however_often_it_is_sent() throws Exception {
    Path in = MadeObjects.write(folder.resolve("in.dcm"), 1);
    try (ApiSite site = new ApiSite(folder, "dicom-deid.http.jobs.destinations=outbox")) {
      String first =
          site.post(SANITIZE, Multipart.form().file(in), "Prefer", "respond-async")
              .headers()
              .firstValue("Location")
              .orElseThrow();
      assertThat(ended(site, first).get("outcome").asText()).isEqualTo("delivered");
      String second =
          site.post(SANITIZE, Multipart.form().file(in), "Prefer", "respond-async")
              .headers()
              .firstValue("Location")
              .orElseThrow();
      assertThat(ended(site, second).get("outcome").asText()).isEqualTo("already-delivered");
      assertThat(site.site().files("outbox", ".dcm")).hasSize(1);
      assertThat(site.site().files("outbox", ".receipt.json")).hasSize(1);
      Path broken = MadeObjects.writeBroken(folder.resolve("broken.dcm"), 2);
      String third =
          site.post(SANITIZE, Multipart.form().file(broken), "Prefer", "respond-async")
              .headers()
              .firstValue("Location")
              .orElseThrow();
      JsonNode refused = ended(site, third);
      assertThat(refused.get("outcome").asText()).isEqualTo("quarantined");
      assertThat(refused.get("reason").asText()).isEqualTo("truncated");
      assertThat(site.site().files("quarantine", ".dcm")).hasSize(1);
    }
  }

  @Test
  void a_job_that_was_taken_is_done_by_the_next_service() throws Exception {
    Path in = MadeObjects.write(folder.resolve("in.dcm"), 1);
    String job;
    // Nothing is worked on, as when a kill comes right after the answer.
    try (ApiSite site = new ApiSite(folder)) {
      site.site().camel().getRouteController().stopRoute("http-jobs");
      job =
          site.post(SANITIZE, Multipart.form().file(in), "Prefer", "respond-async")
              .headers()
              .firstValue("Location")
              .orElseThrow();
      assertThat(ApiSite.json(site.get(job)).get("state").asText()).isEqualTo("waiting");
    }
    try (ApiSite site = new ApiSite(folder)) {
      assertThat(ended(site, job).get("outcome").asText()).isEqualTo("kept");
    }
  }

  @Test
  void an_archive_is_a_job_whose_objects_each_go_their_way_or_is_not_taken() throws Exception {
    Path archive = folder.resolve("a.zip");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(archive))) {
      for (Path each :
          List.of(
              MadeObjects.write(folder.resolve("1"), 1),
              MadeObjects.write(folder.resolve("2"), 2),
              MadeObjects.writeBroken(folder.resolve("3"), 3))) {
        zip.putNextEntry(new ZipEntry(MadeObjects.SOURCE_NAME + each.getFileName()));
        Files.copy(each, zip);
      }
    }
    try (ApiSite site = new ApiSite(folder, "dicom-deid.http.jobs.destinations=outbox")) {
      HttpResponse<byte[]> accepted =
          site.post(SANITIZE, Multipart.form().file(archive), "Prefer", "respond-async");
      assertThat(accepted.statusCode()).isEqualTo(202);
      JsonNode job = ended(site, accepted.headers().firstValue("Location").orElseThrow());
      assertThat(job.get("outcome").asText()).isEqualTo("unpacked");
      assertThat(job.get("objects").asInt()).isEqualTo(3);
      assertThat(job.get("held").asInt()).isEqualTo(1);
      assertThat(site.site().files("outbox", ".dcm")).hasSize(2);
      assertThat(site.site().files("quarantine", ".dcm")).hasSize(1);
      assertThat(site.site().files("data/http/waiting", "")).isEmpty();
      HttpResponse<byte[]> now = site.post(SANITIZE, Multipart.form().file(archive));
      assertThat(now.statusCode()).isEqualTo(415);
      assertThat(ApiSite.json(now).get("detail").asText()).contains("respond-async");
      assertThat(site.site().files("quarantine", ".dcm")).hasSize(1);
    }
  }

  @Test
  void a_kill_before_the_end_of_a_kept_job_leaves_one_receipt() throws Exception {
    Path in = MadeObjects.write(folder.resolve("in.dcm"), 1);
    byte[] state;
    Path job;
    String receipt;
    try (ApiSite site = new ApiSite(folder)) {
      String location =
          site.post(SANITIZE, Multipart.form().file(in), "Prefer", "respond-async")
              .headers()
              .firstValue("Location")
              .orElseThrow();
      receipt = ended(site, location).get("receipt").asText();
      job = folder.resolve("data/http/jobs").resolve(Path.of(location).getFileName() + ".json");
      state = Files.readAllBytes(job);
      await().untilAsserted(() -> assertThat(site.site().files("data/http/waiting", "")).isEmpty());
    }
    // As it was before its end was written down: the result and its receipt are there.
    String text = new String(state, StandardCharsets.UTF_8);
    Files.writeString(job, text.substring(0, text.indexOf(",\"outcome\"")) + "}");
    String id = job.getFileName().toString().replace(".json", ".dcm");
    Files.copy(in, folder.resolve("data/http/waiting").resolve(id));
    try (ApiSite site = new ApiSite(folder)) {
      JsonNode again = ended(site, "/api/v1/jobs/" + id.replace(".dcm", ""));
      assertThat(again.get("outcome").asText()).isEqualTo("kept");
      assertThat(again.get("receipt").asText()).isEqualTo(receipt);
      assertThat(site.get(again.get("object").asText()).statusCode()).isEqualTo(200);
      await().untilAsserted(() -> assertThat(site.site().files("data/http/waiting", "")).isEmpty());
    }
    try (Pipeline pipeline = Pipeline.open(Pipeline.Settings.of(folder.resolve("data")))) {
      assertThat(pipeline.log().orElseThrow().verifyChain().receipts()).isEqualTo(1);
    }
  }

  @Test
  void inspect_goes_by_the_profile_as_it_is_now() throws Exception {
    Path profile = folder.resolve("site.yaml");
    String text =
        """
        profile: site
        version: 1
        extends: hipaa
        pixels: keep
        description: of a test
        rules:
          - match: Modality
            action: %s
            reason: of a test
        """;
    Files.writeString(profile, text.formatted("keep"));
    Path in = MadeObjects.write(folder.resolve("in.dcm"), 1);
    try (ApiSite site =
        new ApiSite(
            folder,
            "dicom-deid.http.policies=" + profile,
            "dicom-deid.http.policy=site",
            "dicom-deid.http.store.policy=site")) {
      assertThat(planOf(site, in, "(0008,0060)")).isEqualTo("keep");
      Files.writeString(profile, text.formatted("remove"));
      await()
          .atMost(PATIENCE)
          .untilAsserted(() -> assertThat(planOf(site, in, "(0008,0060)")).isEqualTo("remove"));
    }
  }

  private static String planOf(ApiSite site, Path object, String path) throws Exception {
    HttpResponse<byte[]> answer =
        site.post(SANITIZE, Multipart.form().field("mode", "inspect").file(object));
    for (JsonNode element : ApiSite.json(answer).findParents("path")) {
      if (element.get("path").asText().equals(path)) {
        return element.get("action").asText();
      }
    }
    return new String(answer.body(), StandardCharsets.UTF_8);
  }

  @Test
  void a_job_whose_destination_is_down_is_queued_for_it() throws Exception {
    Path in = MadeObjects.write(folder.resolve("in.dcm"), 1);
    try (ApiSite site =
        new ApiSite(
            folder,
            "dicom-deid.http.jobs.destinations=away",
            "dicom-deid.destination.away.uri=direct:nobody?block=false")) {
      String job =
          site.post(SANITIZE, Multipart.form().file(in), "Prefer", "respond-async")
              .headers()
              .firstValue("Location")
              .orElseThrow();
      assertThat(ended(site, job).get("outcome").asText()).isEqualTo("queued");
      assertThat(site.site().files("data/backlog/away", "")).isNotEmpty();
      assertThat(site.site().files("data/http/waiting", "")).isEmpty();
    }
  }

  private static JsonNode ended(ApiSite site, String job) throws Exception {
    await()
        .atMost(PATIENCE)
        .until(() -> ApiSite.json(site.get(job)).get("state").asText().equals("ended"));
    return ApiSite.json(site.get(job));
  }
}
