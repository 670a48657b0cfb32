/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.processor;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.dicomdeid.audit.Delivery;
import org.dicomdeid.audit.DuplicateDeliveryException;
import org.dicomdeid.pipeline.Outcome.Sanitized;
import org.dicomdeid.pipeline.Pipeline;
import org.dicomdeid.pipeline.Reason;
import org.dicomdeid.receipt.Content;
import org.dicomdeid.receipt.Receipt;

/**
 * One try to deliver what waits longest for a destination: the object, unless the ledger knows it
 * by now; ledger row and receipt in one transaction; then the receipt; then the entry goes. A turn
 * that is cut off anywhere is taken again from the start.
 */
public final class BacklogTurn {

  private static final String PROPERTY = "DicomDeidBacklogTurn";

  private static final Reason DAMAGED =
      Reason.of(
          "backlog-damaged",
          "what waited for a destination was changed or damaged on disk, so it was not delivered; put"
              + " the original back");

  private final Workbench bench;
  private final Outlet outlet;
  private final BacklogFolder.Place place;
  private final Cleanup locks = new Cleanup();
  private BacklogEntry entry;
  private Optional<Receipt> receipt = Optional.empty();

  private BacklogTurn(Workbench bench, Outlet outlet, BacklogFolder.Place place) {
    this.bench = bench;
    this.outlet = outlet;
    this.place = place;
  }

  /** The next turn; empty when nothing waits, or a pause is not over. */
  public static Optional<BacklogTurn> next(Workbench bench, Outlet outlet) {
    return outlet.mayTry()
        ? outlet.next().map(place -> new BacklogTurn(bench, outlet, place))
        : Optional.empty();
  }

  /**
   * The turn that an exchange belongs to.
   *
   * @throws IllegalStateException when it belongs to none
   */
  static BacklogTurn of(Exchange exchange) {
    return Optional.ofNullable(exchange.getProperty(PROPERTY, BacklogTurn.class))
        .orElseThrow(() -> new IllegalStateException("Only a backlog's exchange can do this."));
  }

  public void begin(Exchange exchange) {
    exchange.setProperty(PROPERTY, this);
    exchange.setProperty(DeliveredNote.DESTINATION, outlet.name());
  }

  /** Under the locks of content and name: body, name, and whether the object has to be sent. */
  void object(Exchange exchange) throws IOException, InterruptedException, RefusedException {
    exchange.setProperty(DicomDeidConstants.RECIPIENTS, List.of());
    entry = read(exchange);
    locks.run(bench.locks().acquire(entry.input().sha256()));
    locks.run(bench.locks().acquire(entry.name().relativePath()));
    Passage passage = passage(exchange, entry.input(), entry.route(), entry.trace());
    passage.sanitized(entry.sanitized(place.object().toAbsolutePath()));
    Optional<Delivery> delivery = delivery();
    if (delivery.isPresent()) {
      receipt = bench.pipeline().log().orElseThrow().find(delivery.get().sequence());
      passage.committed();
      return;
    }
    if (outlet.isPoison(place)) {
      throw new RefusedException(
          Reason.of(
              "delivery-failed",
              "the destination "
                  + outlet.name()
                  + " took others but not this object; mend it, then put the object back"));
    }
    requireUndamaged();
    Message message = exchange.getMessage();
    message.setBody(place.object().toAbsolutePath().toFile(), File.class);
    message.setHeader(Exchange.FILE_NAME, entry.name().relativePath());
    exchange.setProperty(DicomDeidConstants.RECIPIENTS, recipients());
  }

  private BacklogEntry read(Exchange exchange) throws IOException, RefusedException {
    try {
      return BacklogFile.read(place.entry());
    } catch (IOException e) {
      Content original = bench.pipeline().digest(place.original());
      passage(exchange, original, "backlog-" + outlet.name(), null);
      throw new RefusedException(DAMAGED, e);
    }
  }

  private Passage passage(Exchange exchange, Content input, String route, String trace)
      throws IOException {
    return new Passage(
        exchange,
        place.original().toAbsolutePath(),
        Files.getLastModifiedTime(place.original()),
        input,
        bench,
        route,
        trace == null ? TraceIds.next() : trace);
  }

  private void requireUndamaged() throws IOException, RefusedException {
    if (!bench.pipeline().digest(place.object()).equals(entry.output())) {
      throw new RefusedException(DAMAGED);
    }
  }

  private Optional<Delivery> delivery() throws IOException {
    Pipeline pipeline = bench.pipeline();
    return pipeline.log().isEmpty()
        ? Optional.empty()
        : pipeline
            .log()
            .get()
            .delivered(
                entry.input().sha256(),
                entry.operation().profile().digest(),
                entry.operation().pseudonymKeyId(),
                outlet.name());
  }

  private List<String> recipients() {
    return List.of("direct:send-" + outlet.name());
  }

  /** Commits what was just sent, and addresses the receipt. */
  void commit(Exchange exchange) throws IOException {
    exchange.setProperty(DicomDeidConstants.RECIPIENTS, List.of());
    Passage passage = Passage.of(exchange);
    Sanitized sanitized = passage.sanitized();
    if (!passage.isCommitted()) {
      try {
        receipt = bench.pipeline().commit(sanitized, List.of(outlet.name()));
      } catch (DuplicateDeliveryException e) {
        receipt = bench.pipeline().log().orElseThrow().find(delivery().orElseThrow().sequence());
      }
      passage.committed();
      passage.tell(
          new ObjectEvent.Delivered(
              passage.input(),
              passage.route(),
              sanitized.output(),
              List.of(outlet.name()),
              receipt.map(Receipt::sequence).orElse(0L),
              sanitized.unexaminedPixels(),
              passage.taken()));
    }
    if (entry.receipt() && receipt.isPresent()) {
      CommitProcessor.put(receipt.get(), exchange.getMessage(), sanitized);
      exchange.setProperty(DicomDeidConstants.RECIPIENTS, recipients());
    }
  }

  /**
   * Draws the conclusion from how the exchange ended.
   *
   * @return whether the entry is gone, so that the next one can have its turn
   */
  public boolean end(Exchange exchange) {
    try {
      Exception fault = exchange.getException();
      boolean done = Passage.find(exchange).map(Passage::isReleased).orElse(false);
      if (fault == null && done) {
        outlet.answered();
        outlet.took(place);
        outlet.backlog().remove(place);
        bench.traces().ended(Passage.of(exchange).input().sha256());
        return true;
      }
      failed(exchange, fault);
    } catch (IOException e) {
      failed(exchange, e);
    } finally {
      locks.now();
    }
    return false;
  }

  private void failed(Exchange exchange, Exception fault) {
    outlet.failed(fault);
    outlet.didNotTake(place, !DestinationDown.isCauseOf(fault));
    Optional<Passage> passage = Passage.find(exchange);
    passage.ifPresent(
        it ->
            it.tell(
                new ObjectEvent.DeliveryFailed(
                    it.input(),
                    it.route(),
                    outlet.name(),
                    it.isCommitted() ? "receipt" : "object",
                    ObjectEvent.nameOf(fault))));
  }
}
