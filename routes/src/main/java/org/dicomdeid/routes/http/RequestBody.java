/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes.http;

import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The body of a request as a worker reads it, while the event loop receives it: few buffers are
 * held, and a sender that is faster than the disk is made to wait. Ends with a {@link Problem} in
 * an {@link UnreadableBodyException} when there are too many bytes, or none come for too long.
 */
final class RequestBody extends InputStream {

  private static final int MOST_HELD_BYTES = 512 * 1024;

  private final HttpServerRequest request;
  private final Context context;
  private final long most;
  private final long stallNanos;
  private final Deque<Buffer> held = new ArrayDeque<>();
  private boolean ended;
  private boolean broken;
  private boolean discarding;
  private boolean opened;
  private long received;
  private int heldBytes;
  private boolean paused = true;
  private byte[] current = new byte[0];
  private int position;

  /** What keeps the rest of a body from being read. */
  static final class UnreadableBodyException extends IOException {

    private static final long serialVersionUID = 1;

    private final transient Problem problem;

    UnreadableBodyException(Problem problem) {
      super(problem.getMessage());
      this.problem = problem;
    }

    Problem problem() {
      return problem;
    }
  }

  /** On the event loop of the request, before any of its body was received. */
  RequestBody(HttpServerRequest request, Context context, long most, long stallNanos) {
    this.request = request;
    this.context = context;
    this.most = most;
    this.stallNanos = stallNanos;
    request.pause();
    request.handler(this::receive);
    request.endHandler(end -> end(false));
    request.exceptionHandler(fault -> end(true));
  }

  private synchronized void receive(Buffer buffer) {
    received += buffer.length();
    if (!discarding) {
      held.add(buffer);
      heldBytes += buffer.length();
      if (heldBytes > MOST_HELD_BYTES && !paused) {
        paused = true;
        request.pause();
      }
      notifyAll();
    }
  }

  private synchronized void end(boolean fault) {
    ended = true;
    broken |= fault;
    notifyAll();
  }

  synchronized boolean isReceived() {
    return ended;
  }

  /** Lets what still comes go by unread, so that the sender gets to read the answer. */
  synchronized void discard() {
    discarding = true;
    held.clear();
    notifyAll();
    if (!ended) {
      context.runOnContext(go -> request.resume());
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (position == current.length && !next()) {
      return -1;
    }
    int n = Math.min(length, current.length - position);
    System.arraycopy(current, position, target, offset, n);
    position += n;
    return n;
  }

  private synchronized boolean next() throws IOException {
    if (!opened) {
      opened = true;
      paused = false;
      context.runOnContext(go -> invite());
    }
    long deadline = System.nanoTime() + stallNanos;
    while (held.isEmpty()) {
      if (broken || discarding) {
        throw new IOException("the connection was closed before the body was complete");
      }
      if (ended) {
        return false;
      }
      long left = deadline - System.nanoTime();
      if (left <= 0) {
        throw new UnreadableBodyException(Problem.timedOut());
      }
      try {
        wait(left / 1_000_000 + 1);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted", e);
      }
    }
    if (received > most) {
      throw new UnreadableBodyException(Problem.tooLarge(most));
    }
    current = held.remove().getBytes();
    position = 0;
    heldBytes -= current.length;
    if (paused && heldBytes < MOST_HELD_BYTES / 2) {
      paused = false;
      context.runOnContext(go -> request.resume());
    }
    return true;
  }

  private void invite() {
    String expect = request.getHeader("Expect");
    if (expect != null && expect.equalsIgnoreCase("100-continue")) {
      request.response().writeContinue();
    }
    request.resume();
  }
}
