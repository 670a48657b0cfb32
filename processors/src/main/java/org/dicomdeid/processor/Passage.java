/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.processor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.dicomdeid.pipeline.Outcome.Refused;
import org.dicomdeid.pipeline.Outcome.Sanitized;
import org.dicomdeid.pipeline.Reason;
import org.dicomdeid.profile.Profile;
import org.dicomdeid.receipt.Content;
import org.slf4j.MDC;

/**
 * One object's way through a route, from claim to release. It travels as an exchange property, so
 * that it is shared by the copies that a recipient list makes and never reaches an endpoint.
 */
final class Passage {

  private static final String PROPERTY = "DicomDeidPassage";

  private final long started = System.nanoTime();
  private final Path source;
  private final FileTime modified;
  private final Content input;
  private final String route;
  private final Workbench bench;
  private final ObjectObserver observer;
  private final String trace;
  private final List<String> delivered = new ArrayList<>();
  private Profile profile;
  private final Set<String> postponed = new LinkedHashSet<>();
  private Sanitized sanitized;
  private long sanitizedAt;
  private Refused refused;
  private Reason failure;
  private List<String> destinations = List.of();
  private List<String> open = List.of();
  private boolean backlogFailed;
  private volatile boolean waits;
  private boolean committed;
  private boolean deliveredBefore;
  private boolean released;

  Passage(Exchange exchange, Path source, FileTime modified, Content input, Workbench bench) {
    this(exchange, source, modified, input, bench, routeOf(exchange), EndNote.traceOf(exchange));
  }

  Passage(
      Exchange exchange,
      Path source,
      FileTime modified,
      Content input,
      Workbench bench,
      String route,
      String trace) {
    this.source = source;
    this.modified = modified;
    this.input = input;
    this.route = route;
    this.bench = bench;
    this.observer = bench.observer();
    this.trace = bench.traces().of(input.sha256(), trace);
    exchange.setProperty(PROPERTY, this);
  }

  /**
   * @throws IllegalStateException when no claim came before
   */
  static Passage of(Exchange exchange) {
    return find(exchange)
        .orElseThrow(() -> new IllegalStateException("The step claim must come before this one."));
  }

  static Optional<Passage> find(Exchange exchange) {
    return Optional.ofNullable(exchange.getProperty(PROPERTY, Passage.class));
  }

  static String routeOf(Exchange exchange) {
    return exchange.getFromRouteId() == null ? "none" : exchange.getFromRouteId();
  }

  /** The profile of the whole passage: ledger and receipt must speak of the same. */
  void under(Profile current) {
    profile = current;
  }

  Profile profileOr(Supplier<Profile> otherwise) {
    return profile != null ? profile : otherwise.get();
  }

  Path source() {
    return source;
  }

  Content input() {
    return input;
  }

  Outlet outlet(String destination) throws IOException {
    return bench.outlets().of(destination);
  }

  String route() {
    return route;
  }

  Duration taken() {
    return Duration.ofNanos(System.nanoTime() - started);
  }

  /** Whether a backlog goes on with the object, under the same trace. */
  boolean waits() {
    return waits;
  }

  String trace() {
    return trace;
  }

  void tell(ObjectEvent event) {
    tell(observer, trace, event);
  }

  /** What is logged of it bears the trace. */
  static void tell(ObjectObserver observer, String trace, ObjectEvent event) {
    MDC.put(TraceIds.KEY, trace);
    try {
      observer.on(event);
    } finally {
      MDC.remove(TraceIds.KEY);
    }
  }

  void stagePassed(String stage, long startedAt) {
    Duration taken = Duration.ofNanos(System.nanoTime() - startedAt);
    tell(new ObjectEvent.StagePassed(input, route, stage, taken));
  }

  /** How long ago the source was written to when it was claimed. */
  Duration age() {
    return bench.ages().of(source.toString(), input.bytes(), modified);
  }

  /** A writer that was slower than the read lock thought must not have its file taken away. */
  void requireUnchangedSource() throws IOException, SourceChangedException {
    BasicFileAttributes now = Files.readAttributes(source, BasicFileAttributes.class);
    if (now.size() != input.bytes() || !now.lastModifiedTime().equals(modified)) {
      throw new SourceChangedException();
    }
  }

  /**
   * Says where it is to go.
   *
   * @param all for which the intake's objects are
   * @param stillOpen those that neither have it nor are to get it from their backlog
   */
  void destinations(List<String> all, List<String> stillOpen) {
    destinations = List.copyOf(all);
    open = List.copyOf(stillOpen);
  }

  List<String> destinations() {
    return destinations;
  }

  List<String> open() {
    return open;
  }

  synchronized void deliveredBefore() {
    deliveredBefore = true;
    committed = true;
    released = true;
  }

  /** Whether the ledger knows all its destinations already. */
  boolean wasDeliveredBefore() {
    return deliveredBefore;
  }

  void refused(Refused outcome) {
    refused = outcome;
  }

  /** What the engine refused, for the receipt; empty when the object failed elsewhere. */
  Optional<Refused> refusal() {
    return Optional.ofNullable(refused);
  }

  void sanitized(Sanitized outcome) {
    sanitized = outcome;
    sanitizedAt = System.nanoTime();
  }

  /** When it was ready to be delivered, by the clock of {@link #stagePassed}. */
  long sanitizedAt() {
    return sanitizedAt;
  }

  /**
   * @throws IllegalStateException when the object was not de-identified before
   */
  Sanitized sanitized() {
    if (sanitized == null) {
      throw new IllegalStateException("The step sanitize must come before this one.");
    }
    return sanitized;
  }

  synchronized void delivered(String destination) {
    if (!committed) {
      delivered.add(destination);
    }
  }

  /** A destination will never take the object; a receipt that it does not take fails nothing. */
  synchronized void refusedBy(RefusedException refusal) {
    if (!committed) {
      failure = refusal.reason();
    }
  }

  /** The object, or its receipt once that is committed, has to wait for the destination. */
  synchronized void postponed(String destination) {
    postponed.add(destination);
  }

  /**
   * Puts what has to wait into the backlogs, durably. When that fails, the source must stay.
   *
   * @param receiptTo destinations that get the receipt too
   */
  void queue(List<String> receiptTo) {
    List<String> all;
    synchronized (this) {
      all = List.copyOf(postponed);
      postponed.clear();
    }
    for (String destination : all) {
      boolean receipt = receiptTo.contains(destination);
      BacklogEntry entry = BacklogEntry.of(sanitized, route, receipt, trace);
      try {
        Outlet outlet = outlet(destination);
        outlet.backlog().add(entry, sanitized.file(), source);
        waits = true;
        tell(new ObjectEvent.Waiting(input, route, destination, outlet.waiting()));
      } catch (IOException e) {
        tell(
            new ObjectEvent.DeliveryFailed(
                input, route, destination, "backlog", ObjectEvent.nameOf(e)));
        synchronized (this) {
          backlogFailed = true;
        }
      }
    }
  }

  synchronized boolean isPostponed() {
    return !postponed.isEmpty();
  }

  /** Whether a backlog could not be written to, so that the object exists nowhere else. */
  synchronized boolean hasBacklogFailed() {
    return backlogFailed;
  }

  synchronized boolean isCommitted() {
    return committed;
  }

  synchronized List<String> delivered() {
    return List.copyOf(delivered);
  }

  synchronized Optional<Reason> failure() {
    return Optional.ofNullable(failure);
  }

  synchronized void committed() {
    committed = true;
  }

  /** Delivered and committed, or held in quarantine: the source may go. */
  synchronized void release() {
    released = true;
  }

  synchronized boolean isReleased() {
    return released;
  }
}
