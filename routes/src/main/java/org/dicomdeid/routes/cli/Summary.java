/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;

/** What came of a run, in a few lines; names only folders that the run wrote. */
final class Summary {

  private final Tally tally;
  private final Path out;
  private final Path quarantine;
  private final Path receipts;

  /**
   * Says where the run wrote.
   *
   * @param receipts null when there are none
   */
  Summary(Tally tally, Path out, Path quarantine, Path receipts) {
    this.tally = tally;
    this.out = out;
    this.quarantine = quarantine;
    this.receipts = receipts;
  }

  void print(PrintWriter print, boolean warnOfPixels) {
    double seconds = tally.seconds();
    print.printf(
        Locale.ROOT,
        "Delivered %s to %s (%.1f MB read in %.1f s, %.1f MB/s)%n",
        objects(tally.deliveredCount()),
        out,
        tally.byteCount() / 1e6,
        seconds,
        tally.byteCount() / 1e6 / seconds);
    if (tally.sameCount() > 0) {
      print.println(
          "  " + tally.sameCount() + " of them had the very bytes that were there already");
    }
    if (tally.quarantinedCount() > 0) {
      print.println("Quarantined " + objects(tally.quarantinedCount()) + " in " + quarantine);
      tally
          .refusals()
          .forEach(
              (code, refusals) ->
                  print.println("  " + refusals.count() + " " + code + ": " + refusals.sentence()));
      print.println("  <sha256>.reason.json beside each says where it was found");
    }
    if (tally.failedCount() > 0) {
      print.println(
          "Failed on "
              + objects(tally.failedCount())
              + " (io-error); what was not read stays in place");
      tally.faults().forEach((kind, count) -> print.println("  " + count + " " + kind));
    }
    if (tally.archiveCount() > 0) {
      print.println("Unpacked " + tally.archiveCount() + " of the inputs, which were archives");
    }
    if (tally.leftOutCount() > 0) {
      print.println(
          "Left out "
              + tally.leftOutCount()
              + " DICOMDIR: it lists patients and files, and is made anew by whoever writes media");
    }
    if (tally.notFileCount() > 0) {
      print.println(
          "Left alone " + tally.notFileCount() + " devices, sockets or pipes among the inputs");
    }
    if (receipts != null && tally.deliveredCount() > 0) {
      print.println(
          "Receipts: <instance>.receipt.json under "
              + receipts
              + "; check one with 'verify RECEIPT FILE'");
    }
    if (warnOfPixels && tally.unexaminedCount() > 0) {
      print.println(
          "Warning: pixels of "
              + objects(tally.unexaminedCount())
              + " were not examined for burned-in text; look at them before they leave the house");
    }
  }

  private static String objects(long count) {
    return count == 1 ? "1 object" : count + " objects";
  }
}
