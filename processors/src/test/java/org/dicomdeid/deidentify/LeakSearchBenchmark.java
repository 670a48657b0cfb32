/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.deidentify;

import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Prints how long a search takes to build and how fast it reads; run it by its main. */
final class LeakSearchBenchmark {

  private static final int STREAM_BYTES = 64 << 20;

  private LeakSearchBenchmark() {}

  public static void main(String[] arguments) {
    Random random = new Random(1);
    byte[] binary = new byte[STREAM_BYTES];
    random.nextBytes(binary);
    byte[] text = prose(random);
    for (String script : List.of("latin", "accented", "kanji")) {
      for (int count : List.of(10, 40, 150)) {
        List<String> identifiers = identifiers(random, script, count);
        LeakSearch search = LeakSearch.of(identifiers, List.of());
        double build = build(identifiers);
        System.out.printf(
            Locale.ROOT,
            "%-8s %3d identifiers: build %5.2f us each, scan text %5.0f MB/s, binary %5.0f MB/s%n",
            script,
            count,
            build,
            rate(search, text),
            rate(search, binary));
      }
    }
  }

  /** CPU time, which a busy machine lengthens less than the clock. */
  private static long cpuNanos() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  private static double build(List<String> identifiers) {
    double best = Double.MAX_VALUE;
    for (int round = 0; round < 10; round++) {
      int times = 40_000 / identifiers.size();
      long start = cpuNanos();
      int found = 0;
      for (int i = 0; i < times; i++) {
        found += LeakSearch.of(identifiers, List.of()).scanner().found() ? 1 : 0;
      }
      double each = (cpuNanos() - start) / 1e3 / times / identifiers.size();
      best = found == 0 ? Math.min(best, each) : best;
    }
    return best;
  }

  private static double rate(LeakSearch search, byte[] stream) {
    double best = 0;
    for (int round = 0; round < 5; round++) {
      long start = cpuNanos();
      LeakSearch.Scanner scanner = search.scanner();
      for (int at = 0; at < stream.length; at += 65536) {
        scanner.accept(stream, at, 65536);
      }
      if (scanner.found()) {
        throw new IllegalStateException("the stream holds an identifier");
      }
      best = Math.max(best, stream.length / 1e6 / ((cpuNanos() - start) / 1e9));
    }
    return best;
  }

  private static List<String> identifiers(Random random, String script, int count) {
    List<String> identifiers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      StringBuilder text = new StringBuilder();
      int length = script.equals("kanji") ? 4 : 6 + random.nextInt(8);
      for (int k = 0; k < length; k++) {
        text.append(
            (char)
                (script.equals("kanji")
                    ? 0x4E00 + random.nextInt(0x400)
                    : script.equals("accented") && k == 3
                        ? 'é'
                        : 'A' + random.nextInt(26) + (k == 0 ? 0 : 32)));
      }
      identifiers.add(text.toString());
    }
    return identifiers;
  }

  private static byte[] prose(Random random) {
    byte[] letters = "etaoin shrdlu etaoin 0123.".getBytes(StandardCharsets.US_ASCII);
    byte[] text = new byte[STREAM_BYTES];
    for (int i = 0; i < text.length; i++) {
      text[i] = letters[random.nextInt(letters.length)];
    }
    return text;
  }
}
