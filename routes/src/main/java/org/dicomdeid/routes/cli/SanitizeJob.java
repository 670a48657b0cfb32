/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.dicomdeid.archive.ArchiveException;
import org.dicomdeid.archive.ArchiveKind;
import org.dicomdeid.archive.ArchiveLimits;
import org.dicomdeid.archive.MediaDirectory;
import org.dicomdeid.archive.Unpacked;
import org.dicomdeid.archive.Unpacker;
import org.dicomdeid.pipeline.Outcome;
import org.dicomdeid.pipeline.Outcome.Refused;
import org.dicomdeid.pipeline.Outcome.Sanitized;
import org.dicomdeid.pipeline.Pipeline;
import org.dicomdeid.pipeline.Quarantine;
import org.dicomdeid.pipeline.Reason;
import org.dicomdeid.profile.Profile;
import org.dicomdeid.receipt.Receipt;
import org.dicomdeid.routes.cli.OutputTree.Placement;

/**
 * Sanitizes files on several threads: each takes a file, has it processed, puts it under its name
 * or into quarantine, and asks for its receipt, which it writes once the store has it durably.
 */
final class SanitizeJob {

  /**
   * No destination of the ledger: that is for the service, which delivers once, while this writes
   * each time it is told to.
   */
  private static final List<String> NO_DESTINATION = List.of();

  /** Receipts that a thread may wait for while it goes on: the store commits them in groups. */
  private static final int UNWRITTEN_RECEIPTS = 256;

  private final Pipeline pipeline;
  private final Profile profile;
  private final Inputs inputs;
  private final Path unpackFolder;
  private final OutputTree output;
  private final Quarantine quarantine;
  private final ReceiptFiles receipts;
  private final Tally tally;
  private final Consumer<Path> delivered;

  /**
   * A job for one run.
   *
   * @param unpackFolder where archives are taken apart; only its owner may read it
   * @param delivered told of each input whose object and receipt are where they belong
   */
  SanitizeJob(
      Pipeline pipeline,
      Profile profile,
      InputFiles inputs,
      Path unpackFolder,
      OutputTree output,
      Quarantine quarantine,
      ReceiptFiles receipts,
      Tally tally,
      Consumer<Path> delivered) {
    this.pipeline = pipeline;
    this.profile = profile;
    this.inputs = new Inputs(inputs);
    this.unpackFolder = unpackFolder;
    this.output = output;
    this.quarantine = quarantine;
    this.receipts = receipts;
    this.tally = tally;
    this.delivered = delivered;
  }

  /** Returns when every input is finished, or was left alone because the inputs were closed. */
  void run(int threads) {
    List<Thread> others = new ArrayList<>();
    for (int i = 1; i < threads; i++) {
      Thread thread = new Thread(() -> new Worker().work(), "sanitize-" + i);
      thread.start();
      others.add(thread);
    }
    new Worker().work();
    for (Thread thread : others) {
      join(thread);
    }
  }

  private static void join(Thread thread) {
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException again) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** A step of the work that writes. */
  private interface Step<T> {
    void take(T what) throws IOException;
  }

  /**
   * An object whose receipt is on its way to the store.
   *
   * @param recorded called once it is durable; there is none when receipts are off
   * @param unrecorded called when the store did not take it
   */
  private record Pending(
      CompletableFuture<Optional<Receipt>> receipt,
      Step<Optional<Receipt>> recorded,
      Step<Throwable> unrecorded) {}

  /** One thread's share of the work. */
  private final class Worker {

    private final Deque<Pending> pending = new ArrayDeque<>();

    void work() {
      for (var input = inputs.next(); input != null; input = inputs.next()) {
        guarded(input, this::take);
        inputs.finished(input);
        tally.read(input.bytes());
        while (!pending.isEmpty()
            && (pending.peek().receipt().isDone() || pending.size() > UNWRITTEN_RECEIPTS)) {
          guarded(pending.poll(), this::finish);
        }
      }
      pipeline.hurry();
      while (!pending.isEmpty()) {
        guarded(pending.poll(), this::finish);
      }
    }

    /** A fault of one object is counted and does not stop the others. */
    private <T> void guarded(T what, Step<T> step) {
      try {
        step.take(what);
      } catch (IOException fault) {
        tally.failed(fault);
      } catch (RuntimeException | Error fault) {
        // An error too: a thread that ended by it would leave its object uncounted.
        tally.failed(FaultMessages.unexpected(fault));
      }
    }

    private void take(Inputs.Input input) throws IOException {
      if (input.fromArchive()) {
        try {
          sanitize(input.path());
        } finally {
          Files.deleteIfExists(input.path());
        }
      } else if (MediaDirectory.is(input.path())) {
        tally.leftOut(1);
      } else if (ArchiveKind.of(input.path()).isPresent()) {
        unpack(input.path());
      } else {
        sanitize(input.path());
      }
    }

    private void unpack(Path archive) throws IOException {
      try {
        Unpacked unpacked = Unpacker.unpack(archive, unpackFolder, ArchiveLimits.DEFAULT);
        tally.unpacked();
        tally.leftOut(unpacked.directories());
        inputs.add(unpacked.objects());
      } catch (ArchiveException e) {
        hold(archive, pipeline.refused(pipeline.digest(archive), Reason.of(e.fault()), profile));
      }
    }

    private void sanitize(Path input) throws IOException {
      Outcome outcome;
      try {
        outcome = pipeline.process(input, output.work(), profile);
      } catch (RuntimeException | StackOverflowError fault) {
        // Without an outcome there is nothing to state in a receipt, but the object is held.
        quarantine.hold(input, pipeline.digest(input), Reason.INTERNAL_ERROR);
        tally.quarantined(Reason.INTERNAL_ERROR);
        return;
      }
      if (outcome instanceof Sanitized object) {
        deliver(input, object);
      } else if (outcome instanceof Refused object) {
        hold(input, object);
      }
    }

    private void deliver(Path input, Sanitized object) throws IOException {
      Placement placement = Placement.TAKEN;
      try {
        placement = output.place(object);
      } finally {
        if (placement != Placement.WRITTEN) {
          Files.deleteIfExists(object.file());
        }
      }
      if (placement == Placement.TAKEN) {
        hold(input, object.refused(Reason.NAME_CONFLICT));
        return;
      }
      boolean isNew = placement == Placement.WRITTEN;
      commit(
          object,
          receipt -> {
            tally.delivered(object.unexaminedPixels());
            if (!isNew) {
              tally.same();
            }
            if (receipt.isPresent()) {
              receipts.writeDelivered(object.name(), receipt.get());
            }
            delivered.accept(input);
          },
          fault -> {
            if (isNew) {
              output.remove(object.name());
            }
          });
    }

    private void hold(Path input, Refused object) throws IOException {
      quarantine.hold(input, object.input(), object.reason());
      tally.quarantined(object.reason());
      commit(
          object,
          receipt -> {
            if (receipt.isPresent()) {
              receipts.writeQuarantined(object.input(), receipt.get());
            }
          },
          fault -> {});
    }

    private void commit(
        Outcome outcome, Step<Optional<Receipt>> recorded, Step<Throwable> unrecorded) {
      pending.add(new Pending(pipeline.commitAsync(outcome, NO_DESTINATION), recorded, unrecorded));
    }

    private void finish(Pending object) throws IOException {
      Optional<Receipt> receipt;
      try {
        receipt = object.receipt().join();
      } catch (CompletionException fault) {
        tally.failed("the audit store did not take the receipt");
        object.unrecorded().take(fault.getCause());
        return;
      }
      object.recorded().take(receipt);
    }
  }
}
