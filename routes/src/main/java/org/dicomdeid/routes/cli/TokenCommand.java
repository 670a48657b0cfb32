/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.dicomdeid.routes.http.Right;
import org.dicomdeid.routes.http.Token;
import org.dicomdeid.routes.http.TokenFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code token}: who may use the HTTP API. */
@Command(
    name = "token",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    header = "Makes, lists and revokes tokens of the HTTP API.",
    synopsisSubcommandLabel = "(create | list | revoke)",
    subcommands = {TokenCommand.Create.class, TokenCommand.Show.class, TokenCommand.Revoke.class},
    footer = {
      "",
      "A service that runs knows of it within a second.",
      "",
      "Example:",
      "  dicom-deid token create partner > partner.token",
    })
final class TokenCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Say what to do: create, list or revoke.");
  }

  /** Where the tokens are. */
  static final class FileOption {

    @Mixin private DataOption data;

    @Option(
        names = "--tokens",
        paramLabel = "FILE",
        description =
            "The file of the tokens, as dicom-deid.http.tokens has it. Default: tokens.json in the"
                + " data folder")
    private Path file;

    TokenFile tokens() {
      return new TokenFile(file == null ? TokenFile.in(data.folder()) : file);
    }
  }

  @Command(
      name = "create",
      mixinStandardHelpOptions = true,
      versionProvider = Version.class,
      header = "Makes a token and prints its secret, which is kept nowhere.",
      description = {
        "",
        "Rights: sanitize (files, at once or as jobs), inspect (what would be done), store (DICOMweb),"
            + " receipts (fetch and verify), keep-pixels (ask that burned-in text be left alone).",
        "",
      },
      footer = {
        "",
        "Example:",
        "  dicom-deid token create partner --rights sanitize,receipts --policies research",
      })
  static final class Create implements Callable<Integer> {

    @Mixin private FileOption file;

    @Option(
        names = "--rights",
        split = ",",
        paramLabel = "RIGHT",
        defaultValue = "sanitize,inspect,store,receipts",
        description = "What it may do. Default: ${DEFAULT-VALUE}")
    private List<String> rights;

    @Option(
        names = "--policies",
        split = ",",
        paramLabel = "NAME",
        defaultValue = "*",
        description = "Profiles that it may ask for. Default: all that the service offers")
    private List<String> policies;

    @Parameters(paramLabel = "NAME", description = "What the log calls it; names no person")
    private String name;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
      if (!name.matches(Token.NAME)) {
        throw new ParameterException(
            spec.commandLine(), "A name is made of lower-case letters, digits and hyphens.");
      }
      Set<Right> known = EnumSet.noneOf(Right.class);
      for (String each : rights) {
        known.add(
            Right.of(each.strip())
                .orElseThrow(
                    () ->
                        new ParameterException(
                            spec.commandLine(),
                            "There is no such right; there are "
                                + String.join(", ", Right.words())
                                + ".")));
      }
      try {
        spec.commandLine().getOut().println(file.tokens().create(name, known, policies));
        return Cli.DONE;
      } catch (IllegalArgumentException e) {
        throw new ConfigurationFault(
            "There is a token of that name; revoke it first, or choose another.", e);
      }
    }
  }

  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      versionProvider = Version.class,
      header = "Lists the tokens, without their secrets.",
      footer = {"", "Example:", "  dicom-deid token list"})
  static final class Show implements Callable<Integer> {

    @Mixin private FileOption file;
    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
      PrintWriter out = spec.commandLine().getOut();
      for (Token each : file.tokens().read()) {
        String rights = String.join(",", each.rights().stream().map(Right::word).sorted().toList());
        out.printf(
            "%-24s %s  %s  policies %s%n",
            each.name(), each.created(), rights, String.join(",", each.policies()));
      }
      return Cli.DONE;
    }
  }

  @Command(
      name = "revoke",
      mixinStandardHelpOptions = true,
      versionProvider = Version.class,
      header = "Takes tokens away.",
      footer = {"", "Example:", "  dicom-deid token revoke partner"})
  static final class Revoke implements Callable<Integer> {

    @Mixin private FileOption file;

    @Parameters(arity = "1..*", paramLabel = "NAME", description = "Names of tokens")
    private String[] names;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
      TokenFile tokens = file.tokens();
      List<String> unknown = Arrays.stream(names).filter(name -> !isRevoked(tokens, name)).toList();
      if (!unknown.isEmpty()) {
        spec.commandLine().getErr().println("There is no token " + String.join(", ", unknown));
        return Cli.NOT_ALL;
      }
      return Cli.DONE;
    }

    private static boolean isRevoked(TokenFile tokens, String name) {
      try {
        return tokens.revoke(name);
      } catch (IOException e) {
        throw new ConfigurationFault("The tokens cannot be read or written.", e);
      }
    }
  }
}
