/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.processor;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One destination as seen from here: what waits for it, and whether it takes anything. */
public final class Outlet {

  private static final Logger LOG = LoggerFactory.getLogger(Outlet.class);

  private final String name;
  private final OutletSettings settings;
  private final BacklogFolder backlog;
  private final Circuit circuit;
  private long suspect;
  private int suspectFailures;
  private int probes;
  private boolean poison;
  private boolean othersPass;
  private boolean full;

  private Outlet(String name, OutletSettings settings, BacklogFolder backlog) {
    this.name = name;
    this.settings = settings;
    this.backlog = backlog;
    this.circuit =
        new Circuit(
            settings.retryDelay(), settings.retryMaxDelay(), settings.failures(), System::nanoTime);
  }

  static Outlet open(String name, OutletSettings settings, Path folder) throws IOException {
    Outlet opened = new Outlet(name, settings, BacklogFolder.open(folder));
    if (opened.waiting() > 0) {
      LOG.atInfo()
          .addKeyValue("destination", name)
          .addKeyValue("waiting", opened.waiting())
          .log("objects of an earlier run wait for this destination");
    }
    return opened;
  }

  public String name() {
    return name;
  }

  /** How many objects wait. */
  public int waiting() {
    return backlog.size();
  }

  /** How long the first of them has waited; zero when none does. */
  public Duration age() {
    return backlog
        .oldest()
        .map(since -> Duration.between(since, Instant.now(Clock.systemUTC())))
        .filter(age -> !age.isNegative())
        .orElse(Duration.ZERO);
  }

  /** {@code closed}, {@code open} or {@code half-open}. */
  public String circuit() {
    return switch (circuit.state()) {
      case CLOSED -> "closed";
      case OPEN -> "open";
      case HALF_OPEN -> "half-open";
    };
  }

  /** Whether so much waits that intakes must; stays so until a tenth less does. */
  synchronized boolean isFull(int most) {
    int waiting = backlog.size();
    boolean now = waiting >= (full ? most - most / 10 : most);
    if (now != full) {
      full = now;
      LOG.atWarn()
          .addKeyValue("destination", name)
          .addKeyValue("waiting", waiting)
          .log(now ? "backlog full, its intakes pause" : "backlog has room, its intakes go on");
    }
    return now;
  }

  RoutingRule rule() {
    return settings.rule();
  }

  BacklogFolder backlog() {
    return backlog;
  }

  boolean mayTry() {
    return circuit.mayTry();
  }

  /** Whether something waits that a newcomer must not pass, or a pause is not over. */
  boolean holdsBack() {
    return backlog.size() > 0 || !circuit.mayTry();
  }

  void answered() {
    if (circuit.succeeded()) {
      LOG.atInfo()
          .addKeyValue("destination", name)
          .addKeyValue("waiting", waiting())
          .log("destination takes objects again");
    }
  }

  void failed(Throwable fault) {
    if (circuit.failed()) {
      LOG.atWarn()
          .addKeyValue("destination", name)
          .addKeyValue("waiting", waiting())
          .addKeyValue("fault", ObjectEvent.nameOf(fault))
          .log("destination is down, objects for it wait; others go on");
    }
  }

  /**
   * The entry whose turn it is: the first. Only when the destination answered an error to that one
   * again and again, another one is tried, to tell a poison object from a destination in trouble.
   */
  synchronized Optional<BacklogFolder.Place> next() {
    Optional<BacklogFolder.Place> first = backlog.get(0);
    if (first.isEmpty()) {
      return first;
    }
    if (first.get().number() != suspect) {
      suspect = first.get().number();
      suspectFailures = 0;
      probes = 0;
      othersPass = false;
      poison = false;
    }
    int others = backlog.size() - 1;
    if (suspectFailures >= settings.attempts() && !othersPass && others > 0) {
      return backlog.get(1 + probes++ % others).or(() -> first);
    }
    return first;
  }

  /** Whether the destination takes others, but never this one. */
  synchronized boolean isPoison(BacklogFolder.Place place) {
    return poison && place.number() == suspect;
  }

  synchronized void took(BacklogFolder.Place place) {
    if (place.number() != suspect) {
      othersPass = true;
    }
  }

  /**
   * Notes that a turn failed.
   *
   * @param answered whether the destination is there, and answered with an error
   */
  synchronized void didNotTake(BacklogFolder.Place place, boolean answered) {
    if (answered && place.number() == suspect) {
      suspectFailures++;
      poison = othersPass;
    }
  }
}
