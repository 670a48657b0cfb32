/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.dicomdeid.audit.ReceiptLog;
import org.dicomdeid.pipeline.AuditReader;
import org.dicomdeid.receipt.CheckpointNote;
import org.dicomdeid.receipt.ConsistencyProof;
import org.dicomdeid.receipt.EvidenceRecords;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code log}: what the log of receipts gives to those who verify. */
@Command(
    name = "log",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    header = "Prints checkpoints of the log of receipts, and evidence records for archives.",
    synopsisSubcommandLabel = "(checkpoint | evidence-record)",
    subcommands = {LogCommand.CheckpointOf.class, LogCommand.EvidenceRecordOf.class},
    footer = {
      "",
      "Example:",
      "  dicom-deid log checkpoint --from 4711 > proof.txt",
    })
final class LogCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "Say what to do: checkpoint or evidence-record.");
  }

  @Command(
      name = "checkpoint",
      mixinStandardHelpOptions = true,
      versionProvider = Version.class,
      header = "Prints a checkpoint, with the proof that an earlier state is its beginning.",
      description = {
        "",
        "As it is pushed (C2SP tlog-witness): 'old SIZE', the hashes of the proof, an empty line,"
            + " the signed checkpoint. docs/verify.md and 'verify --consistency' read it.",
        "",
      },
      footer = {"", "Example:", "  dicom-deid log checkpoint --from 4711 --data data"})
  static final class CheckpointOf implements Callable<Integer> {

    @Mixin private AuditSite site;

    @Option(
        names = "--from",
        paramLabel = "SIZE",
        description = "Number of receipts of the earlier state. Default: 0, without a proof")
    private long from;

    @Option(
        names = "--to",
        paramLabel = "SIZE",
        description = "Number of receipts that the checkpoint covers. Default: all")
    private Long to;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
      try (AuditReader reader = site.open()) {
        ReceiptLog log = reader.log();
        Optional<CheckpointNote> note = to == null ? log.checkpoint() : log.checkpoint(to);
        if (note.isEmpty()) {
          throw new ParameterException(
              spec.commandLine(),
              to == null ? "There are no receipts yet." : "No checkpoint covers just so many.");
        }
        long size = note.get().checkpoint().size();
        if (from < 0 || from > size) {
          throw new ParameterException(
              spec.commandLine(), "--from must be from 0 to " + size + ".");
        }
        List<byte[]> proof = log.consistency(from, size);
        PrintWriter out = spec.commandLine().getOut();
        out.print(new ConsistencyProof(from, proof, note.get()).text());
        return Cli.DONE;
      }
    }
  }

  @Command(
      name = "evidence-record",
      mixinStandardHelpOptions = true,
      versionProvider = Version.class,
      header = "Writes the time stamp of a receipt as an evidence record (RFC 4998).",
      description = {
        "",
        "OUT is the record (DER); OUT.object is what it is about: the checkpoint of the log that"
            + " the receipt brings along, or the receipt's signature. Neither may be there yet.",
        "",
      },
      footer = {"", "Example:", "  dicom-deid log evidence-record 2.25.3.receipt.json 2.25.3.ers"})
  static final class EvidenceRecordOf implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "RECEIPT", description = "A receipt file")
    private Path receipt;

    @Parameters(index = "1", paramLabel = "OUT", description = "The file to write")
    private Path out;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
      Folders.refuseMissing(List.of(receipt));
      Path object = out.resolveSibling(out.getFileName() + ".object");
      for (Path each : List.of(out, object)) {
        if (Files.exists(each)) {
          throw new ParameterException(
              spec.commandLine(), each + " is there already. Name another file.");
        }
      }
      EvidenceRecords.Archived archived;
      try {
        archived = EvidenceRecords.of(Files.readAllBytes(receipt));
      } catch (IOException fault) {
        throw new ConfigurationFault("There is no record to make: " + fault.getMessage(), fault);
      }
      Files.write(object, archived.object(), StandardOpenOption.CREATE_NEW);
      Files.write(out, archived.record(), StandardOpenOption.CREATE_NEW);
      spec.commandLine()
          .getOut()
          .println(
              "Evidence record of "
                  + (archived.isCheckpoint()
                      ? "the checkpoint that covers the receipt"
                      : "the receipt's signature")
                  + ": "
                  + out);
      return Cli.DONE;
    }
  }
}
