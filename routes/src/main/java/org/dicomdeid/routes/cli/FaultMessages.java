/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileSystemException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Ends a command that could not do its work with a sentence instead of a stack trace. */
final class FaultMessages implements IExecutionExceptionHandler {

  private static final String DEBUG_VARIABLE = "DICOM_DEID_DEBUG";

  /** Enough to tell where a fault comes from; a stack that overflowed repeats itself. */
  private static final int MOST_PLACES = 64;

  private static final int MOST_CAUSES = 8;

  @Override
  public int handleExecutionException(Exception fault, CommandLine line, ParseResult parsed) {
    try {
      line.getOut().flush();
    } catch (RuntimeException ignored) {
      // The first fault is what is told; picocli would print the trace of this one.
    }
    if (fault instanceof ConfigurationFault) {
      line.getErr().println(fault.getMessage());
    } else if (fault instanceof IOException io) {
      line.getErr().println("Reading or writing failed: " + kind(io) + ".");
    } else {
      report(fault, line.getErr(), isDebugging());
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

  /** Whether the user asked to be told where in the code a fault arose. */
  static boolean isDebugging() {
    return "1".equals(System.getenv(DEBUG_VARIABLE));
  }

  /**
   * Says that something broke that nobody foresaw, in one line.
   *
   * @param debug adds the classes of the fault and of its causes, and the places in the code
   */
  static void report(Throwable fault, PrintWriter err, boolean debug) {
    err.println(unexpected(fault));
    Throwable each = debug ? fault : null;
    for (int i = 0; each != null && i < MOST_CAUSES; i++) {
      err.println(each.getClass().getName());
      StackTraceElement[] trace = each.getStackTrace();
      for (int j = 0; j < Math.min(trace.length, MOST_PLACES); j++) {
        err.println("  " + place(trace[j]));
      }
      each = each.getCause();
    }
    err.flush();
  }

  private static String place(StackTraceElement element) {
    return element.getClassName() + ":" + element.getLineNumber();
  }

  /**
   * Type and place of a fault that nobody foresaw; its message may hold anything, so it stays out.
   */
  static String unexpected(Throwable fault) {
    StackTraceElement[] trace = fault.getStackTrace();
    return "Internal fault: "
        + fault.getClass().getSimpleName()
        + (trace.length == 0 ? "" : " at " + place(trace[0]))
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
