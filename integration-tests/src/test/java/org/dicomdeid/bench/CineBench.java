/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dicomdeid.pixel.OcrTextFinder;
import org.dicomdeid.pixel.Picture;
import org.dicomdeid.pixel.TextFinder;

/** A hundred frames: time for each, and whether text is gone on each frame that shows it. */
final class CineBench {

  private static final int WINDOW = 10;
  private static final int NEAR = 12;
  private static final String FILE = MadeImage.fileName(0);

  private CineBench() {}

  static void make(Path work, long seed) throws IOException {
    CineMaker maker = new CineMaker(seed);
    Canvas[] frames = new Canvas[CineMaker.FRAMES];
    for (int i = 0; i < frames.length; i++) {
      frames[i] = maker.frame(i).canvas();
    }
    Path folder = Files.createDirectories(work.resolve("in"));
    ImageObject.write(maker.person(), seed, Storage.eightBits(false), folder.resolve(FILE), frames);
  }

  /** The engine on the brightest, the darkest and the first of each ten frames. */
  static void engine(Path work) throws IOException {
    StoredImage cine = StoredImage.read(work.resolve("in").resolve(FILE));
    try (OcrTextFinder finder = EngineRun.finder();
        RunLog log = new RunLog(work.resolve("engine"))) {
      EngineRun.found(finder.series(texts -> false), window(cine, 0));
      TextFinder.Series series = finder.series(texts -> false);
      for (int first = 0; first < cine.frames; first += WINDOW) {
        log.start();
        log.end(first / WINDOW, "ok", EngineRun.found(series, window(cine, first)));
      }
    }
  }

  private static List<Picture> window(StoredImage cine, int first) {
    int pixels = cine.frameBytes();
    byte[] darkest = new byte[pixels];
    byte[] brightest = new byte[pixels];
    byte[] one = new byte[pixels];
    for (int i = 0; i < pixels; i++) {
      int low = 255;
      int high = 0;
      for (int frame = first; frame < Math.min(cine.frames, first + WINDOW); frame++) {
        int sample = cine.samples[frame * pixels + i] & 0xFF;
        low = Math.min(low, sample);
        high = Math.max(high, sample);
      }
      darkest[i] = (byte) low;
      brightest[i] = (byte) high;
      one[i] = cine.samples[first * pixels + i];
    }
    List<Picture> views = new ArrayList<>();
    for (byte[] view : new byte[][] {brightest, darkest, one}) {
      views.add(new Picture(cine.width, cine.height, 1, view));
    }
    return views;
  }

  static void score(Path work, long seed) throws IOException {
    for (String run : List.of("pipeline", "engine")) {
      if (Files.exists(RunLog.file(work.resolve(run)))) {
        score(work, run, new CineMaker(seed));
      }
    }
  }

  private static void score(Path work, String run, CineMaker maker) throws IOException {
    Map<Integer, RunLog.Entry> entries = RunLog.read(work.resolve(run));
    StoredImage before = StoredImage.read(work.resolve("in").resolve(FILE));
    StoredImage after =
        run.equals("pipeline") ? StoredImage.read(work.resolve(run).resolve(FILE)) : null;
    List<MadeImage> frames = new ArrayList<>();
    for (int i = 0; i < CineMaker.FRAMES; i++) {
      frames.add(maker.frame(i));
    }
    Map<String, int[]> texts = new LinkedHashMap<>();
    double falseArea = 0;
    for (MadeImage frame : frames) {
      boolean[] blanked =
          after == null
              ? boxes(frame, entries.get(frame.number() / WINDOW).found())
              : after.overwrittenSince(before, frame.number());
      for (DrawnText text : frame.texts()) {
        if (text.isLegible()
            && text.piece().kind() == Piece.Kind.SENSITIVE
            && text.piece().letters() >= 3) {
          int[] counts = texts.computeIfAbsent(text.box().toString(), key -> new int[2]);
          counts[0]++;
          counts[1] += text.covered(blanked) < 0.9 ? 1 : 0;
        }
      }
      falseArea += falsely(frames, frame.number(), blanked);
    }
    print(run, entries, texts, falseArea);
  }

  private static void print(
      String run, Map<Integer, RunLog.Entry> entries, Map<String, int[]> texts, double falseArea) {
    double cpu = 0;
    double wall = 0;
    double peak = 0;
    for (RunLog.Entry entry : entries.values()) {
      cpu += entry.cpuMillis();
      wall += entry.wallMillis();
      peak = Math.max(peak, entry.peakMegabytes());
    }
    System.out.printf(
        "cine of %d frames, run %s: %.1f ms of processor and %.1f ms by the clock per frame, %.0f MB, false area %.3f %%%n",
        CineMaker.FRAMES,
        run,
        cpu / CineMaker.FRAMES,
        wall / CineMaker.FRAMES,
        peak,
        100 * falseArea / CineMaker.FRAMES);
    for (boolean isTransient : new boolean[] {false, true}) {
      int words = 0;
      int gone = 0;
      int shown = 0;
      int left = 0;
      for (int[] counts : texts.values()) {
        if (counts[0] < CineMaker.FRAMES / 2 == isTransient) {
          words++;
          gone += counts[1] == 0 ? 1 : 0;
          shown += counts[0];
          left += counts[1];
        }
      }
      System.out.printf(
          "  %s text: %d of %d words gone on each frame that shows them; left on %d of %d frames%n",
          isTransient ? "transient" : "constant", gone, words, left, shown);
    }
    entries.values().stream()
        .map(RunLog.Entry::status)
        .filter(status -> !status.equals("ok"))
        .forEach(System.out::println);
  }

  private static boolean[] boxes(MadeImage frame, List<RunLog.Found> found) {
    boolean[] marked = new boolean[frame.canvas().size()];
    for (RunLog.Found each : found) {
      each.box().mark(marked, frame.canvas().width, frame.canvas().height);
    }
    return marked;
  }

  /** Share blanked far from any text of the frames that one window may hold with this one. */
  private static double falsely(List<MadeImage> frames, int number, boolean[] blanked) {
    boolean[] near = new boolean[blanked.length];
    int last = Math.min(frames.size() - 1, number + WINDOW - 1);
    for (int i = Math.max(0, number - WINDOW + 1); i <= last; i++) {
      Canvas canvas = frames.get(i).canvas();
      for (Rect line : frames.get(i).lines()) {
        line.grown(NEAR).mark(near, canvas.width, canvas.height);
      }
    }
    int falsely = 0;
    for (int i = 0; i < near.length; i++) {
      falsely += blanked[i] && !near[i] ? 1 : 0;
    }
    return (double) falsely / near.length;
  }
}
