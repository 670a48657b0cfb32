/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.dicomdeid.pipeline.HeldObject;
import org.dicomdeid.pipeline.TakenObject;
import org.dicomdeid.receipt.CustodyEvent.Act;
import org.dicomdeid.receipt.CustodyLog;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code quarantine}: what was not delivered, and what becomes of it; never prints a value. */
@Command(
    name = "quarantine",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    header = "Lists what is held in quarantine, puts it back, hands it out or deletes it.",
    description = {
      "",
      "Works beside a running service. Objects are named by the SHA-256 of their original bytes,"
          + " which is checked before anything is done; the first 8 digits are enough. What is done"
          + " is signed and kept in DATA/custody.jsonl ('quarantine log').",
      "",
    },
    synopsisSubcommandLabel = "(list | show | retry | release | purge | log)",
    subcommands = {
      QuarantineCommand.Listing.class,
      QuarantineCommand.Show.class,
      QuarantineRetryCommand.class,
      QuarantineReleaseCommand.class,
      QuarantineCommand.Purge.class,
      QuarantineCommand.Log.class
    },
    footer = {
      "",
      "Example:",
      "  dicom-deid quarantine list --reason delivery-failed",
    })
final class QuarantineCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "Say what to do: list, show, retry, release, purge or log.");
  }

  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      versionProvider = Version.class,
      header = "Lists objects, oldest first: digest, time, bytes, reason.",
      footer = {"", "Example:", "  dicom-deid quarantine list --older-than 30d --json"})
  static final class Listing implements Callable<Integer> {

    @Mixin private SiteFolders site;
    @Mixin private HeldSelection selection;

    @Option(names = "--json", description = "JSON, an array with one object per held object")
    private boolean json;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
      List<HeldObject> held = selection.orAll(spec, site);
      PrintWriter out = spec.commandLine().getOut();
      if (json) {
        HeldObjects.json(held, out);
      } else {
        HeldObjects.text(held, out);
      }
      return Cli.DONE;
    }
  }

  @Command(
      name = "show",
      mixinStandardHelpOptions = true,
      versionProvider = Version.class,
      header = "Shows why objects are held, and whether their bytes are whole.",
      footer = {"", "Example:", "  dicom-deid quarantine show 3fb2c8d1"})
  static final class Show implements Callable<Integer> {

    @Mixin private SiteFolders site;

    @Parameters(arity = "1..*", paramLabel = "DIGEST", description = HeldSelection.DIGEST)
    private List<String> digests;

    @Option(names = "--json", description = "JSON, an array with one object per held object")
    private boolean json;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
      List<HeldObject> held = HeldSelection.byDigest(spec, site, digests);
      PrintWriter out = spec.commandLine().getOut();
      boolean whole = true;
      if (json) {
        HeldObjects.json(held, out);
      }
      for (HeldObject each : held) {
        boolean intact = each.isIntact();
        whole &= intact;
        if (!json) {
          HeldObjects.show(each, intact, out);
        } else if (!intact) {
          spec.commandLine().getErr().println(HeldObjects.damaged(each));
        }
      }
      return whole ? Cli.DONE : Cli.NOT_ALL;
    }
  }

  @Command(
      name = "purge",
      mixinStandardHelpOptions = true,
      versionProvider = Version.class,
      header = "Deletes objects for good; leaves a signed record of who and when.",
      footer = {"", "Example:", "  dicom-deid quarantine purge --reason dicomdir --older-than 90d"})
  static final class Purge implements Callable<Integer> {

    @Mixin private SiteFolders site;
    @Mixin private HeldSelection selection;
    @Mixin private Custody custody;
    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
      List<HeldObject> held = selection.required(spec, site);
      custody.open(spec, site);
      try (Taking taking = Taking.from(site.quarantine())) {
        List<TakenObject> taken = taking.intact(held);
        // On record before it is done: a crash in between leaves an object that is listed still.
        custody.record(Act.PURGED, taken.stream().map(TakenObject::held).toList());
        for (TakenObject each : taken) {
          taking.drop(each);
        }
        return taking.report(spec, "Deleted", "");
      }
    }
  }

  @Command(
      name = "log",
      mixinStandardHelpOptions = true,
      versionProvider = Version.class,
      header = "Shows what was done with held objects, by whom, and whether the record holds.",
      footer = {"", "Example:", "  dicom-deid quarantine log"})
  static final class Log implements Callable<Integer> {

    @Mixin private SiteFolders site;

    @Option(names = "--json", description = "JSON, an array with one object per record")
    private boolean json;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
      List<CustodyLog.Entry> entries = new ArrayList<>(Custody.read(site));
      PrintWriter out = spec.commandLine().getOut();
      if (json) {
        HeldObjects.jsonLog(entries, out);
      } else {
        HeldObjects.log(entries, out);
      }
      return entries.stream().allMatch(CustodyLog.Entry::holds) ? Cli.DONE : Cli.NOT_ALL;
    }
  }
}
