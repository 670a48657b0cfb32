/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.dicomdeid.audit.AuditException;
import org.dicomdeid.audit.ChainReport;
import org.dicomdeid.audit.WaitingStamps;
import org.dicomdeid.pipeline.AuditReader;
import org.dicomdeid.receipt.CheckpointNote;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code audit verify}: walks the whole store. */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    header = "Reads the whole store, and names the first receipt that is not as it was written.",
    description = {
      "",
      "Checks signatures, the order of receipts, the log and its checkpoints, time stamps, the ledger"
          + " and what receipts are found by. docs/tamper-matrix.md lists what is noticed.",
      "",
    },
    footer = {
      "",
      "Exit status: 0 all of it holds, 1 something does not, 2 usage or configuration.",
      "",
      "Example:",
      "  dicom-deid audit verify --checkpoint checkpoint-4711.txt",
    })
final class AuditVerifyCommand implements Callable<Integer> {

  @Mixin private AuditSite site;

  @Option(
      names = "--checkpoint",
      paramLabel = "FILE",
      description =
          "A checkpoint of this log that was kept elsewhere, by a partner for instance; may be"
              + " repeated. That of the data folder is always compared")
  private List<Path> checkpoints = List.of();

  @Option(names = "--json", description = "JSON, one object")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    Folders.refuseMissing(checkpoints);
    List<CheckpointNote> kept = new ArrayList<>();
    for (Path each : checkpoints) {
      try {
        kept.add(CheckpointNote.parse(Files.readString(each)));
      } catch (IOException fault) {
        throw new ConfigurationFault(each + " is no checkpoint.", fault);
      }
    }
    try (AuditReader reader = site.open()) {
      ChainReport report = reader.log().verifyChain(kept);
      WaitingStamps waiting = reader.log().waitingStamps();
      PrintWriter out = spec.commandLine().getOut();
      if (json) {
        printJson(out, report, waiting);
      } else {
        print(out, report, waiting);
      }
      return report.holds() ? Cli.DONE : Cli.NOT_ALL;
    } catch (AuditException fault) {
      throw new ConfigurationFault(fault.getMessage(), fault);
    }
  }

  private static void print(PrintWriter out, ChainReport report, WaitingStamps waiting) {
    out.println(report.sentence());
    if (waiting.receipts() > 0) {
      out.println(
          waiting.receipts()
              + " receipts have no time stamp yet, the oldest since "
              + waiting.oldest().map(Object::toString).orElse("")
              + ".");
    }
  }

  private static void printJson(PrintWriter out, ChainReport report, WaitingStamps waiting) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("holds", report.holds());
    root.put("receipts", report.receipts());
    report.firstBad().ifPresent(number -> root.put("firstBad", number));
    root.put("sentence", report.sentence());
    root.put("withoutTimeStamp", waiting.receipts());
    waiting.oldest().ifPresent(time -> root.put("withoutTimeStampSince", time.toString()));
    out.println(root);
  }
}
