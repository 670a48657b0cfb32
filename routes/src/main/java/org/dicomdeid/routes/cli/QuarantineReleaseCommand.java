/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.dicomdeid.pipeline.DurableFiles;
import org.dicomdeid.pipeline.HeldObject;
import org.dicomdeid.receipt.Content;
import org.dicomdeid.receipt.CustodyEvent.Act;
import org.dicomdeid.receipt.OwnerOnly;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code quarantine release}: hands out original bytes, on record. */
@Command(
    name = "release",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    header = "Copies the original bytes of an object to a file; it stays in quarantine.",
    description = {
      "",
      "The file names the patient. It is readable by its owner only, and a signed record says who"
          + " took it and when.",
      "",
    },
    footer = {
      "",
      "Example:",
      "  dicom-deid quarantine release 3fb2c8d1 --to original.dcm --with-identifiers",
    })
final class QuarantineReleaseCommand implements Callable<Integer> {

  @Mixin private SiteFolders site;
  @Mixin private Custody custody;

  @Parameters(paramLabel = "DIGEST", description = HeldSelection.DIGEST)
  private String digest;

  @Option(
      names = "--to",
      paramLabel = "FILE",
      required = true,
      description = "A file, not yet there")
  private Path to;

  @Option(
      names = "--with-identifiers",
      description = "Says that you know that the file names the patient; nothing is done without")
  private boolean withIdentifiers;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    if (!withIdentifiers) {
      throw new ParameterException(
          spec.commandLine(),
          "The original names the patient: say with --with-identifiers that it is to be handed"
              + " out.");
    }
    HeldObject held = HeldSelection.byDigest(spec, site, List.of(digest)).get(0);
    Path target = to.toAbsolutePath().normalize();
    if (Files.exists(target)) {
      throw new ConfigurationFault("The file of --to is there already. Name another.");
    }
    if (!Files.isDirectory(target.getParent())) {
      throw new ConfigurationFault("The folder of --to is not there. Make it first.");
    }
    custody.open(spec, site);
    Path part = DurableFiles.partBeside(target);
    boolean done = false;
    try {
      OwnerOnly.createEmpty(part);
      Content copied = DurableFiles.fill(held.file(), part);
      if (!copied.sha256().equals(held.sha256())) {
        spec.commandLine().getErr().println(HeldObjects.damaged(held));
        return Cli.NOT_ALL;
      }
      // On record before anybody can read it under its name.
      custody.record(Act.RELEASED, List.of(held));
      DurableFiles.rename(part, target);
      done = true;
    } finally {
      if (!done) {
        Files.deleteIfExists(part);
      }
    }
    spec.commandLine()
        .getOut()
        .println("Released " + held.sha256() + "; it stays in quarantine, 'purge' deletes it.");
    return Cli.DONE;
  }
}
