/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.bench;

import java.awt.Font;
import java.awt.Shape;
import java.awt.font.FontRenderContext;
import java.awt.font.GlyphVector;
import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Short cines over which a person's name moves, in ways that a device or a screen recorder may. */
final class MovingClips {

  /** How the text stands on a frame; not there when its opacity is nothing. */
  private record Pose(double x, double y, double size, double degrees, double opacity) {
    private static final Pose ABSENT = new Pose(0, 0, 1, 0, 0);

    static Pose at(double x, double y) {
      return new Pose(x, y, 18, 0, 1);
    }
  }

  @FunctionalInterface
  private interface Motion {
    Pose on(int frame);
  }

  private record Kind(String name, boolean isColour, double ink, Motion motion) {}

  static final int FRAMES = 30;

  private static final int WIDTH = 480;
  private static final int HEIGHT = 360;
  private static final int[] SPEEDS = {1, 2, 3, 5, 8, 16};
  private static final double TELLING = 0.25;
  private static final int LEAST_PIXELS = 8;
  private static final List<Kind> KINDS = kinds();

  private final long seed;

  MovingClips(long seed) {
    Typeface.require();
    this.seed = seed;
  }

  private static List<Kind> kinds() {
    List<Kind> kinds = new ArrayList<>();
    for (int speed : SPEEDS) {
      kinds.add(white("across " + speed, f -> Pose.at(20 + swing(speed * f, 280), 150)));
      kinds.add(white("down " + speed, f -> Pose.at(150, 40 + swing(speed * f, 290))));
      kinds.add(
          white(
              "aslant " + speed,
              f -> Pose.at(300 - swing(speed * f, 270), 320 - swing(0.6 * speed * f, 250))));
    }
    kinds.add(white("runs through", f -> Pose.at(WIDTH - 20 * f, 200)));
    kinds.add(white("grows", f -> new Pose(60, 200, 12 + f, 0, 1)));
    kinds.add(white("rotates", f -> new Pose(200, 180, 18, 2 * f - 30, 1)));
    kinds.add(
        white("fades", f -> new Pose(150, 180, 18, 0, Math.max(0, 1 - Math.abs(f - 14) / 9.0))));
    kinds.add(
        white(
            "fades while it moves",
            f -> new Pose(120 + 4 * f, 180, 18, 0, Math.max(0, 1 - Math.abs(f - 14) / 12.0))));
    kinds.add(white("blinks", f -> f % 7 == 3 ? Pose.at(150, 180) : Pose.ABSENT));
    kinds.add(white("jumps far", f -> Pose.at(20 + (f * 137) % 280, 40 + (f * 83) % 300)));
    kinds.add(white("trembles", f -> Pose.at(150 + (f * 7) % 23, 140 + (f * 5) % 17)));
    kinds.add(
        white(
            "passes within a window",
            f -> f > 11 && f < 18 ? Pose.at(100 + 6 * f, 140 + f) : Pose.ABSENT));
    kinds.add(new Kind("grey", false, 0.7, f -> Pose.at(100 + 4 * f, 140 + f)));
    kinds.add(new Kind("coloured", true, 0.95, f -> Pose.at(100 + 4 * f, 140 + f)));
    kinds.add(white("small", f -> new Pose(100 + 3 * f, 140 + f, 12, 0, 1)));
    return kinds;
  }

  private static Kind white(String name, Motion motion) {
    return new Kind(name, false, 0.95, motion);
  }

  /** There and back. */
  private static double swing(double way, double length) {
    double phase = way % (2 * length);
    return phase < length ? phase : 2 * length - phase;
  }

  /** Each way to move, over nearly nothing and over tissue. */
  int count() {
    return 2 * KINDS.size();
  }

  private static Kind kind(int clip) {
    return KINDS.get(clip / 2);
  }

  String name(int clip) {
    return (clip % 2 == 0 ? "plain, " : "tissue, ") + kind(clip).name;
  }

  Storage storage(int clip) {
    return kind(clip).isColour
        ? Storage.coloured(Storage.Colour.RGB, false)
        : Storage.eightBits(false);
  }

  Person person(int clip) {
    return Person.random(new Random(seed * 1_000 + clip));
  }

  private Canvas ground(int clip, int frame) {
    Canvas canvas = new Canvas(WIDTH, HEIGHT, 1);
    Random same = new Random(seed * 1_000 + clip);
    if (clip % 2 == 0) {
      Arrays.fill(canvas.plane(0), 0.06f);
    } else {
      Ultrasound.sector(canvas, same, (frame % 25) / 25.0);
    }
    Noise.grain(canvas.plane(0), 0.015, new Random(seed + frame));
    canvas.clamp();
    return kind(clip).isColour ? canvas.coloured() : canvas;
  }

  /** A frame with its text. */
  Canvas frame(int clip, int frame) {
    Canvas canvas = ground(clip, frame);
    for (Shape letter : letters(clip, frame)) {
      draw(canvas, letter, clip, frame);
    }
    return canvas;
  }

  private static void draw(Canvas canvas, Shape letter, int clip, int frame) {
    Kind kind = kind(clip);
    float[] coverage = new Layer(canvas.width, canvas.height).fill(letter).coverage(0);
    double[] ink = new double[canvas.channels()];
    Arrays.fill(ink, kind.ink);
    ink[ink.length - 1] = kind.isColour ? 0.15 : kind.ink;
    for (int i = 0; i < coverage.length; i++) {
      if (coverage[i] > 0) {
        canvas.blend(i, ink, coverage[i] * kind.motion.on(frame).opacity());
      }
    }
  }

  private List<Shape> letters(int clip, int frame) {
    List<Shape> letters = new ArrayList<>();
    Pose pose = kind(clip).motion.on(frame);
    if (pose.opacity() > 0) {
      Person person = person(clip);
      Font font = new Font("DejaVu Sans", Font.BOLD, 1).deriveFont((float) pose.size());
      GlyphVector glyphs =
          font.createGlyphVector(
              new FontRenderContext(null, true, true), person.family() + " " + person.given());
      AffineTransform place = AffineTransform.getTranslateInstance(pose.x(), pose.y());
      place.rotate(Math.toRadians(pose.degrees()));
      for (int i = 0; i < glyphs.getNumGlyphs(); i++) {
        Shape letter = place.createTransformedShape(glyphs.getGlyphOutline(i));
        if (!letter.getBounds2D().isEmpty()) {
          letters.add(letter);
        }
      }
    }
    return letters;
  }

  /**
   * Letters of a frame that a person can still tell, and all that could be told before.
   *
   * @param gone pixels that were blanked
   */
  int[] left(int clip, int frame, boolean[] gone) {
    int left = 0;
    int all = 0;
    Canvas under = ground(clip, frame);
    Rectangle2D picture = new Rectangle2D.Double(0, 0, WIDTH, HEIGHT);
    for (Shape letter : letters(clip, frame)) {
      Canvas over = under.copy();
      draw(over, letter, clip, frame);
      int strokes = 0;
      int shown = 0;
      for (int i = 0; i < under.size(); i++) {
        if (differs(under, over, i)) {
          strokes++;
          shown += gone[i] ? 0 : 1;
        }
      }
      if (strokes >= LEAST_PIXELS && picture.contains(letter.getBounds2D())) {
        all++;
        left += shown > TELLING * strokes ? 1 : 0;
      }
    }
    return new int[] {left, all};
  }

  private static boolean differs(Canvas one, Canvas other, int pixel) {
    for (int c = 0; c < one.channels(); c++) {
      if (Math.abs(one.plane(c)[pixel] - other.plane(c)[pixel]) > Legibility.CONTRAST) {
        return true;
      }
    }
    return false;
  }
}
