/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.Locale;

/** Wall time of calls, and CPU time of the thread that makes them. */
final class CallTimes {

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final double[] wall;
  private final double[] cpu;
  private int count;
  private long wallStart;
  private long cpuStart;

  CallTimes(int calls) {
    wall = new double[calls];
    cpu = new double[calls];
  }

  void start() {
    wallStart = System.nanoTime();
    cpuStart = THREADS.getCurrentThreadCpuTime();
  }

  void stop() {
    cpu[count] = (THREADS.getCurrentThreadCpuTime() - cpuStart) / 1e6;
    wall[count++] = (System.nanoTime() - wallStart) / 1e6;
  }

  void print(String what) {
    print(wall, "ms " + what);
    print(cpu, "ms CPU of this process " + what);
  }

  private static void print(double[] all, String what) {
    Arrays.sort(all);
    System.out.printf(
        Locale.ROOT,
        "%12.3f %s (median; 99 %%: %.3f, longest: %.3f)%n",
        all[all.length / 2],
        what,
        all[all.length * 99 / 100],
        all[all.length - 1]);
  }
}
