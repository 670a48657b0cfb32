/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes.trail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.dicomdeid.processor.ObjectEvent;
import org.dicomdeid.processor.ObjectEvent.AlreadyDelivered;
import org.dicomdeid.processor.ObjectEvent.Delivered;
import org.dicomdeid.processor.ObjectEvent.Quarantined;
import org.dicomdeid.processor.ObjectObserver;
import org.openehealth.ipf.commons.audit.AuditMetadataProvider;
import org.openehealth.ipf.commons.audit.DefaultAuditContext;
import org.openehealth.ipf.commons.audit.protocol.TLSSyslogSenderImpl;
import org.openehealth.ipf.commons.audit.protocol.TLSSyslogSenderImpl.SocketTestPolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the site's audit record repository who did what. A message is kept on disk until the
 * repository took it, also over restarts, and never holds up or fails the work that it tells of.
 */
public final class AuditTrail implements ObjectObserver, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(AuditTrail.class);

  private static final String FOLDER = "audit-messages";
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
  private static final Duration FAREWELL = Duration.ofSeconds(3);
  private static final long ALERT_NANOS = Duration.ofSeconds(1).toNanos();

  private final TrailSpool spool;
  private final TrailMessages messages;
  private final TLSSyslogSenderImpl sender;
  private final DefaultAuditContext repository = new DefaultAuditContext();
  private final Thread thread = new Thread(this::run, "audit-trail");
  private final AtomicLong lost = new AtomicLong();
  private volatile boolean closing;
  private volatile boolean failing;
  private long alertedAt = System.nanoTime() - ALERT_NANOS;

  private AuditTrail(TrailSettings settings, TrailSpool spool) throws IOException {
    this.spool = spool;
    this.messages = new TrailMessages(settings);
    this.sender =
        new TLSSyslogSenderImpl(NodeTls.of(settings), SocketTestPolicy.TEST_BEFORE_AND_AFTER_WRITE);
    repository.setAuditRepositoryHost(settings.host());
    repository.setAuditRepositoryPort(settings.port());
    repository.setAuditSourceId(settings.source());
    repository.setAuditEnabled(true);
  }

  /**
   * Begins, with the message that the application started.
   *
   * @param data folder where messages wait
   * @throws IOException when the folder or the certificates cannot be used
   */
  public static AuditTrail start(TrailSettings settings, Path data) throws IOException {
    AuditTrail trail = new AuditTrail(settings, TrailSpool.open(data.resolve(FOLDER)));
    trail.tell(TrailMessages::started);
    trail.thread.setDaemon(true);
    trail.thread.start();
    return trail;
  }

  /**
   * Leaves the message that originals were handed out, for the service to send.
   *
   * @param account who did it
   * @param inputs SHA-256 of each
   * @throws IOException when it cannot be kept
   */
  public static void leaveRelease(
      TrailSettings settings, Path data, String account, List<String> inputs) throws IOException {
    TrailSpool.open(data.resolve(FOLDER))
        .add(new TrailMessages(settings).released(account, inputs));
  }

  @Override
  public void on(ObjectEvent event) {
    if (event instanceof Delivered it) {
      tell(made -> made.imported(it.input().sha256(), it.route(), null));
      if (!it.destinations().isEmpty()) {
        tell(made -> made.exported(it.output().sha256(), it.destinations()));
      }
    } else if (event instanceof AlreadyDelivered it) {
      tell(made -> made.imported(it.input().sha256(), it.route(), null));
    } else if (event instanceof Quarantined it) {
      tell(made -> made.imported(it.input().sha256(), it.route(), it.reason().code()));
    }
  }

  /** Somebody asked the HTTP API without a token that is known; told once a second at most. */
  public void stranger() {
    synchronized (messages) {
      if (System.nanoTime() - alertedAt < ALERT_NANOS) {
        return;
      }
      alertedAt = System.nanoTime();
    }
    tell(TrailMessages::stranger);
  }

  /** Messages that are not sent yet. */
  public int waiting() {
    return spool.size();
  }

  /** Messages since the start that could not even be kept. */
  public long lost() {
    return lost.get();
  }

  /** Whether the repository took the last one. */
  public boolean isUp() {
    return !failing;
  }

  private void tell(Function<TrailMessages, String> message) {
    try {
      spool.add(message.apply(messages));
    } catch (IOException | RuntimeException e) {
      // The disk is full, perhaps; the work goes on, and its receipt tells of it too.
      if (lost.getAndIncrement() == 0) {
        LOG.error("An audit message could not be kept: {}", e.getClass().getName());
      }
    }
  }

  private void run() {
    Duration pause = FIRST_PAUSE;
    while (!closing) {
      try {
        Path oldest = spool.oldest(1000);
        if (oldest == null) {
          continue;
        }
        if (send(oldest)) {
          pause = FIRST_PAUSE;
        } else {
          Thread.sleep(pause.toMillis());
          pause = pause.multipliedBy(2);
          pause = pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
        }
      } catch (InterruptedException e) {
        return;
      } catch (IOException e) {
        // Looked for again a second later.
        LOG.debug("the folder of audit messages cannot be read");
      }
    }
  }

  private boolean send(Path oldest) {
    try {
      sender.send(repository, AuditMetadataProvider.getDefault(), Files.readString(oldest));
      spool.remove(oldest);
      if (failing) {
        LOG.info("The audit repository takes messages again");
      }
      failing = false;
      return true;
    } catch (Exception e) {
      if (!failing) {
        LOG.warn(
            "The audit repository took no message ({}); they are kept and sent later",
            ObjectEvent.nameOf(e));
      }
      failing = true;
      return false;
    }
  }

  /** Tells that the application stopped; what is not sent within seconds is kept. */
  @Override
  public void close() {
    if (closing) {
      return;
    }
    tell(TrailMessages::stopped);
    long end = System.nanoTime() + FAREWELL.toNanos();
    try {
      while (!failing && spool.size() > 0 && System.nanoTime() - end < 0) {
        Thread.sleep(20);
      }
      closing = true;
      thread.interrupt();
      thread.join(FAREWELL.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    closing = true;
    sender.shutdown();
  }
}
