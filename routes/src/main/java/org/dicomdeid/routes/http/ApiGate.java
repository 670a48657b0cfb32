/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes.http;

import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets requests in or turns them away, before a byte of their body is read: who it is, how often,
 * how many at once, how large. Also takes away the headers that would steer Camel.
 */
final class ApiGate implements Handler<RoutingContext> {

  private static final Logger LOG = LoggerFactory.getLogger(ApiGate.class);
  private static final long LINGER_MILLIS = 10_000;
  private static final int UNAUTHORIZED = 401;
  private static final int RETRY_SECONDS = 2;
  private static final int ROOM_SECONDS = 60;
  private static final String BEARER = "bearer ";
  private static final String TRANSFER_ENCODING = "Transfer-Encoding";

  private final HttpSettings.Limits limits;
  private final TokenRegistry tokens;
  private final RateLimit rate;
  private final Set<String> open;
  private final AtomicInteger working = new AtomicInteger();
  private final AtomicBoolean letsIn = new AtomicBoolean();
  private volatile Runnable stranger = () -> {};
  private volatile Room room = destinations -> Optional.empty();
  private final Map<HttpServerRequest, Admission> admitted = new ConcurrentHashMap<>();

  /** Those that take no further request. */
  private final Set<HttpConnection> last = ConcurrentHashMap.newKeySet();

  /**
   * @param open paths that need no token
   */
  ApiGate(HttpSettings.Limits limits, TokenRegistry tokens, RateLimit rate, Set<String> open) {
    this.limits = limits;
    this.tokens = tokens;
    this.rate = rate;
    this.open = Set.copyOf(open);
  }

  /** Of a request that was let in. */
  Admission admission(HttpServerRequest request) {
    Admission admission = admitted.get(request);
    if (admission == null) {
      throw new IllegalStateException("The request did not come through the gate.");
    }
    return admission;
  }

  /** How many requests are worked on. */
  int working() {
    return working.get();
  }

  /** Uploads are turned away while there is no room for them. */
  void watch(Room watched) {
    room = watched;
  }

  boolean letsIn() {
    return letsIn.get();
  }

  void onStranger(Runnable told) {
    stranger = told;
  }

  void open() {
    letsIn.set(true);
  }

  void close() {
    letsIn.set(false);
  }

  @Override
  public void handle(RoutingContext routing) {
    HttpServerRequest request = routing.request();
    if (last.contains(request.connection())) {
      request.connection().close();
      return;
    }
    if (request.headers().contains(TRANSFER_ENCODING)) {
      isLast(routing);
    }
    Context context = Vertx.currentContext();
    RequestBody body =
        new RequestBody(request, context, limits.uploadBytes(), limits.stallTimeout().toNanos());
    List.of(request.headers(), routing.queryParams()).forEach(ApiGate::strip);
    Optional<Token> token;
    try {
      token = admit(request);
    } catch (Problem e) {
      refuse(routing, body, e);
      return;
    }
    Admission admission =
        new Admission(token, request, context, body, () -> working.decrementAndGet());
    admitted.put(request, admission);
    long timer =
        routing
            .vertx()
            .setTimer(limits.requestTimeout().toMillis(), now -> giveUp(routing, admission.body()));
    routing.addEndHandler(
        end -> {
          routing.vertx().cancelTimer(timer);
          admitted.remove(request);
          drain(routing, body);
          admission.leave();
        });
    routing.next();
  }

  /**
   * A request that has a transfer coding and a length too may end elsewhere for a proxy before this
   * server, and what follows be another's (RFC 9112 6.1). The length is gone by the time that the
   * request comes here, so the connection ends behind each that has a transfer coding.
   */
  private void isLast(RoutingContext routing) {
    HttpConnection connection = routing.request().connection();
    last.add(connection);
    routing.response().putHeader("Connection", "close");
    routing.addEndHandler(
        end ->
            routing
                .vertx()
                .setTimer(
                    LINGER_MILLIS,
                    late -> {
                      last.remove(connection);
                      connection.close();
                    }));
  }

  /** Takes a place, which the admission gives back. */
  private Optional<Token> admit(HttpServerRequest request) throws Problem {
    Optional<Token> token = Optional.empty();
    String coding = request.getHeader(TRANSFER_ENCODING);
    if (coding != null && !coding.equalsIgnoreCase("chunked")) {
      throw Problem.badRequest("the only transfer coding that is understood is chunked");
    }
    if (!letsIn.get()) {
      throw Problem.busy("it starts, or it stops", RETRY_SECONDS);
    }
    if (!open.contains(request.path())) {
      token = Optional.of(authenticate(request.getHeader("Authorization")));
      int wait = rate.take(token.get().name());
      if (wait > 0) {
        throw new Problem(429, "rate-limit", "Too many requests", "wait, then send it again")
            .header("Retry-After", String.valueOf(wait));
      }
    }
    if (declaredBytes(request) > limits.uploadBytes()) {
      throw Problem.tooLarge(limits.uploadBytes());
    }
    if (request.method().equals(HttpMethod.POST)) {
      requireRoom();
    }
    if (working.incrementAndGet() > limits.requests()) {
      working.decrementAndGet();
      throw Problem.busy("as many requests as may be are worked on", RETRY_SECONDS);
    }
    return token;
  }

  private void requireRoom() throws Problem {
    try {
      if (room.lacking(List.of()).isPresent()) {
        throw Problem.busy("the disk is nearly full", ROOM_SECONDS);
      }
    } catch (IOException e) {
      throw Problem.busy("it is not known whether there is room", ROOM_SECONDS);
    }
  }

  private Token authenticate(String authorization) throws Problem {
    if (authorization == null || !authorization.toLowerCase(Locale.ROOT).startsWith(BEARER)) {
      throw Problem.unauthorized();
    }
    return tokens
        .find(authorization.substring(BEARER.length()).strip())
        .orElseThrow(Problem::unauthorized);
  }

  private static long declaredBytes(HttpServerRequest request) {
    String length = request.getHeader("Content-Length");
    try {
      return length == null ? 0 : Long.parseLong(length);
    } catch (NumberFormatException e) {
      return Long.MAX_VALUE;
    }
  }

  private static void strip(MultiMap headers) {
    for (String each : List.copyOf(headers.names())) {
      String name = each.toLowerCase(Locale.ROOT);
      if (name.startsWith("camel")
          || name.startsWith("org.apache.camel")
          || name.startsWith("dicomdeid")) {
        headers.remove(each);
      }
    }
  }

  private static void giveUp(RoutingContext routing, RequestBody body) {
    HttpServerResponse response = routing.response();
    if (response.headWritten()) {
      routing.request().connection().close();
      return;
    }
    send(
        response,
        body.isReceived()
            ? Problem.busy("it takes longer than a client may wait; send Prefer: respond-async", 60)
            : Problem.timedOut());
  }

  /** A refusal is read by a sender only once it may send on, or has nothing more to send. */
  private void refuse(RoutingContext routing, RequestBody body, Problem problem) {
    if (problem.status() == UNAUTHORIZED) {
      stranger.run();
    }
    LOG.atInfo()
        .addKeyValue("status", problem.status())
        .addKeyValue("problem", problem.code())
        .log("request refused");
    drain(routing, body);
    send(routing.response(), problem);
  }

  static void send(HttpServerResponse response, Problem problem) {
    Answer answer = problem.answer();
    if (!response.ended() && !response.closed()) {
      response.setStatusCode(answer.status());
      response.putHeader("Content-Type", answer.mediaType());
      answer.headers().forEach(response::putHeader);
      response.end(io.vertx.core.buffer.Buffer.buffer(answer.bytes()));
    }
  }

  private static void drain(RoutingContext routing, RequestBody body) {
    body.discard();
    if (!body.isReceived()) {
      HttpServerRequest request = routing.request();
      routing
          .vertx()
          .setTimer(
              LINGER_MILLIS,
              late -> {
                if (!body.isReceived()) {
                  request.connection().close();
                }
              });
    }
  }
}
