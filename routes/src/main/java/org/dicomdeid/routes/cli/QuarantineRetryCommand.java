/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.dicomdeid.pipeline.HeldObject;
import org.dicomdeid.pipeline.TakenObject;
import org.dicomdeid.receipt.CustodyEvent.Act;
import org.dicomdeid.routes.ServiceSettings.Intake;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code quarantine retry}: puts objects back on their way. */
@Command(
    name = "retry",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    header = "Puts objects back: into an intake of the service, or through sanitize.",
    description = {
      "",
      "With --intake or --into they appear in the folder whole and at once, as <sha256>.dcm, for"
          + " the service to take; the ledger sees to it that they go only where they are missing."
          + " With --policy and --out they are sanitized here and now, which needs a data folder"
          + " that no service has open. What is refused again is held again.",
      "",
    },
    footer = {
      "",
      "Example:",
      "  dicom-deid quarantine retry --reason delivery-failed --intake inbox",
      "  dicom-deid quarantine retry 3fb2c8d1 --policy our-site.yaml --out clean",
    })
final class QuarantineRetryCommand implements Callable<Integer> {

  @Mixin private SiteFolders site;
  @Mixin private HeldSelection selection;
  @Mixin private Custody custody;

  @Option(
      names = "--intake",
      paramLabel = "NAME",
      description = "An intake of the service, by its name in application.properties")
  private String intake;

  @Option(names = "--into", paramLabel = "DIR", description = "A folder that a service watches")
  private Path into;

  @Option(
      names = "--policy",
      paramLabel = "NAME",
      description = "A profile by its name or file, to sanitize with here and now; needs --out")
  private String policy;

  @Option(names = "--out", paramLabel = "DIR", description = "With --policy: where results go")
  private Path out;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    int ways = (intake == null ? 0 : 1) + (into == null ? 0 : 1) + (policy == null ? 0 : 1);
    if (ways != 1 || (policy == null) != (out == null)) {
      throw new ParameterException(
          spec.commandLine(),
          "Say where to put them: --intake NAME, or --into DIR, or --policy NAME with --out DIR.");
    }
    List<HeldObject> held = selection.required(spec, site);
    Path folder = site.quarantine();
    custody.open(spec, site);
    return policy == null ? intoIntake(folder, held) : sanitize(folder, held);
  }

  private int intoIntake(Path folder, List<HeldObject> held) throws IOException {
    Path target = into;
    String doneSuffix = "";
    if (intake != null) {
      Intake named = site.intake(intake);
      target = named.folder();
      doneSuffix = named.doneSuffix();
    }
    if (!Files.isDirectory(target)) {
      throw new ConfigurationFault("There is no folder " + target + " to put objects into.");
    }
    if (Folders.real(target).startsWith(Folders.real(folder))) {
      throw new ConfigurationFault("The folder to put objects into lies inside the quarantine.");
    }
    try (Taking taking = Taking.from(folder)) {
      List<TakenObject> taken = taking.intact(held);
      custody.record(Act.RETRIED, taken.stream().map(TakenObject::held).toList());
      for (TakenObject each : taken) {
        taking.copy(each, freeName(target, each.held().sha256()), doneSuffix);
        taking.drop(each);
      }
      return taking.report(spec, "Put back", " into " + target);
    }
  }

  /** What lies there under the digest as its name may be anything; it stays. */
  private static Path freeName(Path folder, String sha256) {
    Path target = folder.resolve(sha256 + ".dcm");
    for (int i = 2; Files.exists(target); i++) {
      target = folder.resolve(sha256 + "-" + i + ".dcm");
    }
    return target;
  }

  private int sanitize(Path folder, List<HeldObject> held) throws IOException {
    Folders.refuseInsideOut(
        out, "The quarantine folder", folder, "the originals that were not delivered");
    Folders.refuseInsideOut(out, "The data folder", site.data(), "the keys");
    Folders.refuseFile("OUT", out);
    try (Taking taking = Taking.from(folder)) {
      List<TakenObject> taken = taking.intact(held);
      custody.record(Act.RETRIED, taken.stream().map(TakenObject::held).toList());
      Set<Path> delivered = new HashSet<>();
      Tally tally =
          new SanitizeRun(
                  taken.stream().map(TakenObject::file).toList(),
                  out,
                  folder,
                  out,
                  site.data(),
                  site.passphrase(),
                  true,
                  policy,
                  true,
                  Optional.empty(),
                  Runtime.getRuntime().availableProcessors())
              .run(
                  input -> {
                    synchronized (delivered) {
                      delivered.add(input);
                    }
                  });
      for (TakenObject each : taken) {
        if (delivered.contains(each.file())) {
          taking.drop(each);
        }
      }
      PrintWriter print = spec.commandLine().getOut();
      new Summary(tally, out, folder, out).print(print, true);
      int status = taking.report(spec, "Delivered from quarantine", "");
      return tally.quarantinedCount() + tally.failedCount() == 0 ? status : Cli.NOT_ALL;
    }
  }
}
