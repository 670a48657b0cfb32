/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.processor;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.support.SynchronizationAdapter;
import org.dicomdeid.pipeline.DurableFiles;
import org.dicomdeid.profile.Profile;

/**
 * Claims, de-identifies and commits in one, for a route of one's own. Body afterwards: the
 * de-identified file.
 */
public final class DeidentifyProcessor implements Processor {

  private final ClaimProcessor claim;
  private final SanitizeProcessor sanitize;
  private final CommitProcessor commit;
  private final boolean onCompletion;
  private final List<String> destinations;
  private final Optional<Path> output;

  /**
   * For one profile.
   *
   * @param onCompletion commit when the exchange is done without failure, not at once
   * @param destinations what the ledger is to remember as delivered
   * @param output folder to put {@code study/series/instance.dcm} in; when empty, the body is a
   *     work file that is deleted when the exchange is done
   */
  public DeidentifyProcessor(
      Workbench bench,
      Supplier<Profile> profile,
      boolean onCompletion,
      List<String> destinations,
      Optional<Path> output) {
    this.claim = new ClaimProcessor(bench, profile, destinations);
    this.sanitize = new SanitizeProcessor(bench, profile, Duration.ZERO, "");
    this.commit = new CommitProcessor(bench, List.of());
    this.onCompletion = onCompletion;
    this.destinations = List.copyOf(destinations);
    this.output = output;
  }

  /**
   * Replaces the body.
   *
   * @throws RefusedException when the object must not be delivered
   */
  @Override
  public void process(Exchange exchange)
      throws RefusedException,
          SourceChangedException,
          UnsettledException,
          NotRegularFileException,
          IOException,
          InterruptedException {
    claim.process(exchange);
    sanitize.process(exchange);
    if (output.isPresent()) {
      place(exchange.getMessage(), output.get());
    }
    Passage passage = Passage.of(exchange);
    destinations.forEach(passage::delivered);
    if (onCompletion) {
      exchange.getExchangeExtension().addOnCompletion(new Late(commit));
    } else {
      commit.process(exchange);
    }
    passage.release();
  }

  private static void place(Message message, Path folder) throws IOException {
    Path target = folder.resolve(message.getHeader(Exchange.FILE_NAME, String.class));
    Files.createDirectories(target.getParent());
    Path part = DurableFiles.partBeside(target);
    Files.copy(message.getBody(File.class).toPath(), part);
    DurableFiles.rename(part, target);
    message.setBody(target.toFile(), File.class);
  }

  private static final class Late extends SynchronizationAdapter {

    private final CommitProcessor commit;

    Late(CommitProcessor commit) {
      this.commit = commit;
    }

    @Override
    public void onComplete(Exchange exchange) {
      try {
        commit.process(exchange);
      } catch (IOException e) {
        // A source that is released next must see that this went wrong.
        exchange.setException(e);
        Passage passage = Passage.of(exchange);
        passage.tell(
            new ObjectEvent.LeftInPlace(passage.input(), passage.route(), ObjectEvent.nameOf(e)));
      }
    }

    /** Before the work file is deleted and the source released. */
    @Override
    public int getOrder() {
      return HIGHEST;
    }
  }
}
