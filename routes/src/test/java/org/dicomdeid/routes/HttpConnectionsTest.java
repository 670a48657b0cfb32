/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
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
