/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;

/** A web server that keeps what is posted to it and answers with a status. */
final class HttpSite implements AutoCloseable {

  /** A request that came in; header names in lower case, the body as ISO 8859-1. */
  record Posted(String path, Map<String, String> headers, String body) {}

  final List<Posted> posted = new CopyOnWriteArrayList<>();
  private final HttpServer server;
  private final String scheme;
  private volatile int status = 200;
  private volatile String body = "";
  private volatile String location;

  HttpSite() throws IOException {
    this(HttpServer.create(anyPort(), 0), "http");
  }

  private HttpSite(HttpServer server, String scheme) {
    this.server = server;
    this.scheme = scheme;
    server.createContext("/", this::answer);
    server.start();
  }

  /** With TLS, under a certificate for 127.0.0.1. */
  static HttpSite withTls(SSLContext certificate) throws IOException {
    HttpsServer server = HttpsServer.create(anyPort(), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(certificate));
    return new HttpSite(server, "https");
  }

  private static InetSocketAddress anyPort() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  HttpSite answers(int code, String text) {
    status = code;
    body = text;
    return this;
  }

  void redirects(String to) {
    location = to;
    status = 307;
  }

  String url(String path) {
    return scheme + "://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  private void answer(HttpExchange exchange) throws IOException {
    byte[] content = exchange.getRequestBody().readAllBytes();
    Map<String, String> headers =
        exchange.getRequestHeaders().entrySet().stream()
            .collect(
                Collectors.toMap(
                    each -> each.getKey().toLowerCase(Locale.ROOT),
                    each -> String.join(",", each.getValue())));
    posted.add(
        new Posted(
            exchange.getRequestURI().getPath(),
            headers,
            new String(content, StandardCharsets.ISO_8859_1)));
    if (location != null) {
      exchange.getResponseHeaders().add("Location", location);
    }
    byte[] text = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, text.length == 0 ? -1 : text.length);
    exchange.getResponseBody().write(text);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
