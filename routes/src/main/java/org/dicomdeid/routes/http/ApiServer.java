/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes.http;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.ext.web.RoutingContext;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;

/** Camel's HTTP server, with a gate before its routes, and with TLS and bounds of its own. */
final class ApiServer extends VertxPlatformHttpServer {

  private static final int SPARE_WORKERS = 4;
  private static final int HEADER_BYTES = 16 * 1024;
  private static final int LINE_BYTES = 4 * 1024;

  private final HttpSettings settings;
  private final VertxPlatformHttpServerConfiguration configuration;
  private final ApiGate gate;
  private final AtomicInteger connections = new AtomicInteger();

  /** Those on which a request has come. */
  private final Set<HttpConnection> used = ConcurrentHashMap.newKeySet();

  private HttpServer server;

  ApiServer(
      HttpSettings settings, VertxPlatformHttpServerConfiguration configuration, ApiGate gate) {
    super(configuration);
    this.settings = settings;
    this.configuration = configuration;
    this.gate = gate;
  }

  static VertxPlatformHttpServerConfiguration configuration(HttpSettings settings) {
    var configuration = new VertxPlatformHttpServerConfiguration();
    configuration.setBindHost(settings.host());
    configuration.setBindPort(settings.port());
    configuration.setServerType(VertxPlatformHttpRouter.SERVER_TYPE_SERVER);
    configuration.setUseGlobalSslContextParameters(false);
    return configuration;
  }

  @Override
  public HttpServer getServer() {
    return server;
  }

  @Override
  public int getPort() {
    return server == null ? settings.port() : server.actualPort();
  }

  @Override
  protected Vertx lookupVertx() {
    VertxOptions options = new VertxOptions();
    options.setWorkerPoolSize(settings.limits().requests() + SPARE_WORKERS);
    // A worker reads an upload, or waits for an object: it may be busy for as long as that takes.
    options.setMaxWorkerExecuteTime(1);
    options.setMaxWorkerExecuteTimeUnit(TimeUnit.DAYS);
    options.setFileSystemOptions(
        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false));
    return Vertx.vertx(options);
  }

  @Override
  protected void initializeServer() {
    super.initializeServer();
    VertxPlatformHttpRouter router = router();
    router.route().order(-1).handler(gate);
    router.errorHandler(404, routing -> ApiGate.send(routing.response(), Problem.notFound()));
    router.errorHandler(
        405,
        routing ->
            ApiGate.send(
                routing.response(),
                new Problem(
                    405,
                    "method-not-allowed",
                    "The method is not allowed here",
                    "see /api/v1/openapi.json")));
    router.errorHandler(500, ApiServer::fault);
  }

  private static void fault(RoutingContext routing) {
    ApiGate.send(routing.response(), Problem.fault());
  }

  private VertxPlatformHttpRouter router() {
    return VertxPlatformHttpRouter.lookup(
        getCamelContext(),
        VertxPlatformHttpRouter.getRouterNameFromPort(configuration.getBindPort()));
  }

  @Override
  protected void startServer() {
    HttpServerOptions options = new HttpServerOptions();
    options.setHost(settings.host());
    options.setPort(settings.port());
    options.setMaxHeaderSize(HEADER_BYTES);
    options.setMaxInitialLineLength(LINE_BYTES);
    // One request at a time on a connection, so that cutting one off harms no other.
    options.setHttp2ClearTextEnabled(false);
    options.setUseAlpn(false);
    options.setDecompressionSupported(false);
    options.setCompressionSupported(false);
    // An object may be worked on for long without a byte: only then must a connection be given up.
    long idle =
        settings.limits().requestTimeout().plus(settings.limits().stallTimeout()).toSeconds();
    options.setIdleTimeout((int) Math.max(1, Math.min(idle, Integer.MAX_VALUE)));
    settings.tls().ifPresent(tls -> secure(options, tls));
    HttpServer made = getVertx().createHttpServer(options);
    made.connectionHandler(this::limit);
    VertxPlatformHttpRouter router = router();
    made.requestHandler(
        request -> {
          used.add(request.connection());
          router.handle(request);
        });
    server = join(made.listen());
  }

  private static void secure(HttpServerOptions options, HttpSettings.Tls tls) {
    options.setSsl(true);
    options.setEnabledSecureTransportProtocols(Set.of("TLSv1.2", "TLSv1.3"));
    options.setKeyCertOptions(
        new PemKeyCertOptions()
            .setCertPath(tls.certificate().toString())
            .setKeyPath(tls.key().toString()));
    tls.clientCa()
        .ifPresent(
            ca -> {
              options.setTrustOptions(new PemTrustOptions().addCertPath(ca.toString()));
              options.setClientAuth(ClientAuth.REQUIRED);
            });
  }

  /**
   * Bounds the connections that are open, and the time until a first request has come on one: its
   * headers, byte by byte, would keep it open for ever.
   */
  private void limit(HttpConnection connection) {
    if (connections.incrementAndGet() > settings.limits().connections()) {
      connections.decrementAndGet();
      connection.close();
      return;
    }
    long timer =
        getVertx()
            .setTimer(
                settings.limits().stallTimeout().toMillis(),
                late -> {
                  if (!used.contains(connection)) {
                    connection.close();
                  }
                });
    connection.closeHandler(
        closed -> {
          getVertx().cancelTimer(timer);
          used.remove(connection);
          connections.decrementAndGet();
        });
  }

  @Override
  protected void stopServer() {
    if (server != null) {
      join(server.close());
      server = null;
    }
  }

  @Override
  protected void stopVertx() {
    if (getVertx() != null) {
      join(getVertx().close());
    }
  }

  private static <T> T join(io.vertx.core.Future<T> future) {
    try {
      return future.toCompletionStage().toCompletableFuture().join();
    } catch (CompletionException e) {
      throw new IllegalStateException("the HTTP server: " + e.getCause().getMessage(), e);
    }
  }
}
