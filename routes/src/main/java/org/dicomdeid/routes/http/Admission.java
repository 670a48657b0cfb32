/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes.http;

import io.vertx.core.Context;
import io.vertx.core.http.HttpServerRequest;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One request that was let in, until its answer is sent and nobody works on it any more. What it
 * holds is given back then, however it ended.
 */
final class Admission {

  private final Optional<Token> token;
  private final HttpServerRequest request;
  private final Context context;
  private final RequestBody body;
  private final Runnable whenOver;
  private final List<Closeable> held = new ArrayList<>();
  private int holders = 1;

  /**
   * @param token of the client; empty for what needs none
   * @param whenOver is run once
   */
  Admission(
      Optional<Token> token,
      HttpServerRequest request,
      Context context,
      RequestBody body,
      Runnable whenOver) {
    this.token = token;
    this.request = request;
    this.context = context;
    this.body = body;
    this.whenOver = whenOver;
  }

  Optional<Token> token() {
    return token;
  }

  HttpServerRequest request() {
    return request;
  }

  Context context() {
    return context;
  }

  RequestBody body() {
    return body;
  }

  /** Somebody works on it. */
  synchronized void enter() {
    holders++;
  }

  /** Somebody is done with it. */
  void leave() {
    List<Closeable> over = List.of();
    synchronized (this) {
      if (--holders > 0) {
        return;
      }
      over = List.copyOf(held);
      held.clear();
    }
    over.forEach(Admission::close);
    whenOver.run();
  }

  /** Something to be closed when the request is over. */
  synchronized <T extends Closeable> T hold(T closeable) {
    held.add(closeable);
    return closeable;
  }

  private static void close(Closeable closeable) {
    try {
      closeable.close();
    } catch (IOException e) {
      // What is left of a request is cleared at the next start.
      return;
    }
  }
}
