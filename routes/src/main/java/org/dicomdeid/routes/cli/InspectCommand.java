/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.dicomdeid.pipeline.Inspector;
import org.dicomdeid.pipeline.Plan;
import org.dicomdeid.profile.Profile;
import org.dicomdeid.routes.plan.JsonPlans;
import org.dicomdeid.routes.plan.PlanPrinter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code inspect}: what would be done to each element and why. */
@Command(
    name = "inspect",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    header = "Shows what would be done to each element and why; delivers nothing.",
    description = {
      "",
      "Names files by their SHA-256 and elements by their tag path; never prints a value. With"
          + " --images also searches the pixels and writes pictures before and after: red what goes,"
          + " green text that stays, blue regions of the device catalog; a dot for each character"
          + " read. The pictures before show the originals: keep them in the house.",
      "",
    },
    footer = {
      "",
      "Exit status: 0 all would be delivered, 1 some would be quarantined or cannot be read,"
          + " 2 usage or configuration.",
      "",
      "Example:",
      "  dicom-deid inspect --json study/",
      "  dicom-deid inspect --images pictures study/image.dcm",
    })
final class InspectCommand implements Callable<Integer> {

  @Option(
      names = "--policy",
      paramLabel = "NAME",
      defaultValue = "hipaa",
      description = "A profile by its name ('profile list') or file. Default: ${DEFAULT-VALUE}")
  private String policy;

  @Option(names = "--json", description = "JSON, an array with one object per file")
  private boolean json;

  @Option(
      names = "--images",
      paramLabel = "DIR",
      description = "Search the pixels, and write PNG files of them here, before and after")
  private Path images;

  @Option(
      names = "--devices",
      paramLabel = "FILE",
      description = "A device catalog of your own, in place of the one that is shipped")
  private Path devices;

  @Parameters(
      arity = "1..*",
      paramLabel = "IN",
      description = "Files, and folders with all that is in them")
  private List<Path> inputs;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    Folders.refuseMissing(inputs);
    Profile profile = Start.profile(policy);
    Tally tally = new Tally();
    PrintWriter out = spec.commandLine().getOut();
    try (Inspector inspector = Start.inspector(devices);
        PlanPrinter plans = json ? new JsonPlans(out) : new TextPlans(out);
        InputFiles files =
            new InputFiles(inputs, List.of(), skipped -> tally.failed(skipped.kind()))) {
      FindingPictures pictures = images == null ? null : new FindingPictures(images);
      for (var file = files.next(); file != null; file = files.next()) {
        try {
          Plan plan = inspector.inspect(file.path(), profile);
          plan.refused().ifPresent(tally::quarantined);
          plans.print(plan);
          if (pictures != null && plan.refused().isEmpty()) {
            show(inspector, file.path(), profile, pictures, plan);
          }
        } catch (IOException fault) {
          tally.failed(fault);
        }
      }
    }
    out.flush();
    tally
        .faults()
        .forEach((kind, count) -> spec.commandLine().getErr().println(count + " unread: " + kind));
    return tally.quarantinedCount() + tally.failedCount() == 0 ? Cli.DONE : Cli.NOT_ALL;
  }

  private void show(
      Inspector inspector, Path file, Profile profile, FindingPictures pictures, Plan plan)
      throws IOException {
    Optional<String> nothing = inspector.show(file, profile, pictures);
    if (nothing.isPresent()) {
      spec.commandLine()
          .getErr()
          .println("no pictures of " + plan.input().sha256() + ": " + nothing.get());
    }
  }
}
