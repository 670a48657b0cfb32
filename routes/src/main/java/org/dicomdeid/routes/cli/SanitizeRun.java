/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.dicomdeid.audit.LogSettings;
import org.dicomdeid.pipeline.ObjectName;
import org.dicomdeid.pipeline.Pipeline;
import org.dicomdeid.pipeline.PixelSettings;
import org.dicomdeid.pipeline.Quarantine;
import org.dicomdeid.processor.WorkFolder;
import org.dicomdeid.profile.PixelPolicy;
import org.dicomdeid.profile.Profile;
import org.dicomdeid.profile.Profiles;
import org.dicomdeid.receipt.Content;
import org.dicomdeid.receipt.Passphrase;
import org.dicomdeid.routes.cli.InputFiles.Skipped;

/**
 * One call of {@code sanitize}: opens what the work needs, has it done, and closes it in order,
 * also when the process is told to stop.
 *
 * @param out folder for objects
 * @param receiptTree folder for receipts
 * @param data folder of keys and store
 * @param passphrase of encrypted keys; that of the environment when empty
 * @param redactsPixels whether pixels are treated as the profile says; they are kept otherwise
 * @param devices a device catalog in place of the shipped one
 */
record SanitizeRun(
    List<Path> inputs,
    Path out,
    Path quarantine,
    Path receiptTree,
    Path data,
    Optional<Passphrase> passphrase,
    boolean receipts,
    String policy,
    boolean redactsPixels,
    Optional<Path> devices,
    int threads) {

  /** Nobody waits for a single receipt, so they may wait for each other. */
  private static final LogSettings LOG = LogSettings.STANDARD.gathering(Duration.ofSeconds(1));

  /** What came of it. */
  Tally run() throws IOException {
    return run(input -> {});
  }

  /**
   * What came of it.
   *
   * @param delivered told of each input whose object and receipt are where they belong
   */
  // Some resources are there for what their closing does.
  @SuppressWarnings("try")
  Tally run(Consumer<Path> delivered) throws IOException {
    Tally tally = new Tally();
    CompletableFuture<Profile> profile = profile();
    Pipeline.Settings settings =
        Pipeline.Settings.of(data).withPassphrase(passphrase).withPixels(pixels()).withLog(LOG);
    try (InputFiles files = files(tally);
        // Closed last: a signal waits until all below it is closed.
        Interrupt interrupt = new Interrupt(files);
        Pipeline pipeline = Start.pipeline(receipts ? settings : settings.withoutReceipts());
        // Not beside the output, which is handed on.
        WorkFolder unpacked = WorkFolder.open(data.resolve("work"));
        TreeWork work = TreeWork.in(out, "OUT");
        TreeWork own = receiptTree.equals(out) ? null : TreeWork.in(receiptTree, "--receipts");
        ProgressLine progress = progress(tally)) {
      ReceiptFiles receiptFiles =
          new ReceiptFiles(receiptTree, own == null ? work.path() : own.path(), quarantine);
      OutputTree output = new OutputTree(out, work.path(), new Present(pipeline, receiptFiles));
      new Quarantine(quarantine).sweep();
      new SanitizeJob(
              pipeline,
              profile.join(),
              files,
              unpacked.path(),
              output,
              new Quarantine(quarantine),
              receiptFiles,
              tally,
              delivered)
          .run(threads);
    }
    return tally;
  }

  /**
   * Compiled while the pipeline is opened; but first when it is a file, so that a mistake in it
   * leaves no folders behind.
   */
  private CompletableFuture<Profile> profile() {
    return Profiles.shipped().contains(policy)
        ? CompletableFuture.supplyAsync(this::load)
        : CompletableFuture.completedFuture(load());
  }

  private Profile load() {
    Profile profile = Start.profile(policy);
    return redactsPixels ? profile : profile.withPixels(PixelPolicy.KEEP);
  }

  private PixelSettings pixels() {
    PixelSettings settings = PixelSettings.standard().withInferences(threads);
    return devices.map(settings::withDeviceCatalog).orElse(settings);
  }

  private InputFiles files(Tally tally) throws IOException {
    return new InputFiles(
        inputs,
        List.of(out, quarantine, receiptTree, data),
        skipped -> {
          if (skipped == Skipped.NOT_A_FILE) {
            tally.notFile();
          } else {
            tally.failed(skipped.kind());
          }
        });
  }

  /** Null where nobody watches. */
  private ProgressLine progress(Tally tally) throws IOException {
    Optional<PrintWriter> terminal = ProgressLine.terminal();
    return terminal.isEmpty()
        ? null
        : new ProgressLine(terminal.get(), tally, new InputFiles(inputs, List.of(), skipped -> {}));
  }

  private record Present(Pipeline pipeline, ReceiptFiles receipts) implements OutputTree.Present {

    @Override
    public boolean isSame(Path file, Content output) throws IOException {
      return pipeline.digest(file).equals(output);
    }

    @Override
    public boolean isMadeFrom(ObjectName name, Content input) throws IOException {
      return receipts.isMadeFrom(name, input);
    }
  }
}
