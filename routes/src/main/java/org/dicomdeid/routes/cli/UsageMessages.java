/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes.cli;

import java.io.PrintWriter;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Says what is wrong with the command line without repeating an argument: a path or a value that
 * was typed may name a patient, and messages end up in logs and tickets.
 */
final class UsageMessages implements IParameterExceptionHandler {

  private static final Collector<CharSequence, ?, String> AND = Collectors.joining(" and ");

  @Override
  public int handleParseException(ParameterException fault, String[] args) {
    CommandLine line = fault.getCommandLine();
    PrintWriter err = line.getErr();
    err.println(sentence(fault));
    err.println("'" + line.getCommandSpec().qualifiedName() + " --help' tells how to use it.");
    return Cli.USAGE;
  }

  private static String sentence(ParameterException fault) {
    if (fault instanceof UnmatchedArgumentException unmatched) {
      return unmatched.isUnknownOption()
          ? "There is no such option as the one at position " + position(unmatched) + "."
          : "Argument "
              + position(unmatched)
              + " is neither a command nor anything that this command takes.";
    }
    if (fault instanceof MissingParameterException missing) {
      return "Missing: "
          + missing.getMissing().stream().map(UsageMessages::name).collect(AND)
          + ".";
    }
    ArgSpec argument = fault.getArgSpec();
    if (argument == null) {
      // Our own sentences, which name options and labels only.
      return fault.getMessage();
    }
    if (fault instanceof OverwrittenOptionException) {
      return name(argument) + " is given twice.";
    }
    return "The value of "
        + name(argument)
        + " does not fit"
        + (argument.typeInfo().getType() == Integer.class ? ": it takes one whole number." : ".");
  }

  private static String name(ArgSpec argument) {
    return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
  }

  /** Counts from 1, as a person reads the command line. */
  private static int position(UnmatchedArgumentException fault) {
    String first = fault.getUnmatched().get(0);
    return 1 + fault.getCommandLine().getParseResult().originalArgs().indexOf(first);
  }
}
