/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes.cli;

import java.io.IOException;
import java.nio.file.FileSystemException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Ends a command that could not do its work with a sentence instead of a stack trace. */
final class FaultMessages implements IExecutionExceptionHandler {

  @Override
  public int handleExecutionException(Exception fault, CommandLine line, ParseResult parsed) {
    line.getOut().flush();
    if (fault instanceof ConfigurationFault) {
      line.getErr().println(fault.getMessage());
    } else if (fault instanceof IOException io) {
      line.getErr().println("Reading or writing failed: " + kind(io) + ".");
    } else {
      line.getErr().println(unexpected(fault));
    }
    return Cli.USAGE;
  }

  /**
   * The kind of a fault in words that hold no path: the messages of these exceptions are file
   * names.
   */
  static String kind(IOException fault) {
    if (fault instanceof FileSystemException system && system.getReason() != null) {
      return system.getReason();
    }
    String name = fault.getClass().getSimpleName();
    return fault instanceof FileSystemException ? words(name) : name;
  }

  /**
   * Type and place of a fault that nobody foresaw; its message may hold anything, so it stays out.
   */
  static String unexpected(Throwable fault) {
    StackTraceElement[] trace = fault.getStackTrace();
    return "Internal fault: "
        + fault.getClass().getSimpleName()
        + (trace.length == 0
            ? ""
            : " at " + trace[0].getClassName() + ":" + trace[0].getLineNumber())
        + ". Please report it.";
  }

  /** {@code NoSuchFileException} as {@code no such file}. */
  private static String words(String exceptionName) {
    return exceptionName
        .replace("Exception", "")
        .replaceAll("(?<=[a-z])(?=[A-Z])", " ")
        .toLowerCase(java.util.Locale.ROOT);
  }
}
