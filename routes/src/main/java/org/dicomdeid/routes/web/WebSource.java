/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes.web;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.SynchronizationAdapter;
import org.dicomdeid.receipt.OwnerOnly;
import org.dicomdeid.routes.PollFaults;
import org.dicomdeid.routes.SourceHealth;

/**
 * What a web source is asked, and what becomes of its answers: a DICOMweb server is searched for
 * instances page by page and each is retrieved (QIDO-RS, WADO-RS), a list of links is followed. The
 * steps of its route are methods of this bean.
 */
public final class WebSource {

  /** Exchange property: whether an item's bytes are here, so that its object tells of itself. */
  private static final String RECEIVED = "DicomDeidReceived";

  private static final String ITEM = "DicomDeidItem";
  private static final FileTime LONG_AGO = FileTime.from(Instant.EPOCH);
  private static final int BUFFER_BYTES = 64 * 1024;

  /** Of a page of a search, or of a list, which is held in memory. */
  private static final int LIST_BYTES = 32 << 20;

  private final WebQuestion question;
  private final Optional<String> authorization;
  private final Path local;
  private final long maxBytes;
  private final FetchedItems fetched;
  private final PollFaults faults;
  private final SourceHealth health;
  private int offset;

  /**
   * For one intake.
   *
   * @param local folder for files on their way, of this intake alone; emptied here
   * @param authorization value of that header
   * @param scope what an item is done for
   */
  public WebSource(
      WebQuestion question,
      Optional<String> authorization,
      Path local,
      long maxBytes,
      String scope,
      PollFaults faults,
      SourceHealth health)
      throws IOException {
    this.question = question;
    this.authorization = authorization;
    this.local = local;
    this.maxBytes = maxBytes;
    this.faults = faults;
    this.health = health;
    OwnerOnly.createFolder(local);
    try (Stream<Path> left = Files.list(local)) {
      for (Path each : (Iterable<Path>) left::iterator) {
        Files.delete(each);
      }
    }
    this.fetched = new FetchedItems(local.resolveSibling(local.getFileName() + ".fetched"), scope);
  }

  /** First step: what to ask next. */
  public void ask(Exchange exchange) {
    exchange.getExchangeExtension().addOnCompletion(new Asked());
    request(exchange.getMessage(), question.list(offset), question.listAccept());
  }

  /** Second step: the body is then a list of what is to be fetched. */
  public void choose(Exchange exchange) throws IOException {
    Message message = exchange.getMessage();
    List<URI> items;
    try (InputStream in = message.getBody(InputStream.class)) {
      byte[] answer = in == null ? new byte[0] : in.readNBytes(LIST_BYTES + 1);
      if (answer.length > LIST_BYTES) {
        throw new IOException("The list is larger than " + LIST_BYTES + " bytes.");
      }
      items = question.items(answer);
    }
    boolean more = question.hasMore(items.size());
    offset = more ? offset + items.size() : 0;
    exchange.setProperty(Exchange.SCHEDULER_POLLED_MESSAGES, more);
    List<URI> unknown = new ArrayList<>();
    for (URI each : items) {
      if (!fetched.contains(each.toString())) {
        unknown.add(each);
      }
    }
    message.removeHeaders("*");
    message.setBody(unknown);
  }

  /** Third step, for each: asks for it. */
  public void fetch(Exchange exchange) {
    URI item = exchange.getMessage().getBody(URI.class);
    exchange.setProperty(ITEM, item.toString());
    exchange.getExchangeExtension().addOnCompletion(new Fetched());
    request(exchange.getMessage(), item, question.itemAccept());
  }

  /**
   * Fourth step: the answer goes to disk and the body is its file, whole.
   *
   * @throws IOException when it was cut off, or is larger than the limit
   */
  public void receive(Exchange exchange) throws IOException {
    Message message = exchange.getMessage();
    Path file = local.resolve(UUID.randomUUID().toString());
    exchange.getExchangeExtension().addOnCompletion(new Delete(file));
    String type = message.getHeader(Exchange.CONTENT_TYPE, String.class);
    byte[] buffer = new byte[BUFFER_BYTES];
    long bytes = 0;
    InputStream answer = message.getBody(InputStream.class);
    if (answer == null) {
      throw new IOException("The answer has no body.");
    }
    try (InputStream in = MultipartBody.of(answer, type);
        OutputStream out = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW)) {
      for (int n; (n = in.read(buffer)) > 0; ) {
        bytes += n;
        if (bytes > maxBytes) {
          throw new IOException("The answer is larger than the limit max-object-size.");
        }
        out.write(buffer, 0, n);
      }
    }
    // A transfer that ended well has no writer that may only have stalled.
    Files.setLastModifiedTime(file, LONG_AGO);
    message.removeHeaders("*");
    message.setBody(file.toFile(), File.class);
    exchange.setProperty(RECEIVED, true);
  }

  private void request(Message message, URI uri, String accept) {
    message.removeHeaders("*");
    message.setBody(null);
    message.setHeader(Exchange.HTTP_METHOD, "GET");
    message.setHeader(Exchange.HTTP_URI, uri.toString());
    message.setHeader("Accept", accept);
    authorization.ifPresent(it -> message.setHeader("Authorization", it));
  }

  /** Whether the source could be asked. */
  private final class Asked extends SynchronizationAdapter {
    @Override
    public void onDone(Exchange exchange) {
      if (exchange.isFailed()) {
        offset = 0;
        health.down();
        faults.handleException(exchange.getException());
      } else {
        health.up();
      }
    }
  }

  /** An item that has its end, delivered or held, is not fetched again. */
  private final class Fetched extends SynchronizationAdapter {
    @Override
    public void onDone(Exchange exchange) {
      try {
        if (!exchange.isFailed()) {
          fetched.add(exchange.getProperty(ITEM, String.class));
        } else if (exchange.getProperty(RECEIVED) == null) {
          faults.handleException(exchange.getException());
        }
      } catch (IOException e) {
        faults.handleException(e);
      }
    }

    /** After what decides whether the exchange failed. */
    @Override
    public int getOrder() {
      return LOWEST;
    }
  }

  private static final class Delete extends SynchronizationAdapter {
    private final Path file;

    Delete(Path file) {
      this.file = file;
    }

    @Override
    public void onDone(Exchange exchange) {
      try {
        Files.deleteIfExists(file);
      } catch (IOException e) {
        // The next start deletes it.
        return;
      }
    }
  }
}
