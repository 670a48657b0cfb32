/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.dicomdeid.receipt.KeyException;
import org.dicomdeid.receipt.KeyFingerprint;
import org.dicomdeid.receipt.KeyFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code keys}: makes and shows the keys of a data folder; never prints a secret. */
@Command(
    name = "keys",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    header = "Makes the keys of a site, or shows their fingerprints.",
    synopsisSubcommandLabel = "(init | show)",
    subcommands = {KeysCommand.Init.class, KeysCommand.Show.class},
    footer = {
      "",
      "Example:",
      "  dicom-deid keys show --data data",
    })
final class KeysCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Say what to do: init or show.");
  }

  @Command(
      name = "init",
      mixinStandardHelpOptions = true,
      versionProvider = Version.class,
      header = "Makes the keys that are missing; leaves those that are there.",
      description = {
        "",
        "Other commands make keys too when they first need them. Back the folder up: with a new"
            + " pseudonym key every patient would get new pseudonyms.",
        "",
      },
      footer = {"", "Example:", "  dicom-deid keys init --data data"})
  static final class Init implements Callable<Integer> {

    @Mixin private DataOption data;
    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
      try {
        boolean were = data.hasKeys();
        KeyFolder keys = KeyFolder.open(data.keys());
        // Makes the authority's keys on first use.
        keys.timestampAuthority();
        PrintWriter out = spec.commandLine().getOut();
        out.println(
            (were ? "Keys were there already in " : "Made keys in ")
                + data.keys()
                + "; back this folder up and keep it private.");
        print(out, keys);
        return Cli.DONE;
      } catch (KeyException fault) {
        throw new ConfigurationFault(fault.getMessage(), fault);
      }
    }
  }

  @Command(
      name = "show",
      mixinStandardHelpOptions = true,
      versionProvider = Version.class,
      header = "Shows fingerprints to hand to those who verify, and to compare by phone.",
      footer = {"", "Example:", "  dicom-deid keys show --data data"})
  static final class Show implements Callable<Integer> {

    @Mixin private DataOption data;
    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
      if (!data.hasKeys()) {
        throw new ConfigurationFault(
            "There are no keys in "
                + data.folder()
                + ". Make them with 'dicom-deid keys init', or say with --data where they are.");
      }
      try {
        print(spec.commandLine().getOut(), KeyFolder.open(data.keys()));
        return Cli.DONE;
      } catch (KeyException fault) {
        throw new ConfigurationFault(fault.getMessage(), fault);
      }
    }
  }

  private static void print(PrintWriter out, KeyFolder keys) throws KeyException {
    for (KeyFingerprint each : keys.fingerprints()) {
      out.printf("%-17s %s  (%s)%n", each.name(), each.sha256(), each.file());
    }
  }
}
