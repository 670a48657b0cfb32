/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.processor;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.dicomdeid.audit.AuditException;
import org.dicomdeid.audit.Delivery;
import org.dicomdeid.audit.ReceiptLog;
import org.dicomdeid.pipeline.Outcome.Sanitized;
import org.dicomdeid.pipeline.Pipeline;
import org.dicomdeid.receipt.Receipt;

/**
 * Commits what was delivered: receipt and ledger rows in one transaction, durable on return. Comes
 * after delivery and before the source is released. Body afterwards: the receipt, with a file name
 * header beside the object's; the recipients are the destinations that are to have it.
 */
public final class CommitProcessor implements Processor {

  private final Workbench bench;
  private final List<String> receiptTo;
  private final int together;

  /**
   * For one set of destinations, with a commit for each object at once.
   *
   * @param receiptTo destinations that receive the receipt beside the object
   */
  public CommitProcessor(Workbench bench, List<String> receiptTo) {
    this(bench, receiptTo, 1);
  }

  /**
   * For one set of destinations.
   *
   * @param receiptTo destinations that receive the receipt beside the object
   * @param together how many objects of one poll, which are worked on at once, a commit may wait
   *     for; the last of a poll, and what is of none, waits for no other
   */
  public CommitProcessor(Workbench bench, List<String> receiptTo, int together) {
    this.bench = bench;
    this.receiptTo = List.copyOf(receiptTo);
    this.together = together;
  }

  /**
   * Commits for the destinations that took the object, and puts it into the backlogs of those that
   * are to have it later; {@link ReleaseProcessor} refuses for the others.
   *
   * @throws IOException when the store cannot be written, which may pass
   */
  @Override
  public void process(Exchange exchange) throws IOException {
    Passage passage = Passage.of(exchange);
    Sanitized sanitized = passage.sanitized();
    exchange.setProperty(DicomDeidConstants.RECIPIENTS, List.of());
    if (passage.wasDeliveredBefore()) {
      // A kill may have come between the commit and the receipt's delivery.
      addressEarlierReceipt(exchange, sanitized);
      return;
    }
    boolean delivered = !passage.delivered().isEmpty();
    if (delivered || (passage.failure().isEmpty() && !passage.isPostponed())) {
      commit(exchange, passage, sanitized);
    }
    if (passage.isPostponed()) {
      exchange.getMessage().setHeader(DicomDeidConstants.OUTCOME, DicomDeidConstants.QUEUED);
    }
    // Those that have the object from a run that was killed: perhaps before they got its receipt.
    passage.destinations().stream()
        .filter(each -> receiptTo.contains(each) && !passage.open().contains(each))
        .forEach(passage::postponed);
    passage.queue(receiptTo);
  }

  private void commit(Exchange exchange, Passage passage, Sanitized sanitized) throws IOException {
    passage.stagePassed("deliver", passage.sanitizedAt());
    long started = System.nanoTime();
    List<String> delivered = passage.delivered();
    Optional<Receipt> receipt =
        bench.pipeline().commit(sanitized, delivered, othersFollow(exchange) ? together : 1);
    passage.committed();
    passage.stagePassed("commit", started);
    receipt.ifPresent(
        it ->
            address(
                exchange, sanitized, it, delivered.stream().filter(receiptTo::contains).toList()));
    passage.tell(
        new ObjectEvent.Delivered(
            passage.input(),
            passage.route(),
            sanitized.output(),
            delivered,
            receipt.map(Receipt::sequence).orElse(0L),
            sanitized.unexaminedPixels(),
            passage.taken()));
  }

  /** Not so for what is in an archive: its objects come one after the other. */
  private static boolean othersFollow(Exchange exchange) {
    return Boolean.FALSE.equals(exchange.getProperty(ExchangePropertyKey.BATCH_COMPLETE))
        && exchange.getProperty(ExchangePropertyKey.SPLIT_INDEX) == null;
  }

  private void addressEarlierReceipt(Exchange exchange, Sanitized sanitized) throws AuditException {
    Pipeline pipeline = bench.pipeline();
    if (pipeline.log().isEmpty()) {
      return;
    }
    ReceiptLog log = pipeline.log().get();
    Map<Long, List<String>> sequences = new TreeMap<>();
    for (String destination : receiptTo) {
      log.delivered(
              sanitized.input().sha256(),
              sanitized.operation().profile().digest(),
              pipeline.keys().pseudonymKeyId(),
              destination)
          .map(Delivery::sequence)
          .ifPresent(it -> sequences.computeIfAbsent(it, n -> new ArrayList<>()).add(destination));
    }
    // Later ones are of deliveries from a backlog, which sends receipts by itself.
    for (Map.Entry<Long, List<String>> first : sequences.entrySet()) {
      Optional<Receipt> receipt = log.find(first.getKey());
      receipt.ifPresent(it -> address(exchange, sanitized, it, first.getValue()));
      return;
    }
  }

  private static void address(
      Exchange exchange, Sanitized sanitized, Receipt receipt, List<String> recipients) {
    exchange.getMessage().setHeader(DicomDeidConstants.RECEIPT_SEQUENCE, receipt.sequence());
    if (!recipients.isEmpty()) {
      put(receipt, exchange.getMessage(), sanitized);
      exchange.setProperty(DicomDeidConstants.RECIPIENTS, DeliveredNote.endpoints(recipients));
    }
  }

  /** Body and name of a receipt that goes beside its object. */
  static void put(Receipt receipt, Message message, Sanitized sanitized) {
    String object = sanitized.name().relativePath();
    message.setBody(receipt.toFile());
    message.setHeader(
        Exchange.FILE_NAME,
        object.substring(0, object.length() - ".dcm".length()) + ".receipt.json");
  }
}
