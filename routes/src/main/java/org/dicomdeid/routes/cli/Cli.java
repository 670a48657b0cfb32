/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes.cli;

import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * The command line: reads the arguments, runs one command, returns its exit status.
 *
 * <p>Only the command that is asked for is loaded, because a start must be cheap: the Camel classes
 * come with {@code run} alone.
 */
public final class Cli {

  /** Everything was delivered, or everything that was checked holds. */
  public static final int DONE = 0;

  /** Something is in quarantine or unread, or something that was checked does not hold. */
  public static final int NOT_ALL = 1;

  /** The command line or the configuration is wrong; nothing was done. */
  public static final int USAGE = 2;

  private static final List<String> COMMANDS =
      List.of(
          "run",
          "sanitize",
          "inspect",
          "verify",
          "log",
          "quarantine",
          "profile",
          "keys",
          "audit",
          "token",
          "demo");

  private Cli() {}

  /** Runs one command on the standard streams. */
  public static int run(String... args) {
    if (args.length > 0 && args[0].equals("sanitize")) {
      ShortRun.begin();
    }
    if (args.length > 0 && !args[0].equals("run")) {
      // Only the service logs; a command says what it has to say itself, so it need not pay for the
      // start of a logging framework.
      System.setProperty("slf4j.provider", "org.slf4j.helpers.NOP_FallbackServiceProvider");
      System.setProperty("slf4j.internal.verbosity", "WARN");
    }
    PrintWriter out = new PrintWriter(System.out, false, Charset.defaultCharset());
    PrintWriter err = new PrintWriter(System.err, true, Charset.defaultCharset());
    return execute(out, err, args);
  }

  /**
   * Runs one command; {@code out} and {@code err} are flushed, not closed.
   *
   * <p>Whatever breaks ends with a sentence and a status: a stack trace would hold the messages of
   * exceptions, and those may hold anything.
   */
  public static int execute(PrintWriter out, PrintWriter err, String... args) {
    try {
      return executeUnguarded(out, err, args);
    } catch (Throwable fault) {
      FaultMessages.report(fault, err, FaultMessages.isDebugging());
      return USAGE;
    }
  }

  private static int executeUnguarded(PrintWriter out, PrintWriter err, String... args) {
    CommandLine line = new CommandLine(new Root());
    if (args.length > 0 && COMMANDS.contains(args[0])) {
      line.addSubcommand(args[0], command(args[0]));
    } else {
      for (String name : COMMANDS) {
        line.addSubcommand(name, command(name));
      }
    }
    line.setOut(out);
    line.setErr(err);
    line.setParameterExceptionHandler(new UsageMessages());
    line.setExecutionExceptionHandler(new FaultMessages());
    int status = line.execute(args);
    out.flush();
    err.flush();
    return status;
  }

  private static Object command(String name) {
    return switch (name) {
      case "run" -> new RunCommand();
      case "sanitize" -> new SanitizeCommand();
      case "inspect" -> new InspectCommand();
      case "verify" -> new VerifyCommand();
      case "log" -> new LogCommand();
      case "quarantine" -> new QuarantineCommand();
      case "profile" -> new ProfileCommand();
      case "audit" -> new AuditCommand();
      case "keys" -> new KeysCommand();
      case "token" -> new TokenCommand();
      case "demo" -> new DemoCommand();
      default -> throw new IllegalArgumentException(name);
    };
  }

  @Command(
      name = "dicom-deid",
      mixinStandardHelpOptions = true,
      versionProvider = Version.class,
      header = "De-identifies DICOM objects and leaves a signed receipt of every operation.",
      synopsisSubcommandLabel = "COMMAND",
      footer = {
        "",
        "Exit status: 0 all delivered, 1 some quarantined, 2 usage or configuration.",
        "",
        "Example:",
        "  dicom-deid sanitize study/ clean/",
        "",
        "'dicom-deid COMMAND --help' tells more about a command.",
      })
  private static final class Root implements Runnable {
    @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

    @Override
    public void run() {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "Say what to do: " + String.join(", ", COMMANDS) + ".");
    }
  }
}
