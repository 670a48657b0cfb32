/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.processor;

import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.dicomdeid.audit.AuditException;
import org.dicomdeid.audit.ReceiptLog;
import org.dicomdeid.receipt.CheckpointNote;
import org.dicomdeid.receipt.ConsistencyProof;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends the log's checkpoints to an endpoint outside, each with the proof that the one before is
 * its beginning: whoever keeps them notices when history is rewritten. In a thread of its own; a
 * failure is logged once and tried again, and holds up nothing else.
 */
public final class CheckpointPush implements Closeable {

  private static final Logger LOG = LoggerFactory.getLogger(CheckpointPush.class);

  private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);

  private final ReceiptLog log;
  private final Target target;
  private final String destination;
  private final ProducerTemplate template;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "checkpoint-push");
            thread.setDaemon(true);
            return thread;
          });
  private Duration pause = Duration.ZERO;
  private volatile Instant failingSince;

  /**
   * Where checkpoints go.
   *
   * @param uri of a Camel endpoint; it may hold a password, and is never logged
   * @param interval at least so long from one to the next
   */
  public record Target(String uri, Duration interval) {

    public Target {
      Objects.requireNonNull(uri, "uri");
      Objects.requireNonNull(interval, "interval");
    }

    /** What is told of it. */
    @Override
    public String toString() {
      return uri.split("[:?]", 2)[0];
    }
  }

  private CheckpointPush(ReceiptLog log, CamelContext camel, Target target) {
    this.log = log;
    this.target = target;
    this.destination = sha256(target.uri());
    this.template = camel.createProducerTemplate();
  }

  /** Pushes until it is closed; close it before the log. */
  public static CheckpointPush start(ReceiptLog log, CamelContext camel, Target target) {
    CheckpointPush push = new CheckpointPush(log, camel, target);
    push.next(Duration.ZERO);
    return push;
  }

  /** When the first attempt failed of those that failed in a row; empty when the last did not. */
  public Optional<Instant> failingSince() {
    return Optional.ofNullable(failingSince);
  }

  /** The kind of endpoint, without what may hold a password. */
  public String target() {
    return target.toString();
  }

  private void next(Duration delay) {
    if (!timer.isShutdown()) {
      // Reports its own failures.
      ScheduledFuture<?> unused =
          timer.schedule(this::run, delay.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private void run() {
    try {
      push();
      if (failingSince != null) {
        LOG.info("Checkpoints are taken again ({})", target);
      }
      failingSince = null;
      pause = Duration.ZERO;
    } catch (Exception e) {
      // Its message may hold an address with a password.
      if (failingSince == null) {
        failingSince = Instant.now();
        LOG.warn(
            "A checkpoint was not taken ({}, {}), will try again",
            target,
            e.getClass().getSimpleName());
      }
      pause = pause.isZero() ? SHORTEST_PAUSE : pause.multipliedBy(2);
      if (pause.compareTo(target.interval()) > 0) {
        pause = target.interval();
      }
    } finally {
      next(failingSince == null ? target.interval() : pause);
    }
  }

  private void push() throws Exception {
    Optional<CheckpointNote> last = log.checkpoint();
    long before = log.pushed(destination);
    if (last.isEmpty() || last.get().checkpoint().size() <= before) {
      return;
    }
    CheckpointNote note = last.get();
    Exchange sent = template.send(target.uri(), exchange -> fill(exchange, before, note));
    if (sent.getException() != null) {
      throw sent.getException();
    }
    log.notePushed(destination, note);
    LOG.info("Checkpoint of {} receipts pushed ({})", note.checkpoint().size(), target);
  }

  private void fill(Exchange exchange, long before, CheckpointNote note) throws AuditException {
    long size = note.checkpoint().size();
    String text = new ConsistencyProof(before, log.consistency(before, size), note).text();
    exchange.getMessage().setBody(text.getBytes(StandardCharsets.UTF_8));
    exchange.getMessage().setHeader(Exchange.CONTENT_TYPE, "text/plain; charset=utf-8");
    exchange
        .getMessage()
        .setHeader(Exchange.FILE_NAME, String.format("checkpoint-%012d.txt", size));
  }

  private static String sha256(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Waits for one that is under way, for a while. */
  @Override
  public void close() throws IOException {
    // Not by interrupting: an interrupted thread takes the data base file's channel with it.
    timer.shutdown();
    try {
      if (!timer.awaitTermination(10, TimeUnit.SECONDS)) {
        LOG.warn("A checkpoint is still on its way ({})", target);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    template.stop();
  }
}
