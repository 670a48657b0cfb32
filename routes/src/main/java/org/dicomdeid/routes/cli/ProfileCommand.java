/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.dicomdeid.profile.Profile;
import org.dicomdeid.profile.ProfileProblem;
import org.dicomdeid.profile.Profiles;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code profile}: the profiles there are, what one does, and whether a file is one. */
@Command(
    name = "profile",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    header = "Lists profiles, explains one, or checks a file.",
    synopsisSubcommandLabel = "(list | explain NAME | validate FILE)",
    subcommands = {
      ProfileCommand.ListShipped.class,
      ProfileCommand.Explain.class,
      ProfileCommand.Validate.class
    },
    footer = {
      "",
      "Example:",
      "  dicom-deid profile explain hipaa",
    })
final class ProfileCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "Say what to do: list, explain NAME or validate FILE.");
  }

  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      versionProvider = Version.class,
      header = "Lists the profiles that are shipped.",
      footer = {"", "Example:", "  dicom-deid profile list"})
  static final class ListShipped implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
      PrintWriter out = spec.commandLine().getOut();
      for (String name : Profiles.shipped()) {
        Profile profile = Start.profile(name);
        out.printf("%-18s %-3s %s%n", name, profile.version(), profile.description());
      }
      return Cli.DONE;
    }
  }

  @Command(
      name = "explain",
      mixinStandardHelpOptions = true,
      versionProvider = Version.class,
      header = "Prints what a profile does to each attribute, and why.",
      footer = {"", "Example:", "  dicom-deid profile explain hipaa"})
  static final class Explain implements Callable<Integer> {

    @Parameters(paramLabel = "NAME", description = "A profile by its name or file")
    private String name;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
      new ProfileTable(Start.profile(name)).print(spec.commandLine().getOut());
      return Cli.DONE;
    }
  }

  @Command(
      name = "validate",
      mixinStandardHelpOptions = true,
      versionProvider = Version.class,
      header = "Checks a profile file and says what to mend.",
      description = {"", "Exit status: 0 it can be used, 1 it cannot.", ""},
      footer = {"", "Example:", "  dicom-deid profile validate our-site.yaml"})
  static final class Validate implements Callable<Integer> {

    @Parameters(paramLabel = "FILE", description = "A profile in YAML")
    private Path file;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
      Folders.refuseMissing(List.of(file));
      PrintWriter out = spec.commandLine().getOut();
      List<ProfileProblem> problems = Profiles.validate(file);
      problems.forEach(out::println);
      out.println(
          problems.isEmpty() ? "The profile can be used." : "The profile cannot be used yet.");
      return problems.isEmpty() ? Cli.DONE : Cli.NOT_ALL;
    }
  }
}
