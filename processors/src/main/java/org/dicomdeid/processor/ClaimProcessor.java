/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.processor;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.dicomdeid.profile.Profile;
import org.dicomdeid.receipt.Content;

/**
 * Takes an object in: brings it to local disk, digests it, waits for any other exchange that has
 * the same content, and asks the ledger which destinations still need it. Body afterwards: the
 * file.
 */
public final class ClaimProcessor implements Processor {

  private final Workbench bench;
  private final Supplier<Profile> profile;
  private final List<String> destinations;
  private final IngressFilter ingress = new IngressFilter();

  /**
   * For one profile and one set of destinations.
   *
   * @param destinations names of all destinations that the object is for; empty when the ledger
   *     need not be asked
   */
  public ClaimProcessor(Workbench bench, Profile profile, List<String> destinations) {
    this(bench, () -> profile, destinations);
  }

  /** As the other, for a profile that may change from one object to the next. */
  public ClaimProcessor(Workbench bench, Supplier<Profile> profile, List<String> destinations) {
    this.bench = bench;
    this.profile = profile;
    this.destinations = List.copyOf(destinations);
  }

  /**
   * Claims the body.
   *
   * @throws NotRegularFileException when the body is a named pipe or the like, before it is opened
   */
  @Override
  public void process(Exchange exchange)
      throws IOException, InterruptedException, NotRegularFileException {
    if (Passage.find(exchange).isPresent()) {
      throw new IllegalStateException("One exchange can claim one object only.");
    }
    long started = System.nanoTime();
    Profile current = profile.get();
    EndNote.on(exchange, bench.observer());
    ingress.process(exchange);
    Path source = Spool.bring(exchange, bench.folder());
    Cleanup cleanup = new Cleanup();
    boolean claimed = false;
    try {
      FileTime modified = modified(source);
      Content input = bench.pipeline().digest(source);
      cleanup.run(bench.locks().acquire(input.sha256()));
      List<String> open = open(input, current);
      Message message = exchange.getMessage();
      message.setBody(source.toFile(), File.class);
      message.setHeader(DicomDeidConstants.INPUT_SHA256, input.sha256());
      exchange.setProperty(DicomDeidConstants.RECIPIENTS, DeliveredNote.endpoints(open));
      EndNote.knows(exchange, input, bench.traces());
      Passage passage = new Passage(exchange, source, modified, input, bench);
      passage.under(current);
      passage.destinations(destinations, open);
      if (open.isEmpty() && !destinations.isEmpty()) {
        passage.deliveredBefore();
        message.setHeader(DicomDeidConstants.OUTCOME, DicomDeidConstants.ALREADY_DELIVERED);
        passage.tell(new ObjectEvent.AlreadyDelivered(input, passage.route()));
      }
      passage.stagePassed("claim", started);
      exchange.getExchangeExtension().addOnCompletion(cleanup);
      claimed = true;
    } finally {
      // Errors too: a lock that nobody gives back would hold up the next try for ever.
      if (!claimed) {
        cleanup.now();
      }
    }
  }

  /** Those that neither have the object nor are to get it from their backlog. */
  private List<String> open(Content input, Profile current) throws IOException {
    if (destinations.isEmpty()) {
      return List.of();
    }
    String key =
        BacklogEntry.key(
            input.sha256(), current.digest(), bench.pipeline().keys().pseudonymKeyId());
    List<String> undelivered = bench.pipeline().undelivered(input, current, destinations);
    return bench.outlets().notWaiting(key, undelivered);
  }

  private static FileTime modified(Path source) throws IOException, NotRegularFileException {
    BasicFileAttributes found = Files.readAttributes(source, BasicFileAttributes.class);
    if (!found.isRegularFile()) {
      throw new NotRegularFileException();
    }
    return found.lastModifiedTime();
  }
}
