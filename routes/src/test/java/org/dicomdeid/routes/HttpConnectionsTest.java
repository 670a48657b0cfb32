/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Connections on which nothing, or hardly anything, comes. */
class HttpConnectionsTest {

  private static final int CLOSED = -1;

  @TempDir Path folder;

  @Test
  void a_connection_without_a_whole_request_is_closed_and_one_that_was_used_is_not()
      throws Exception {
    try (ApiSite site = new ApiSite(folder, "dicom-deid.http.stall-timeout=2s");
        Socket silent = open(site);
        Socket slow = open(site)) {
      slow.getOutputStream()
          .write("GET /api/v1/openapi.json HTTP/1.1\r\nX: ".getBytes(StandardCharsets.US_ASCII));
      assertThat(read(silent)).isEqualTo(CLOSED);
      assertThat(read(slow)).isEqualTo(CLOSED);
    }
  }

  @Test
  void a_client_that_leaves_during_its_answer_leaves_nothing_behind() throws Exception {
    Path large = MadeObjects.write(folder.resolve("in.dcm"), 1, 16 * 60_000);
    Multipart form = Multipart.form();
    form.field("include_pixel_redaction", "false").file(large);
    byte[] body = form.bytes();
    try (ApiSite site = new ApiSite(folder)) {
      for (int client = 0; client < 3; client++) {
        try (Socket socket = new Socket()) {
          // Too small for the answer, so that it is cut off in its middle.
          socket.setReceiveBufferSize(4096);
          socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), site.port()));
          socket.setSoLinger(true, 0);
          String head =
              "POST /api/v1/sanitize/file HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer "
                  + site.token()
                  + "\r\nContent-Type: "
                  + form.contentType()
                  + "\r\nContent-Length: "
                  + body.length
                  + "\r\n\r\n";
          socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
          socket.getOutputStream().write(body);
          byte[] begin = socket.getInputStream().readNBytes(2000);
          assertThat(new String(begin, StandardCharsets.ISO_8859_1)).startsWith("HTTP/1.1 200");
        }
      }
      await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(
              () -> {
                assertThat(site.site().files("data/http/uploads", "")).isEmpty();
                assertThat(site.site().get("/metrics").body())
                    .contains("dicomdeid_http_requests 0.0");
              });
      assertThat(site.post("/api/v1/sanitize/file", form).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void connections_beyond_the_bound_are_closed_at_once() throws Exception {
    try (ApiSite site = new ApiSite(folder, "dicom-deid.http.max-connections=2")) {
      List<Socket> held = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        held.add(open(site));
      }
      try (Socket third = open(site)) {
        assertThat(read(third)).isEqualTo(CLOSED);
      }
      for (Socket each : held) {
        each.close();
      }
      await()
          .ignoreExceptionsInstanceOf(IOException.class)
          .until(
              () ->
                  site.send(HttpRequest.newBuilder(site.uri("/api/v1/openapi.json"))).statusCode()
                      == 200);
    }
  }

  @Test
  void one_connection_carries_one_request_after_the_other_refused_ones_too() throws Exception {
    Path in = MadeObjects.write(folder.resolve("in.dcm"), 1);
    try (ApiSite site = new ApiSite(folder, "dicom-deid.http.max-connections=1")) {
      for (int i = 0; i < 3; i++) {
        HttpResponse<byte[]> good = site.post("/api/v1/sanitize/file", Multipart.form().file(in));
        assertThat(good.statusCode()).isEqualTo(200);
        HttpResponse<byte[]> refused =
            site.post(
                "/api/v1/sanitize/file", Multipart.form().file(in), "Authorization", "Bearer no");
        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(site.get("/api/v1/receipts/1").statusCode()).isEqualTo(200);
      }
    }
  }

  private static Socket open(ApiSite site) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), site.port());
    socket.setSoTimeout(30_000);
    return socket;
  }

  private static int read(Socket socket) throws IOException {
    try {
      return socket.getInputStream().read();
    } catch (SocketException e) {
      return CLOSED;
    }
  }
}
