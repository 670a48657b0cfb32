/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.processor;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.camel.Exchange;
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

  /**
   * For one set of destinations.
   *
   * @param receiptTo destinations that receive the receipt beside the object
   */
  public CommitProcessor(Workbench bench, List<String> receiptTo) {
    this.bench = bench;
    this.receiptTo = List.copyOf(receiptTo);
  }

  /**
   * Commits for the destinations that took the object; {@link ReleaseProcessor} refuses for the
   * others.
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
      Optional<Receipt> receipt = earlierReceipt(sanitized);
      receipt.ifPresent(it -> address(exchange, sanitized, it, receiptTo));
      return;
    }
    boolean delivered = !passage.delivered().isEmpty();
    if (delivered || passage.failure().isEmpty()) {
      commit(exchange, passage, sanitized);
    }
  }

  private void commit(Exchange exchange, Passage passage, Sanitized sanitized) throws IOException {
    passage.stagePassed("deliver", passage.sanitizedAt());
    long started = System.nanoTime();
    List<String> delivered = passage.delivered();
    Optional<Receipt> receipt = bench.pipeline().commit(sanitized, delivered);
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

  private Optional<Receipt> earlierReceipt(Sanitized sanitized) throws AuditException {
    Pipeline pipeline = bench.pipeline();
    if (pipeline.log().isEmpty()) {
      return Optional.empty();
    }
    ReceiptLog log = pipeline.log().get();
    for (String destination : receiptTo) {
      Optional<Delivery> delivery =
          log.delivered(
              sanitized.input().sha256(),
              sanitized.operation().profile().digest(),
              pipeline.keys().pseudonymKeyId(),
              destination);
      if (delivery.isPresent()) {
        return log.find(delivery.get().sequence());
      }
    }
    return Optional.empty();
  }

  private static void address(
      Exchange exchange, Sanitized sanitized, Receipt receipt, List<String> recipients) {
    Message message = exchange.getMessage();
    message.setHeader(DicomDeidConstants.RECEIPT_SEQUENCE, receipt.sequence());
    if (!recipients.isEmpty()) {
      String object = sanitized.name().relativePath();
      message.setBody(receipt.toFile());
      message.setHeader(
          Exchange.FILE_NAME,
          object.substring(0, object.length() - ".dcm".length()) + ".receipt.json");
      exchange.setProperty(DicomDeidConstants.RECIPIENTS, DeliveredNote.endpoints(recipients));
    }
  }
}
