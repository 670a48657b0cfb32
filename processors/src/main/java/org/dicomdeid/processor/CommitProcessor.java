/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.processor;

import java.util.List;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.dicomdeid.pipeline.Outcome.Sanitized;
import org.dicomdeid.pipeline.Reason;
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
   * Commits, then refuses what is left to refuse.
   *
   * @throws RefusedException when a destination did not take the object; the others are committed
   */
  @Override
  public void process(Exchange exchange) throws RefusedException {
    Passage passage = Passage.of(exchange);
    Sanitized sanitized = passage.sanitized();
    List<String> delivered = passage.delivered();
    Optional<Reason> failure = passage.failure();
    if (!delivered.isEmpty() || failure.isEmpty()) {
      commit(exchange, passage, sanitized, delivered);
    }
    if (failure.isPresent()) {
      throw new RefusedException(failure.get());
    }
  }

  private void commit(
      Exchange exchange, Passage passage, Sanitized sanitized, List<String> delivered) {
    long started = System.nanoTime();
    Optional<Receipt> receipt = bench.pipeline().commit(sanitized, delivered);
    passage.committed();
    passage.stagePassed("commit", started);
    Message message = exchange.getMessage();
    List<String> wanting = List.of();
    if (receipt.isPresent()) {
      message.setHeader(DicomDeidConstants.RECEIPT_SEQUENCE, receipt.get().sequence());
      if (!receiptTo.isEmpty()) {
        message.setBody(receipt.get().toFile());
        message.setHeader(Exchange.FILE_NAME, receiptName(sanitized));
        wanting = delivered.stream().filter(receiptTo::contains).toList();
      }
    }
    exchange.setProperty(DicomDeidConstants.RECIPIENTS, DeliveredNote.endpoints(wanting));
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

  private static String receiptName(Sanitized sanitized) {
    String path = sanitized.name().relativePath();
    return path.substring(0, path.length() - ".dcm".length()) + ".receipt.json";
  }
}
