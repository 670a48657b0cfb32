/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.bench;

import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What one program made of the images, in a file, so that it can run in a process of its own. */
final class RunLog implements Closeable {

  /** A place that was found, and what was read there. */
  record Found(Rect box, double score, double confidence, String text) {}

  /**
   * What became of one image.
   *
   * @param wallMillis as the clock went
   * @param cpuMillis that all threads of the process used meanwhile
   * @param peakMegabytes most memory that the process ever had resident, up to the end of this one
   * @param status "ok", or why there is no result
   */
  record Entry(
      double wallMillis,
      double cpuMillis,
      double peakMegabytes,
      String status,
      List<Found> found) {}

  private static final com.sun.management.OperatingSystemMXBean SYSTEM =
      (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private final BufferedWriter out;
  private long startedWall;
  private long startedCpu;

  RunLog(Path folder) throws IOException {
    Files.createDirectories(folder);
    this.out = Files.newBufferedWriter(file(folder));
  }

  static Path file(Path folder) {
    return folder.resolve("run.tsv");
  }

  void start() {
    startedCpu = SYSTEM.getProcessCpuTime();
    startedWall = System.nanoTime();
  }

  void end(int image, String status, List<Found> found) throws IOException {
    double wall = (System.nanoTime() - startedWall) / 1e6;
    double cpu = (SYSTEM.getProcessCpuTime() - startedCpu) / 1e6;
    for (Found each : found) {
      Rect box = each.box();
      out.write(
          String.join(
              "\t",
              "box",
              Integer.toString(image),
              Integer.toString(box.x()),
              Integer.toString(box.y()),
              Integer.toString(box.width()),
              Integer.toString(box.height()),
              Double.toString(each.score()),
              Double.toString(each.confidence()),
              each.text().replaceAll("\\s", " ")));
      out.newLine();
    }
    out.write(
        String.join(
            "\t",
            "image",
            Integer.toString(image),
            Double.toString(wall),
            Double.toString(cpu),
            Double.toString(peakMegabytes()),
            status));
    out.newLine();
    out.flush();
  }

  private static double peakMegabytes() throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
      if (line.startsWith("VmHWM:")) {
        return Long.parseLong(line.replaceAll("\\D", "")) / 1024.0;
      }
    }
    return Double.NaN;
  }

  @Override
  public void close() throws IOException {
    out.close();
  }

  /** What a run left, by the number of the image. */
  static Map<Integer, Entry> read(Path folder) throws IOException {
    Map<Integer, Entry> entries = new TreeMap<>();
    List<Found> found = new ArrayList<>();
    for (String line : Files.readAllLines(file(folder))) {
      String[] cells = line.split("\t", -1);
      if (cells[0].equals("box")) {
        Rect box =
            new Rect(
                Integer.parseInt(cells[2]),
                Integer.parseInt(cells[3]),
                Integer.parseInt(cells[4]),
                Integer.parseInt(cells[5]));
        found.add(
            new Found(box, Double.parseDouble(cells[6]), Double.parseDouble(cells[7]), cells[8]));
      } else {
        entries.put(
            Integer.parseInt(cells[1]),
            new Entry(
                Double.parseDouble(cells[2]),
                Double.parseDouble(cells[3]),
                Double.parseDouble(cells[4]),
                cells[5],
                List.copyOf(found)));
        found.clear();
      }
    }
    return entries;
  }
}
