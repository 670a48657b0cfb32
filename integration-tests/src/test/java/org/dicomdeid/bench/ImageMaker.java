/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.bench;

import java.awt.Font;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.SplittableRandom;

/** Makes the images of a run, each from the seed and its number alone. */
final class ImageMaker {

  private static final int[][] SIZES = {
    {640, 480}, {640, 480}, {512, 512}, {512, 512}, {800, 600}, {1024, 768}, {1024, 1024},
    {256, 256}, {320, 240}, {128, 128}, {720, 576}, {1280, 960}, {480, 640}, {1536, 1024}
  };
  private static final double[][] TEXT_COLOURS = {
    {1, 1, 1}, {1, 1, 0.1}, {0.1, 1, 1}, {0.2, 1, 0.2}, {1, 0.6, 0.1}, {0.7, 0.85, 1}
  };

  private final long seed;
  private final List<Category> plan;

  ImageMaker(long seed, int images) {
    Typeface.require();
    this.seed = seed;
    this.plan = Category.plan(images);
  }

  int count() {
    return plan.size();
  }

  Category category(int number) {
    return plan.get(number);
  }

  MadeImage make(int number) {
    Random random =
        new Random(new SplittableRandom(seed).nextLong() ^ 0x9E3779B97F4A7C15L * number);
    return new Making(number, plan.get(number), random).make();
  }

  /** One image in the making. */
  private static final class Making {

    private final int number;
    private final Category category;
    private final Random random;
    private final Person person;
    private final Wording wording;
    private final int width;
    private final int height;
    private Canvas ground;
    private String groundName = "plain";
    private Storage storage;
    private Legibility.View allowedGround = new Legibility.View(0, 1);
    private double[] fixedInk;

    Making(int number, Category category, Random random) {
      this.number = number;
      this.category = category;
      this.random = random;
      this.person = Person.random(random);
      this.wording = new Wording(person, random);
      int[] size = size();
      this.width = size[0];
      this.height = size[1];
    }

    private int[] size() {
      if (category == Category.TINY) {
        return new int[] {64, 64};
      }
      if (random.nextInt(40) == 0) {
        return random.nextBoolean() ? new int[] {2500, 2000} : new int[] {2048, 1536};
      }
      int[] size = SIZES[random.nextInt(SIZES.length)];
      int least =
          switch (category) {
            case LARGE_TYPE -> 512;
            case COLOUR_ULTRASOUND, PALETTE -> 320;
            default -> 128;
          };
      return Math.min(size[0], size[1]) < least ? SIZES[0] : size;
    }

    MadeImage make() {
      chooseGround();
      chooseStorage();
      Scribe scribe = new Scribe(ground, random);
      if (category != Category.NEGATIVE) {
        writeAll(scribe);
      }
      scribe.canvas().clamp();
      Canvas shown = storage.shown(scribe.canvas());
      List<DrawnText> texts =
          scribe.judged(storage.shown(scribe.ground()), shown, storage.views(shown));
      return new MadeImage(
          number, category, groundName, person, shown, storage, texts, scribe.lines());
    }

    private void chooseGround() {
      switch (category) {
        case NEGATIVE -> {
          Gauges.Kind[] kinds = Gauges.Kind.values();
          Gauges.Kind kind = kinds[number % kinds.length];
          groundName = kind.name().toLowerCase(Locale.ROOT).replace('_', ' ');
          ground = Gauges.negative(kind, width, height, random);
        }
        case PLAIN -> ground = Gauges.plain(width, height, random);
        case TEXTURED, OUTLINED, PLATE, OUTSIDE_WINDOW -> textured();
        case COLOUR_ULTRASOUND, PALETTE -> {
          groundName = "ultrasound";
          Canvas grey = Ultrasound.sector(width, height, random);
          ground = grey.coloured();
          if (random.nextBoolean()) {
            Ultrasound.flow(ground, random);
          }
          ground.clamp();
        }
        default -> {
          if (random.nextBoolean()) {
            textured();
          } else {
            ground = Gauges.plain(width, height, random);
          }
        }
      }
    }

    private void textured() {
      groundName = "anatomy";
      ground = Anatomy.any(width, height, random);
      if (category == Category.TEXTURED && random.nextBoolean()) {
        double grains = 5 + 10 * random.nextDouble();
        Noise.speckle(ground, grains, 0.08 + 0.2 * random.nextDouble(), random);
      }
    }

    private void chooseStorage() {
      storage =
          switch (category) {
            case COLOUR_ULTRASOUND -> {
              Storage.Colour[] colours = {
                Storage.Colour.RGB, Storage.Colour.YBR_FULL, Storage.Colour.YBR_FULL_422
              };
              yield Storage.coloured(colours[random.nextInt(3)], random.nextBoolean());
            }
            case PALETTE ->
                Storage.palette(
                    new Palette(
                        new double[][] {{1, 1, 0.1}, {0.2, 1, 0.2}, {1, 0.2, 0.1}, {0.1, 0.4, 1}},
                        random.nextBoolean(),
                        random));
            case OUTSIDE_WINDOW -> outsideWindow();
            default ->
                random.nextInt(20) < 11
                    ? Storage.eightBits(random.nextInt(6) == 0)
                    : Storage.deep(new Legibility.View(0, 1), random);
          };
    }

    /**
     * Text that the window clips: on ground that it does not, or on ground clipped the same way.
     */
    private Storage outsideWindow() {
      switch (random.nextInt(4)) {
        case 0 -> {
          ground.squeeze(0.1, 0.5);
          fixedInk = new double[] {0.9 + 0.1 * random.nextDouble()};
          return Storage.deep(new Legibility.View(0.1, 0.5), random);
        }
        case 1 -> {
          ground.squeeze(0.05, 0.5);
          fixedInk = new double[] {0.85 + 0.15 * random.nextDouble()};
          allowedGround = new Legibility.View(0.15, 0.6);
          return Storage.deep(new Legibility.View(0.02, 0.12), random);
        }
        case 2 -> {
          ground.squeeze(0.34, 1);
          fixedInk = new double[] {0.02 + 0.02 * random.nextDouble()};
          allowedGround = new Legibility.View(0.34, 0.7);
          return Storage.deep(new Legibility.View(0.65, 1), random);
        }
        default -> {
          ground.squeeze(0.02, 0.35);
          fixedInk = new double[] {0.7 + 0.1 * random.nextDouble()};
          return Storage.deep(new Legibility.View(0.85, 1), random);
        }
      }
    }

    private void writeAll(Scribe scribe) {
      switch (category) {
        case TINY -> {
          scribe.write(wording.brief(), look(9 + random.nextInt(3)));
          scribe.write(wording.brief(), look(9 + random.nextInt(3)));
        }
        case LARGE_TYPE -> {
          for (int i = 0; i < 3; i++) {
            double size = Math.min(40 + random.nextInt(51), Math.min(width, height) / 6.0);
            List<Piece> line = random.nextBoolean() ? wording.brief() : wording.identifying();
            scribe.write(line, look(size));
          }
          scribe.write(wording.harmless(), look(40));
        }
        case SHORT_WORDS -> {
          for (int i = 0; i < 6; i++) {
            scribe.write(wording.brief(), look(usualSize()));
          }
          scribe.write(wording.harmless(), look(usualSize()));
        }
        case TEXTURED, LOW_CONTRAST, OUTLINED, PLATE, ROTATED, OUTSIDE_WINDOW -> scattered(scribe);
        default -> {
          if (random.nextInt(3) > 0) {
            corners(scribe);
          } else {
            scattered(scribe);
          }
        }
      }
    }

    private void scattered(Scribe scribe) {
      int lines = Math.min(width, height) < 300 ? 3 : 5 + random.nextInt(4);
      for (int i = 0; i < lines; i++) {
        scribe.write(wording.identifying(), look(typeSize()));
      }
      for (int i = 0; i < 1 + lines / 3; i++) {
        scribe.write(wording.harmless(), look(typeSize()));
      }
    }

    /**
     * Blocks in the corners in one face, as devices write them; some lines go, some should stay.
     */
    private void corners(Scribe scribe) {
      Scribe.Look look = look(typeSize());
      int lines = Math.min(width, height) < 300 ? 2 : 3 + random.nextInt(3);
      for (int corner = 0; corner < 4; corner++) {
        for (int line = 0; line < (corner == 0 ? lines : lines - 1); line++) {
          boolean stays = random.nextInt(5) < (corner == 0 ? 0 : 3);
          scribe.writeInCorner(stays ? wording.harmless() : wording.identifying(), look, corner);
        }
      }
    }

    private double typeSize() {
      return category == Category.SMALL_TYPE ? 9 + random.nextInt(5) : usualSize();
    }

    private double usualSize() {
      double least = Math.min(width, height) < 200 ? 10 : Math.max(12, height / 60.0);
      double most = Math.max(least + 2, Math.min(36, height / 18.0));
      return Math.round(least + random.nextDouble() * (most - least));
    }

    private Scribe.Look look(double size) {
      Font font = Typeface.random(size, random);
      boolean smooth = random.nextInt(10) < 7;
      double outline = category == Category.OUTLINED ? Math.max(1, size / 16) : 0;
      double[] plates = {0.05, 0.05, 0.3, 0.6, 0.9};
      double plate = category == Category.PLATE ? plates[random.nextInt(plates.length)] : -1;
      int quarters =
          category == Category.ROTATED ? new int[] {1, 1, 3, 3, 2}[random.nextInt(5)] : 0;
      boolean low = category == Category.LOW_CONTRAST;
      double contrast = low ? 0.26 + 0.14 * random.nextDouble() : 0.45 + 0.55 * random.nextDouble();
      boolean prefersDark = random.nextInt(low ? 2 : 6) == 0;
      double[] colour = TEXT_COLOURS[random.nextInt(TEXT_COLOURS.length)];
      return new Scribe.Look(
          font,
          smooth,
          outline,
          plate,
          quarters,
          below -> ink(below, contrast, prefersDark, colour));
    }

    private double[] ink(double[] below, double contrast, boolean prefersDark, double[] colour) {
      if (below.length == 3) {
        double most = 0;
        for (int c = 0; c < 3; c++) {
          most = Math.max(most, Math.abs(colour[c] - below[c]));
        }
        return most < 0.4 ? null : colour;
      }
      if (fixedInk != null) {
        boolean allowed = below[0] >= allowedGround.low() && below[0] <= allowedGround.high();
        return allowed ? fixedInk : null;
      }
      boolean low = category == Category.LOW_CONTRAST;
      double least = low ? contrast : 0.4;
      double bright = Math.min(1, below[0] + contrast);
      double dark = Math.max(0.03, below[0] - contrast);
      boolean brightShows = bright - below[0] >= least - 1e-9;
      boolean darkShows = below[0] - dark >= least - 1e-9;
      if (darkShows && (prefersDark || !brightShows)) {
        return new double[] {dark};
      }
      return brightShows ? new double[] {bright} : null;
    }
  }
}
