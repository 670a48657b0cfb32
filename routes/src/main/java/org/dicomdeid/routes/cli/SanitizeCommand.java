/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sanitize}: de-identifies files and folders into a folder. */
@Command(
    name = "sanitize",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    header = "De-identifies files into a folder, each with a signed receipt.",
    description = {
      "",
      "Reads files of any name, and folders with all that is in them. Writes"
          + " OUT/<study>/<series>/<instance>.dcm under the new UIDs, whatever was delivered"
          + " before, and its receipt beside it as <instance>.receipt.json. What cannot be proven"
          + " clean goes to quarantine, whole, with the reason. Inputs are left as they are.",
      "",
      "Text that is burned into pixels is blanked, unless it is proven harmless or the profile says"
          + " otherwise ('profile explain').",
      "",
    },
    footer = {
      "",
      "Exit status: 0 all delivered, 1 some quarantined or unread, 2 usage or configuration.",
      "",
      "Example:",
      "  dicom-deid sanitize --policy hipaa --quarantine held study/ clean/",
    })
final class SanitizeCommand implements Callable<Integer> {

  /** More would wait for each other, and for memory. */
  private static final int MOST_THREADS = 256;

  private static final String QUARANTINE = "The quarantine folder (--quarantine)";
  private static final String DATA = "The data folder (--data)";

  @Option(
      names = "--policy",
      paramLabel = "NAME",
      defaultValue = "hipaa",
      description = "A profile by its name ('profile list') or file. Default: ${DEFAULT-VALUE}")
  private String policy;

  @Option(
      names = "--quarantine",
      paramLabel = "DIR",
      description = "Where to keep what is not delivered. Default: 'quarantine' beside OUT")
  private Path quarantine;

  @Option(
      names = "--receipts",
      paramLabel = "DIR",
      description = "Where to put receipts, in the same tree as OUT. Default: beside the objects")
  private Path receipts;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Objects to work on at once, 1 to 256. Default: the number of processors")
  private Integer threads;

  @Mixin private DataOption data;

  @Option(
      names = "--no-pixel-redaction",
      description =
          "Leave pixels as they are, whatever the profile says, and do not warn of it: much faster,"
              + " for images that you know to bear no text")
  private boolean noPixelRedaction;

  @Option(
      names = "--devices",
      paramLabel = "FILE",
      description = "A device catalog of your own, in place of the one that is shipped")
  private Path devices;

  @Option(
      names = "--no-receipts",
      description = "Leave no receipts and remember nothing of what was delivered")
  private boolean noReceipts;

  @Parameters(
      arity = "2..*",
      paramLabel = "IN... OUT",
      hideParamSyntax = true,
      description = "Files and folders to read, and the folder to write to")
  private List<Path> paths;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    if (threads != null && (threads < 1 || threads > MOST_THREADS)) {
      throw new ParameterException(
          spec.commandLine(), "--threads must be from 1 to " + MOST_THREADS + ".");
    }
    List<Path> inputs = paths.subList(0, paths.size() - 1);
    Path out = paths.get(paths.size() - 1);
    Path held = quarantine != null ? quarantine : beside(out);
    Map<String, Path> written = new LinkedHashMap<>();
    written.put("OUT", out);
    written.put(QUARANTINE, held);
    written.put(DATA, data.folder());
    if (receipts != null) {
      written.put("The receipts folder (--receipts)", receipts);
    }
    inputs.forEach(input -> refuseEmpty("An input", input));
    written.forEach(this::refuseEmpty);
    Folders.refuseMissing(inputs);
    Folders.refuseInside(inputs, written);
    Folders.refuseInsideOut(out, QUARANTINE, held, "the originals that were not delivered");
    Folders.refuseInsideOut(out, DATA, data.folder(), "the keys");
    written.forEach((what, folder) -> Folders.refuseFile(what, folder));
    PrintWriter print = spec.commandLine().getOut();
    Tally tally =
        new SanitizeRun(
                inputs,
                out,
                held,
                receipts != null ? receipts : out,
                data.folder(),
                data.passphrase(),
                !noReceipts,
                policy,
                !noPixelRedaction,
                Optional.ofNullable(devices),
                threads != null ? threads : processors())
            .run();
    new Summary(tally, out, held, noReceipts ? null : receipts != null ? receipts : out)
        .print(print, !noPixelRedaction);
    return tally.quarantinedCount() + tally.failedCount() == 0 ? Cli.DONE : Cli.NOT_ALL;
  }

  private static int processors() {
    return Math.min(Runtime.getRuntime().availableProcessors(), MOST_THREADS);
  }

  /** Also where OUT is the folder in which the user stands. */
  private static Path beside(Path out) {
    return out.toAbsolutePath().normalize().resolveSibling("quarantine");
  }

  /** Such a name comes of a variable that is not set, and would mean the working folder. */
  private void refuseEmpty(String what, Path path) {
    if (path.toString().isEmpty()) {
      throw new ParameterException(
          spec.commandLine(), what + " is empty. Write . for the folder that you are in.");
    }
  }
}
