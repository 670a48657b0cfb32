/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.dicomdeid.routes.http.Right;
import org.dicomdeid.routes.http.TokenFile;

/** A site that serves the HTTP API, with a client of it. */
final class ApiSite implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path folder;
  private final int port;
  private final RunningSite site;
  private final HttpClient client = HttpClient.newHttpClient();
  private final String token;

  ApiSite(Path folder, String... settings) throws Exception {
    this.folder = folder;
    try (ServerSocket socket = new ServerSocket(0)) {
      this.port = socket.getLocalPort();
    }
    List<String> all = new ArrayList<>();
    all.add("dicom-deid.intake.inbox.folder=inbox");
    all.add("dicom-deid.destination.outbox.uri=file:outbox");
    all.add("dicom-deid.http.enabled=true");
    all.add("dicom-deid.http.port=" + port);
    all.addAll(List.of(settings));
    this.token = token("tester", EnumSet.allOf(Right.class), "*");
    this.site = new RunningSite(folder, all.toArray(String[]::new));
  }

  /** A new token; the same one again when the site is started again. */
  String token(String name, Set<Right> rights, String... policies) throws IOException {
    TokenFile tokens = new TokenFile(TokenFile.in(folder.resolve("data")));
    tokens.revoke(name);
    return tokens.create(name, rights, List.of(policies));
  }

  String token() {
    return token;
  }

  int port() {
    return port;
  }

  RunningSite site() {
    return site;
  }

  URI uri(String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }

  /** With the token of the tester. */
  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(uri(path)).header("Authorization", "Bearer " + token);
  }

  HttpResponse<byte[]> send(HttpRequest.Builder request) throws IOException, InterruptedException {
    return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
  }

  HttpResponse<byte[]> post(String path, Multipart body, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        request(path).header("Content-Type", body.contentType()).POST(body.publisher());
    for (int i = 0; i < headers.length; i += 2) {
      request.setHeader(headers[i], headers[i + 1]);
    }
    return send(request);
  }

  HttpResponse<byte[]> get(String path) throws IOException, InterruptedException {
    return send(request(path));
  }

  static JsonNode json(HttpResponse<byte[]> response) throws IOException {
    return JSON.readTree(response.body());
  }

  @Override
  public void close() {
    site.close();
  }
}
