/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.dicomdeid.routes.http.Right;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the API turns away, and how. */
class HttpRefusalTest {

  private static final String SANITIZE = "/api/v1/sanitize/file";

  @TempDir Path folder;

  @Test
  void without_a_token_that_is_known_nothing_is_done_and_a_revoked_one_is_not_known()
      throws Exception {
    Path in = MadeObjects.write(folder.resolve("in.dcm"), 1);
    try (ApiSite site = new ApiSite(folder)) {
      HttpResponse<byte[]> none = site.send(HttpRequest.newBuilder(site.uri("/api/v1/receipts/1")));
      assertProblem(none, 401, "unauthorized");
      assertThat(none.headers().firstValue("WWW-Authenticate").orElseThrow()).startsWith("Bearer");
      for (String wrong : List.of("Bearer nonsense", "Basic dGVzdGVyOng=", "Bearer ", "nonsense")) {
        assertThat(post(site, in, "Authorization", wrong).statusCode()).isEqualTo(401);
      }
      String temporary = site.token("temporary", Set.of(Right.SANITIZE), "*");
      await()
          .untilAsserted(
              () ->
                  assertThat(post(site, in, "Authorization", "bearer " + temporary).statusCode())
                      .isEqualTo(200));
      new org.dicomdeid.routes.http.TokenFile(folder.resolve("data/tokens.json"))
          .revoke("temporary");
      await()
          .untilAsserted(
              () ->
                  assertThat(post(site, in, "Authorization", "Bearer " + temporary).statusCode())
                      .isEqualTo(401));
      assertThat(Files.readString(folder.resolve("data/tokens.json"))).doesNotContain(site.token());
      assertThat(
              PosixFilePermissions.toString(
                  Files.getPosixFilePermissions(folder.resolve("data/tokens.json"))))
          .isEqualTo("rw-------");
    }
  }

  @Test
  void a_token_may_do_what_its_rights_and_policies_say() throws Exception {
    Path in = MadeObjects.write(folder.resolve("in.dcm"), 1);
    try (ApiSite site = new ApiSite(folder)) {
      String looks = "Bearer " + site.token("looks", Set.of(Right.INSPECT), "hipaa");
      String makes = "Bearer " + site.token("makes", Set.of(Right.SANITIZE), "research");
      await().until(() -> post(site, in, "Authorization", makes).statusCode() != 401);
      Multipart inspect = Multipart.form().field("mode", "inspect").file(in);
      assertThat(site.post(SANITIZE, inspect, "Authorization", looks).statusCode()).isEqualTo(200);
      assertProblem(post(site, in, "Authorization", looks), 403, "forbidden");
      assertProblem(post(site, in, "Authorization", makes), 403, "forbidden");
      Multipart research = Multipart.form().field("policy", "research").file(in);
      assertThat(site.post(SANITIZE, research, "Authorization", makes).statusCode()).isEqualTo(200);
      Multipart keeps =
          Multipart.form()
              .field("policy", "research")
              .field("include_pixel_redaction", "false")
              .file(in);
      assertProblem(site.post(SANITIZE, keeps, "Authorization", makes), 403, "forbidden");
      HttpRequest.Builder receipt = site.request("/api/v1/receipts/1");
      assertProblem(site.send(receipt.setHeader("Authorization", makes)), 403, "forbidden");
      Multipart object = Multipart.dicom().object(in);
      assertProblem(
          site.post("/dicomweb/studies", object, "Authorization", makes), 403, "forbidden");
    }
  }

  @Test
  void what_cannot_be_understood_is_400_and_names_what_can_be() throws Exception {
    Path in = MadeObjects.write(folder.resolve("in.dcm"), 1);
    try (ApiSite site = new ApiSite(folder)) {
      for (Multipart wrong :
          List.of(
              Multipart.form(),
              Multipart.form().field("policy", "hipaa"),
              Multipart.form().field("mode", "erase").file(in),
              Multipart.form().field("include_pixel_redaction", "perhaps").file(in),
              Multipart.form().field("policy", "../../etc/passwd").file(in),
              Multipart.form().field("policy", folder.resolve("x.yaml").toString()).file(in),
              Multipart.form().field("other", "x").file(in),
              Multipart.form().file(in).file(in))) {
        assertProblem(site.post(SANITIZE, wrong), 400, "bad-request");
      }
      byte[] whole = Multipart.form().file(in).bytes();
      String type = Multipart.form().contentType();
      HttpRequest.Builder cut =
          site.request(SANITIZE)
              .header("Content-Type", type)
              .POST(HttpRequest.BodyPublishers.ofByteArray(whole, 0, whole.length - 60));
      assertProblem(site.send(cut), 400, "bad-request");
      assertProblem(
          site.send(
              site.request(SANITIZE)
                  .header("Content-Type", "application/dicom")
                  .POST(HttpRequest.BodyPublishers.ofFile(in))),
          415,
          "unsupported-media-type");
      assertProblem(site.get("/api/v1/nothing"), 404, "not-found");
      assertProblem(site.get("/api/v1/jobs/..%2f..%2fkeys"), 404, "not-found");
      assertProblem(site.get("/api/v1/receipts/99999"), 404, "not-found");
      assertProblem(site.get(SANITIZE), 405, "method-not-allowed");
      await().untilAsserted(() -> assertThat(site.site().files("data/http/uploads", "")).isEmpty());
    }
  }

  @Test
  void what_is_too_large_is_413_whether_it_says_so_or_not() throws Exception {
    Path in = MadeObjects.write(folder.resolve("in.dcm"), 1, 3 * 1024 * 1024);
    try (ApiSite site = new ApiSite(folder, "dicom-deid.http.max-upload=2MB")) {
      Multipart body = Multipart.form().file(in);
      assertProblem(site.post(SANITIZE, body), 413, "too-large");
      // Without a length, it is only known when too much has come.
      HttpRequest.Builder chunked =
          site.request(SANITIZE)
              .header("Content-Type", body.contentType())
              .POST(
                  HttpRequest.BodyPublishers.ofInputStream(
                      () -> new java.io.ByteArrayInputStream(bytes(body))));
      assertProblem(site.send(chunked), 413, "too-large");
      await().untilAsserted(() -> assertThat(site.site().files("data/http/uploads", "")).isEmpty());
      assertThat(post(site, MadeObjects.write(folder.resolve("small.dcm"), 2)).statusCode())
          .isEqualTo(200);
    }
  }

  @Test
  void requests_beyond_the_rate_are_429_and_told_when_to_come_again() throws Exception {
    try (ApiSite site = new ApiSite(folder, "dicom-deid.http.rate=3")) {
      for (int i = 0; i < 3; i++) {
        assertThat(site.get("/api/v1/receipts/1").statusCode()).isEqualTo(404);
      }
      HttpResponse<byte[]> answer = site.get("/api/v1/receipts/1");
      assertProblem(answer, 429, "rate-limit");
      assertThat(Integer.parseInt(answer.headers().firstValue("Retry-After").orElseThrow()))
          .isBetween(1, 60);
      assertThat(site.send(HttpRequest.newBuilder(site.uri("/api/v1/openapi.json"))).statusCode())
          .isEqualTo(200);
    }
  }

  @Test
  void an_upload_that_stands_still_is_408_and_those_beyond_the_bound_are_503() throws Exception {
    Path in = MadeObjects.write(folder.resolve("in.dcm"), 1);
    try (ApiSite site =
        new ApiSite(
            folder,
            "dicom-deid.http.max-requests=2",
            "dicom-deid.http.stall-timeout=3s",
            "dicom-deid.http.request-timeout=20s")) {
      List<Socket> slow = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        slow.add(begin(site));
      }
      await()
          .untilAsserted(
              () -> {
                HttpResponse<byte[]> answer = post(site, in);
                assertProblem(answer, 503, "busy");
                assertThat(answer.headers().firstValue("Retry-After")).isPresent();
              });
      for (Socket each : slow) {
        assertThat(firstLine(each.getInputStream())).contains("408");
        each.close();
      }
      await().untilAsserted(() -> assertThat(post(site, in).statusCode()).isEqualTo(200));
      await().untilAsserted(() -> assertThat(site.site().files("data/http/uploads", "")).isEmpty());
    }
  }

  @Test
  void a_request_that_is_not_complete_in_time_is_408() throws Exception {
    try (ApiSite site =
        new ApiSite(
            folder, "dicom-deid.http.stall-timeout=60s", "dicom-deid.http.request-timeout=1s")) {
      try (Socket slow = begin(site)) {
        assertThat(firstLine(slow.getInputStream())).contains("408");
      }
    }
  }

  @Test
  void an_upload_whose_connection_is_cut_leaves_nothing() throws Exception {
    Path in = MadeObjects.write(folder.resolve("in.dcm"), 1);
    try (ApiSite site = new ApiSite(folder, "dicom-deid.http.max-requests=1")) {
      begin(site).close();
      await().untilAsserted(() -> assertThat(post(site, in).statusCode()).isEqualTo(200));
      await().untilAsserted(() -> assertThat(site.site().files("data/http/uploads", "")).isEmpty());
      assertThat(site.site().files("data/http/waiting", "")).isEmpty();
    }
  }

  @Test
  void headers_and_file_names_from_outside_steer_nothing_and_are_in_no_log() throws Exception {
    Path in = MadeObjects.write(folder.resolve("in.dcm"), 1);
    try (CapturedLog log = new CapturedLog();
        ApiSite site = new ApiSite(folder, "dicom-deid.http.jobs.destinations=outbox")) {
      String escape = "../../../" + MadeObjects.SOURCE_NAME + ".dcm";
      for (String header :
          List.of(
              "CamelFileName",
              "camelfilename",
              "CAMELFILENAME",
              "CamelFileNameConsumed",
              "DicomDeidOutcome",
              "dicomdeidhttpway",
              "org.apache.camel.file")) {
        Multipart form = Multipart.form().file(in, escape);
        HttpResponse<byte[]> answer =
            site.post(
                SANITIZE + "?CamelFileName=x&camelHttpResponseCode=201", form, header, escape);
        assertThat(answer.statusCode()).as(header).isEqualTo(200);
        assertThat(answer.headers().map())
            .doesNotContainKey(header.toLowerCase(java.util.Locale.ROOT));
      }
      HttpResponse<byte[]> job =
          site.post(
              SANITIZE,
              Multipart.form().file(in, escape),
              "CamelFileName",
              escape,
              "Prefer",
              "respond-async");
      String location = job.headers().firstValue("Location").orElseThrow();
      await()
          .untilAsserted(
              () ->
                  assertThat(ApiSite.json(site.get(location)).get("state").asText())
                      .isEqualTo("ended"));
      post(site, MadeObjects.writeBroken(folder.resolve("broken.dcm"), 3));
      assertThat(site.site().files("outbox", ".dcm")).hasSize(1);
      assertThat(log.text()).doesNotContain("Quill").doesNotContain(site.token());
      assertThat(site.site().get("/metrics").body()).doesNotContain("Quill");
      try (var all = Files.walk(folder)) {
        assertThat(all.map(Path::toString)).noneMatch(name -> name.contains("Quill"));
      }
      assertThat(folder.getParent().resolve(MadeObjects.SOURCE_NAME + ".dcm")).doesNotExist();
    }
  }

  @Test
  void a_fault_of_the_disk_is_503_and_its_path_is_in_no_answer() throws Exception {
    Path in = MadeObjects.write(folder.resolve("in.dcm"), 1);
    try (ApiSite site = new ApiSite(folder)) {
      Files.delete(folder.resolve("data/http/uploads"));
      HttpResponse<byte[]> answer = post(site, in);
      assertProblem(answer, 503, "busy");
      assertThat(new String(answer.body(), StandardCharsets.UTF_8))
          .doesNotContain(folder.toString());
    }
  }

  @Test
  void uploads_are_503_while_the_disk_is_nearly_full() throws Exception {
    Path in = MadeObjects.write(folder.resolve("in.dcm"), 1);
    try (ApiSite site = new ApiSite(folder, "dicom-deid.pressure.min-free-space=999999999GB")) {
      HttpResponse<byte[]> answer = post(site, in);
      assertProblem(answer, 503, "busy");
      assertThat(answer.headers().firstValue("Retry-After")).contains("60");
      assertThat(site.get("/api/v1/receipts/1").statusCode()).isEqualTo(404);
    }
  }

  @Test
  void nothing_is_answered_behind_a_body_whose_end_a_proxy_may_see_elsewhere() throws Exception {
    try (ApiSite site = new ApiSite(folder)) {
      for (String ends :
          List.of(
              "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
              "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
              "Transfer-Encoding: xchunked\r\nContent-Length: 5\r\n\r\nabcde")) {
        String all =
            send(
                site,
                "Content-Type: multipart/form-data; boundary=b\r\n"
                    + ends
                    + "GET /api/v1/openapi.json HTTP/1.1\r\nHost: x\r\n\r\n");
        assertThat(all).startsWith("HTTP/1.1 400").containsIgnoringCase("\r\nConnection: close");
        assertThat(all).containsOnlyOnce("HTTP/1.1");
      }
    }
  }

  /** All that comes back until the connection is closed. */
  private static String send(ApiSite site, String rest) throws Exception {
    try (Socket socket = new Socket(java.net.InetAddress.getLoopbackAddress(), site.port())) {
      socket.setSoTimeout((int) Duration.ofSeconds(30).toMillis());
      String request =
          "POST "
              + SANITIZE
              + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer "
              + site.token()
              + "\r\n"
              + rest;
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** A request whose body does not come. */
  private static Socket begin(ApiSite site) throws Exception {
    Socket socket = new Socket(java.net.InetAddress.getLoopbackAddress(), site.port());
    socket.setSoTimeout((int) Duration.ofSeconds(60).toMillis());
    OutputStream out = socket.getOutputStream();
    out.write(
        ("POST "
                + SANITIZE
                + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer "
                + site.token()
                + "\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: 100000\r\n\r\n--b\r\n")
            .getBytes(StandardCharsets.US_ASCII));
    out.flush();
    return socket;
  }

  private static String firstLine(InputStream in) throws Exception {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
      line.append((char) c);
    }
    return line.toString();
  }

  private static byte[] bytes(Multipart body) {
    return body.bytes();
  }

  private static HttpResponse<byte[]> post(ApiSite site, Path file, String... headers)
      throws Exception {
    return site.post(SANITIZE, Multipart.form().file(file), headers);
  }

  private static void assertProblem(HttpResponse<byte[]> answer, int status, String code)
      throws Exception {
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    JsonNode problem = ApiSite.json(answer);
    assertThat(problem.get("type").asText()).isEqualTo("urn:dicom-deid:problem:" + code);
    assertThat(problem.get("status").asInt()).isEqualTo(status);
    assertThat(problem.get("title").asText()).isNotBlank();
    assertThat(problem.get("detail").asText()).isNotBlank();
  }
}
