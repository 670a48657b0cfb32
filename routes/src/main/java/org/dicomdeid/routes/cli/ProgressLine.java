/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes.cli;

import java.io.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Optional;

/** One line on a terminal that is rewritten while the work goes on. */
final class ProgressLine implements AutoCloseable {

  private static final long PERIOD_MILLIS = 500;

  private final PrintWriter terminal;
  private final Tally tally;
  private final InputFiles toCount;
  private final Thread counter;
  private final Thread painter;
  private volatile long totalFiles = -1;
  private volatile long totalBytes;

  /**
   * Starts painting.
   *
   * @param toCount walks the same inputs once more, to know how many there are
   */
  ProgressLine(PrintWriter terminal, Tally tally, InputFiles toCount) {
    this.terminal = terminal;
    this.tally = tally;
    this.toCount = toCount;
    this.counter = new Thread(this::count, "progress-count");
    this.painter = new Thread(this::paint, "progress");
    counter.setDaemon(true);
    painter.setDaemon(true);
    counter.start();
    painter.start();
  }

  /** The terminal, where standard input and output are one; empty on a pipe or in a file. */
  @SuppressWarnings("SystemConsoleNull") // isTerminal() asks what later versions answer otherwise.
  static Optional<PrintWriter> terminal() {
    Console console = System.console();
    return console == null || !isTerminal(console)
        ? Optional.empty()
        : Optional.of(console.writer());
  }

  /** From Java 22 on there is a console on a pipe too, which says so itself. */
  private static boolean isTerminal(Console console) {
    if (Runtime.version().feature() < 22) {
      return true;
    }
    try {
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (ReflectiveOperationException fault) {
      return false;
    }
  }

  private void count() {
    long files = 0;
    long bytes = 0;
    for (var file = toCount.next(); file != null; file = toCount.next()) {
      files++;
      bytes += file.bytes();
    }
    totalBytes = bytes;
    totalFiles = files;
  }

  private void paint() {
    try {
      while (true) {
        Thread.sleep(PERIOD_MILLIS);
        terminal.print("\r" + text(tally, totalFiles, totalBytes) + "\u001b[K");
        terminal.flush();
      }
    } catch (InterruptedException end) {
      terminal.print("\r\u001b[K");
      terminal.flush();
    }
  }

  /**
   * Files done of all, quarantined, megabytes per second, seconds to go.
   *
   * @param totalFiles negative while it is not known
   */
  static String text(Tally tally, long totalFiles, long totalBytes) {
    double seconds = tally.seconds();
    double rate = tally.byteCount() / seconds;
    StringBuilder text = new StringBuilder();
    text.append(tally.doneCount());
    if (totalFiles >= 0) {
      text.append('/').append(totalFiles);
    }
    text.append(" files, ").append(tally.quarantinedCount()).append(" quarantined, ");
    text.append(String.format(Locale.ROOT, "%.1f MB/s", rate / 1e6));
    if (totalFiles >= 0 && rate > 0) {
      long left = Math.max(0, totalBytes - tally.byteCount());
      text.append(String.format(Locale.ROOT, ", %.0f s to go", left / rate));
    }
    return text.toString();
  }

  /** Stops and wipes the line. */
  @Override
  public void close() throws IOException {
    toCount.close();
    painter.interrupt();
    try {
      painter.join();
    } catch (InterruptedException fault) {
      Thread.currentThread().interrupt();
    }
  }
}
