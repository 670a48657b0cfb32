/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * How well burned-in text is found, on images made from a seed. Prints figures, judges none;
 * pixels.sh runs its steps, each in a process of its own.
 */
final class PixelBench {

  private PixelBench() {}

  public static void main(String[] args) throws Exception {
    Path work = Path.of(args[1]);
    String[] rest = Arrays.copyOfRange(args, 2, args.length);
    switch (args[0]) {
      case "make" -> make(work, Long.parseLong(rest[0]), Integer.parseInt(rest[1]));
      case "pipeline" -> Runs.pipeline(work);
      case "engine" -> EngineRun.run(work);
      case "tesseract" -> TesseractAlone.wholePage(work);
      case "tesseract-sparse" -> TesseractAlone.sparse(work);
      case "score" ->
          new Report(
                  work,
                  new ImageMaker(Long.parseLong(rest[0]), Integer.parseInt(rest[1])),
                  rest.length > 2 ? Path.of(rest[2]) : null)
              .print();
      case "cine-make" -> CineBench.make(work, Long.parseLong(rest[0]));
      case "cine-engine" -> CineBench.engine(work);
      case "cine-score" -> CineBench.score(work, Long.parseLong(rest[0]));
      case "moving-make" -> MovingBench.make(work, Long.parseLong(rest[0]));
      case "moving-score" -> MovingBench.score(work, Long.parseLong(rest[0]));
      case "look" -> look(work, Long.parseLong(rest[0]), Integer.parseInt(rest[1]));
      default -> throw new IllegalArgumentException("no such step");
    }
  }

  private static void make(Path work, long seed, int count) throws Exception {
    ImageMaker maker = new ImageMaker(seed, count);
    Path folder = Files.createDirectories(work.resolve("in"));
    for (int i = 0; i < maker.count(); i++) {
      ImageObject.write(maker.make(i), seed, folder.resolve(MadeImage.fileName(i)));
    }
    System.out.println(maker.count() + " images made of seed " + seed);
  }

  /** Writes each image as a PNG with the frames of its text. */
  private static void look(Path folder, long seed, int count) throws Exception {
    ImageMaker maker = new ImageMaker(seed, count);
    Files.createDirectories(folder);
    for (int i = 0; i < maker.count(); i++) {
      MadeImage image = maker.make(i);
      boolean[] none = new boolean[image.canvas().size()];
      MissPicture.write(image, ImageScore.of(image, none, false), none, folder);
    }
  }
}
