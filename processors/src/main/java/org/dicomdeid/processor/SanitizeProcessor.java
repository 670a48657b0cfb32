/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.processor;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.dicomdeid.pipeline.Outcome;
import org.dicomdeid.pipeline.Outcome.Refused;
import org.dicomdeid.pipeline.Outcome.Sanitized;
import org.dicomdeid.pipeline.Reason;
import org.dicomdeid.profile.Profile;
import org.slf4j.MDC;

/**
 * De-identifies the claimed object. Body afterwards: the new file, which lives until the exchange
 * is done; the file name header says {@code study/series/instance.dcm}.
 */
public final class SanitizeProcessor implements Processor {

  private final Workbench bench;
  private final Supplier<Profile> profile;
  private final Duration refusalAge;
  private final Router router;

  /** Refuses at once what must be refused. */
  public SanitizeProcessor(Workbench bench, Profile profile) {
    this(bench, profile, Duration.ZERO, "");
  }

  /**
   * For files that others write in place.
   *
   * @param refusalAge how long ago a file must have been written to last for it to be refused
   * @param site name of the intake, by which destinations may be chosen
   */
  public SanitizeProcessor(Workbench bench, Profile profile, Duration refusalAge, String site) {
    this(bench, () -> profile, refusalAge, site);
  }

  /** As the other, for a profile that may change: an object keeps the one it was claimed under. */
  public SanitizeProcessor(
      Workbench bench, Supplier<Profile> profile, Duration refusalAge, String site) {
    this.router = new Router(bench.outlets(), profile.get().limits(), site);
    this.bench = bench;
    this.profile = profile;
    this.refusalAge = refusalAge;
  }

  /**
   * Replaces the body.
   *
   * @throws RefusedException when the object must not be delivered
   * @throws SourceChangedException when its writer was not done
   * @throws UnsettledException when its writer may not be done
   * @throws IOException for faults that may pass
   */
  @Override
  public void process(Exchange exchange)
      throws RefusedException,
          SourceChangedException,
          UnsettledException,
          IOException,
          InterruptedException {
    Passage passage = Passage.of(exchange);
    long started = System.nanoTime();
    Outcome outcome = outcome(passage);
    if (!outcome.input().equals(passage.input())) {
      delete(outcome);
      throw new SourceChangedException();
    }
    if (outcome instanceof Refused refused) {
      if (refused.reason().equals(Reason.CHANGED_WHILE_READ)) {
        throw new SourceChangedException();
      }
      if (passage.wasDeliveredBefore()) {
        // An earlier version found it clean and delivered it; there is nothing left to decide.
        exchange.setRouteStop(true);
        return;
      }
      if (passage.age().compareTo(refusalAge) < 0) {
        throw new UnsettledException();
      }
      passage.refused(refused);
      throw new RefusedException(refused.reason());
    }
    Sanitized sanitized = (Sanitized) outcome;
    Cleanup cleanup = new Cleanup();
    cleanup.delete(sanitized.file());
    exchange.getExchangeExtension().addOnCompletion(cleanup);
    passage.requireUnchangedSource();
    choose(exchange, passage, sanitized);
    // Last of what can fail, as a second try would wait for the first.
    cleanup.run(bench.locks().acquire(sanitized.name().relativePath()));
    passage.sanitized(sanitized);
    Message message = exchange.getMessage();
    message.setBody(sanitized.file().toFile(), File.class);
    message.setHeader(Exchange.FILE_NAME, sanitized.name().relativePath());
    message.setHeader(DicomDeidConstants.OUTPUT_SHA256, sanitized.output().sha256());
    if (!passage.wasDeliveredBefore()) {
      message.setHeader(DicomDeidConstants.OUTCOME, DicomDeidConstants.SANITIZED);
    }
    passage.stagePassed("sanitize", started);
  }

  private void choose(Exchange exchange, Passage passage, Sanitized sanitized)
      throws IOException, RefusedException {
    if (passage.open().isEmpty()) {
      return;
    }
    try {
      List<String> fitting = router.destinations(sanitized, passage.destinations());
      List<String> chosen = passage.open().stream().filter(fitting::contains).toList();
      exchange.setProperty(DicomDeidConstants.RECIPIENTS, DeliveredNote.endpoints(chosen));
      if (chosen.isEmpty()) {
        passage.deliveredBefore();
        passage.tell(new ObjectEvent.AlreadyDelivered(passage.input(), passage.route()));
      }
    } catch (RefusedException e) {
      passage.refused(sanitized.refused(e.reason()));
      throw e;
    }
  }

  /** A fault of this program in front of an object is a reason to hold it, not to lose a thread. */
  private Outcome outcome(Passage passage) throws IOException, RefusedException {
    // What the engine itself logs is found by the same id.
    MDC.put(TraceIds.KEY, passage.trace());
    try {
      return bench.pipeline().process(passage.source(), bench.folder(), passage.profileOr(profile));
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      throw new RefusedException(Reason.INTERNAL_ERROR, e);
    } finally {
      MDC.remove(TraceIds.KEY);
    }
  }

  private static void delete(Outcome outcome) throws IOException {
    if (outcome instanceof Sanitized sanitized) {
      Files.deleteIfExists(sanitized.file());
    }
  }
}
