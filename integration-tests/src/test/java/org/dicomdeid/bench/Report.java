/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Scores all runs of a folder over the images that they were given, and prints the tables. */
final class Report {

  /** Runs by the name of their folder; the project's own first. */
  private static final List<String> OWN = List.of("pipeline", "engine");

  private static final List<String> BESIDE = List.of("tesseract", "tesseract-sparse");
  private static final String ALL = "all";
  private static final String WITH_TEXT = "all with text";
  private static final double ABOUT_ONE = 1.06;
  private static final double FALSE_AREA_WORTH_A_LOOK = 0.002;

  private final Path work;
  private final ImageMaker maker;
  private final Path pictures;
  private final Map<String, Map<Integer, RunLog.Entry>> runs = new LinkedHashMap<>();
  private final Map<String, Map<String, Tally>> tallies = new LinkedHashMap<>();
  private final Map<String, int[]> byFamily = new TreeMap<>();
  private final Map<String, int[]> bySize = new TreeMap<>();
  private final Map<String, int[]> byTurn = new TreeMap<>();
  private final EngineBoxes engineBoxes = new EngineBoxes();
  private final Map<String, Tally> byNegative = new TreeMap<>();
  private final Map<String, int[]> byHarmless = new TreeMap<>();
  private final Map<String, Integer> refusals = new TreeMap<>();
  private final Map<Integer, Double> megapixels = new TreeMap<>();

  Report(Path work, ImageMaker maker, Path pictures) {
    this.work = work;
    this.maker = maker;
    this.pictures = pictures;
  }

  void print() throws IOException {
    List<String> names = new ArrayList<>(OWN);
    names.addAll(BESIDE);
    for (String name : names) {
      if (Files.exists(RunLog.file(work.resolve(name)))) {
        runs.put(name, RunLog.read(work.resolve(name)));
        Map<String, Tally> rows = new LinkedHashMap<>();
        for (Category category : Category.values()) {
          rows.put(category.label(), new Tally());
        }
        rows.put(WITH_TEXT, new Tally());
        rows.put(ALL, new Tally());
        tallies.put(name, rows);
      }
    }
    if (pictures != null) {
      Files.createDirectories(pictures);
    }
    for (int i = 0; i < maker.count(); i++) {
      score(maker.make(i));
    }
    printCategories();
    printDetails();
    if (own().equals("engine")) {
      engineBoxes.print();
    }
    printMemory();
  }

  private void score(MadeImage image) throws IOException {
    megapixels.put(image.number(), image.megapixels());
    for (Map.Entry<String, Map<Integer, RunLog.Entry>> run : runs.entrySet()) {
      RunLog.Entry entry = run.getValue().get(image.number());
      if (entry == null) {
        continue;
      }
      boolean isPipeline = run.getKey().equals("pipeline");
      boolean[] blanked = isPipeline ? changed(image, entry) : boxes(image, entry.found());
      ImageScore score = ImageScore.of(image, blanked, !isPipeline);
      Map<String, Tally> rows = tallies.get(run.getKey());
      rows.get(image.category().label()).add(image, score, entry);
      rows.get(ALL).add(image, score, entry);
      if (image.category() != Category.NEGATIVE) {
        rows.get(WITH_TEXT).add(image, score, entry);
      }
      if (run.getKey().equals("engine")) {
        engineBoxes.add(image, entry.found());
      }
      if (run.getKey().equals(own())) {
        detail(image, score, entry);
        if (pictures != null
            && (!score.missed().isEmpty() || score.falseArea() > FALSE_AREA_WORTH_A_LOOK)) {
          MissPicture.write(image, score, blanked, pictures);
        }
      }
    }
  }

  /** The run of the project that is scored in detail. */
  private String own() {
    return OWN.stream().filter(runs::containsKey).findFirst().orElse("");
  }

  private boolean[] changed(MadeImage image, RunLog.Entry entry) throws IOException {
    if (!entry.status().equals("ok")) {
      return new boolean[image.canvas().size()];
    }
    String file = MadeImage.fileName(image.number());
    return StoredImage.read(work.resolve("pipeline").resolve(file))
        .overwrittenSince(StoredImage.read(work.resolve("in").resolve(file)), 0);
  }

  static boolean[] boxes(MadeImage image, List<RunLog.Found> found) {
    boolean[] marked = new boolean[image.canvas().size()];
    for (RunLog.Found each : found) {
      each.box().mark(marked, image.canvas().width, image.canvas().height);
    }
    return marked;
  }

  private void detail(MadeImage image, ImageScore score, RunLog.Entry entry) {
    if (!entry.status().equals("ok")) {
      refusals.merge(entry.status(), 1, Integer::sum);
    }
    if (image.category() == Category.NEGATIVE) {
      byNegative.computeIfAbsent(image.ground(), key -> new Tally()).add(image, score, entry);
    }
    for (DrawnText text : image.texts()) {
      if (!text.isLegible()) {
        continue;
      }
      if (text.piece().kind() == Piece.Kind.SENSITIVE && text.piece().letters() >= 3) {
        boolean isMissed = score.missed().contains(text);
        count(byFamily, text.look().font().getFamily(), isMissed);
        count(byTurn, 90 * text.look().quarters() + " degrees", isMissed);
        count(bySize, sizeClass(text.look().font().getSize2D()), isMissed);
      } else if (text.piece().kind() == Piece.Kind.HARMLESS) {
        count(byHarmless, text.piece().text(), score.goneHarmless().contains(text));
      }
    }
  }

  private static String sizeClass(double size) {
    int[] bounds = {9, 11, 14, 18, 24, 36, 60, 200};
    int i = 1;
    while (size >= bounds[i]) {
      i++;
    }
    return String.format("%02d to %d px", bounds[i - 1], bounds[i] - 1);
  }

  private static void count(Map<String, int[]> counts, String key, boolean isMissed) {
    int[] pair = counts.computeIfAbsent(key, absent -> new int[2]);
    pair[0]++;
    pair[1] += isMissed ? 1 : 0;
  }

  private void printCategories() {
    StringBuilder head =
        new StringBuilder(
            String.format("%-18s %6s %6s %5s", "category", "images", "words", "excl"));
    for (String run : runs.keySet()) {
      head.append(
          OWN.contains(run)
              ? String.format(
                  " | %-8s %7s %7s %8s %6s %6s %7s",
                  run, "found%", "brief%", "false%", "stay%", "ms", "cpu/Mpx")
              : String.format(" | %-16s %7s %7s %6s", run, "found%", "false%", "ms"));
    }
    System.out.println(head);
    for (String row : tallies.get(own()).keySet()) {
      Tally first = tallies.get(own()).get(row);
      StringBuilder line =
          new StringBuilder(
              String.format("%-18s %6d %6d %5d", row, first.images, first.words, first.excluded));
      for (String run : runs.keySet()) {
        Tally tally = tallies.get(run).get(row);
        line.append(
            OWN.contains(run)
                ? String.format(
                    " | %-8s %7s %7s %8s %6s %6s %7s",
                    tally.refused == 0 ? "" : "-" + tally.refused,
                    tally.found(),
                    tally.briefFound(),
                    tally.meanFalseArea(),
                    run.equals("pipeline") ? tally.harmlessKept() : tally.harmlessFound(),
                    tally.cpuPerImage(),
                    tally.cpuPerMegapixel())
                : String.format(
                    " | %-16s %7s %7s %6s",
                    "", tally.found(), tally.meanFalseArea(), tally.cpuPerImage()));
      }
      System.out.println(line);
    }
    System.out.println(
        """
        words: legible words of 3+ letters or digits that must go; found: at least nine tenths of their legible pixels overwritten
        excl: pieces drawn with less contrast than a quarter of the displayed span, which count nowhere
        brief: legible pieces of one or two letters that must go; false: mean share of pixels overwritten farther than 12 px
        from any line of text; stay: harmless text that stayed (engine: that was found); -n: objects without a result, all
        their words missed; ms: processor time of all threads per image, the start and the models' loading not counted""");
  }

  private void printDetails() {
    System.out.println("\nof run " + own());
    printCounts("words by face", byFamily);
    printCounts("words by size of type", bySize);
    printCounts("words by turn", byTurn);
    printCounts("harmless text", byHarmless);
    System.out.println("negatives: images, mean false area %");
    byNegative.forEach(
        (ground, tally) ->
            System.out.printf("  %-24s %4d %8s%n", ground, tally.images, tally.meanFalseArea()));
    refusals.forEach(
        (status, count) -> System.out.println("without result: " + count + " x " + status));
  }

  private static void printCounts(String title, Map<String, int[]> counts) {
    System.out.println(title + ": drawn, " + (title.startsWith("h") ? "gone or found" : "missed"));
    counts.forEach(
        (key, pair) -> System.out.printf(Locale.ROOT, "  %-24s %4d %4d%n", key, pair[0], pair[1]));
  }

  private void printMemory() {
    for (Map.Entry<String, Map<Integer, RunLog.Entry>> run : runs.entrySet()) {
      double upToOne = 0;
      double whole = 0;
      double wall = 0;
      double cpu = 0;
      for (Map.Entry<Integer, RunLog.Entry> entry : run.getValue().entrySet()) {
        whole = Math.max(whole, entry.getValue().peakMegabytes());
        wall += entry.getValue().wallMillis();
        cpu += entry.getValue().cpuMillis();
        if (megapixels.getOrDefault(entry.getKey(), 0.0) < ABOUT_ONE) {
          upToOne = Math.max(upToOne, entry.getValue().peakMegabytes());
        }
      }
      System.out.printf(
          "%s: most resident memory %.0f MB up to 1 Mpx, %.0f MB in all; %.1f s by the clock, %.1f s of processor%n",
          run.getKey(), upToOne, whole, wall / 1000, cpu / 1000);
    }
  }
}
