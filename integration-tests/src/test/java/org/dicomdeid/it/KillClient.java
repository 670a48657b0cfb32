/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.it;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A client that sends objects as jobs, each until it is acknowledged, whatever becomes of the
 * service.
 */
final class KillClient implements AutoCloseable {

  private static final int ACCEPTED = 202;
  private static final int PAUSE_MILLIS = 20;
  private static final Set<String> ENDS =
      Set.of("delivered", "already-delivered", "queued", "quarantined");

  private final HttpService service;
  private final List<String> jobs = new CopyOnWriteArrayList<>();
  private final AtomicInteger unsent = new AtomicInteger();
  private final ExecutorService thread = Executors.newSingleThreadExecutor();

  KillClient(HttpService service) {
    this.service = service;
  }

  /** Returns at once. */
  void send(Path object) {
    unsent.incrementAndGet();
    // Its end is told by isDone.
    Future<?> unused = thread.submit(() -> sendUntilAcknowledged(object));
  }

  private Void sendUntilAcknowledged(Path object) throws InterruptedException {
    while (true) {
      try {
        HttpResponse<Void> answer =
            service.sanitize(
                object, true, HttpResponse.BodyHandlers.discarding(), "Prefer", "respond-async");
        if (answer.statusCode() == ACCEPTED) {
          jobs.add(answer.headers().firstValue("Location").orElseThrow());
          unsent.decrementAndGet();
          return null;
        }
      } catch (IOException e) {
        // It was killed, or is not up again yet: what was not acknowledged is sent again.
      }
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
    }
  }

  boolean isDone() {
    return unsent.get() == 0;
  }

  /** How many jobs were acknowledged. */
  int acknowledged() {
    return jobs.size();
  }

  /** Jobs that the service knows no more, or of which it does not know what came of them. */
  int withoutEnd() throws IOException, InterruptedException {
    int without = 0;
    for (String job : jobs) {
      JsonNode told = service.json(job);
      without += ENDS.contains(told.path("outcome").asText()) ? 0 : 1;
    }
    return without;
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
