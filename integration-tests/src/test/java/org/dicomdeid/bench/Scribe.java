/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.bench;

import java.awt.Font;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Writes lines into a canvas where there is room and where the ink shows. */
final class Scribe {

  /** Chooses the ink for a place; null when none would show there. */
  @FunctionalInterface
  interface Inkwell {
    double[] dip(double[] ground);
  }

  /**
   * How a line looks.
   *
   * @param outline thickness of a contrasting edge, 0 for none
   * @param plate brightness of a plate beneath, negative for none
   * @param quarters turns clockwise
   */
  record Look(
      Font font, boolean smooth, double outline, double plate, int quarters, Inkwell inkwell) {}

  /** A line in its place. */
  static final class Written {
    private final LineInk ink;
    private final Rect line;
    private final Look look;
    private final double[] colour;

    private Written(LineInk ink, Rect line, Look look, double[] colour) {
      this.ink = ink;
      this.line = line;
      this.look = look;
      this.colour = colour;
    }
  }

  private static final int TRIES = 40;
  private static final int GAP = 3;

  private final Canvas before;
  private final Canvas canvas;
  private final Random random;
  private final int[] cornerFilled = new int[4];
  private final List<Written> written = new ArrayList<>();

  Scribe(Canvas ground, Random random) {
    this.before = ground;
    this.canvas = ground.copy();
    this.random = random;
  }

  /** The canvas with the text. */
  Canvas canvas() {
    return canvas;
  }

  /**
   * Beneath the last line of a corner, 0 to 3 for top left, top right, bottom left, bottom right.
   */
  boolean writeInCorner(List<Piece> pieces, Look look, int corner) {
    LineInk ink = LineInk.draw(pieces, look.font(), look.smooth(), look.outline());
    int margin = Math.max(1, canvas.width / 80);
    int x = corner % 2 == 0 ? margin : canvas.width - margin - ink.width;
    int y =
        corner < 2
            ? margin + cornerFilled[corner]
            : canvas.height - margin - cornerFilled[corner] - ink.height;
    boolean fits = put(ink, look, x, y);
    if (fits) {
      cornerFilled[corner] += ink.height - 4;
    }
    return fits;
  }

  /** Anywhere. */
  boolean write(List<Piece> pieces, Look look) {
    LineInk ink =
        LineInk.draw(pieces, look.font(), look.smooth(), look.outline()).turned(look.quarters());
    for (int i = 0; i < TRIES; i++) {
      if (ink.width >= canvas.width || ink.height >= canvas.height) {
        return false;
      }
      int x = random.nextInt(canvas.width - ink.width);
      int y = random.nextInt(canvas.height - ink.height);
      if (put(ink, look, x, y)) {
        return true;
      }
    }
    return false;
  }

  private boolean put(LineInk ink, Look look, int x, int y) {
    Rect line = new Rect(x, y, ink.width, ink.height);
    if (!line.isInside(canvas.width, canvas.height)
        || written.stream().anyMatch(other -> other.line.grown(-GAP).touches(line.grown(-GAP)))) {
      return false;
    }
    double[] ground = new double[canvas.channels()];
    for (int c = 0; c < ground.length; c++) {
      ground[c] = look.plate() >= 0 ? look.plate() : mean(line, c);
    }
    double[] colour = look.inkwell().dip(ground);
    if (colour == null) {
      return false;
    }
    again(new Written(ink, line, look, colour));
    return true;
  }

  /** Writes a line as it was written elsewhere, where it was written there. */
  void again(Written other) {
    if (other.look.plate() >= 0) {
      plate(before, other.line, other.look.plate());
      plate(canvas, other.line, other.look.plate());
    }
    double brightness = 0;
    for (double channel : other.colour) {
      brightness = Math.max(brightness, channel);
    }
    double[] edge = new double[other.colour.length];
    Arrays.fill(edge, brightness > 0.5 ? 0.03 : 0.97);
    for (LineInk.PieceInk piece : other.ink.pieces) {
      blend(other.line, piece.outline, edge);
    }
    for (LineInk.PieceInk piece : other.ink.pieces) {
      blend(other.line, piece.fill, other.colour);
    }
    written.add(other);
  }

  private double mean(Rect line, int channel) {
    double sum = 0;
    for (int y = line.y(); y < line.y() + line.height(); y++) {
      for (int x = line.x(); x < line.x() + line.width(); x++) {
        sum += before.plane(channel)[y * before.width + x];
      }
    }
    return sum / (line.width() * line.height());
  }

  private static void plate(Canvas canvas, Rect line, double value) {
    double[] colour = new double[canvas.channels()];
    Arrays.fill(colour, value);
    for (int y = line.y(); y < line.y() + line.height(); y++) {
      for (int x = line.x(); x < line.x() + line.width(); x++) {
        canvas.blend(y * canvas.width + x, colour, 1);
      }
    }
  }

  private void blend(Rect line, byte[] coverage, double[] colour) {
    for (int i = 0; coverage != null && i < coverage.length; i++) {
      if (coverage[i] != 0) {
        int pixel = (line.y() + i / line.width()) * canvas.width + line.x() + i % line.width();
        canvas.blend(pixel, colour, (coverage[i] & 0xFF) / 255.0);
      }
    }
  }

  /**
   * What was written, judged by how it is shown.
   *
   * @param shownBefore the ground as the stored samples show it
   * @param shownAfter the canvas as the stored samples show it
   */
  List<DrawnText> judged(Canvas shownBefore, Canvas shownAfter, Legibility.View... views) {
    Legibility legibility = new Legibility(shownBefore, shownAfter);
    List<DrawnText> texts = new ArrayList<>();
    for (Written each : written) {
      for (LineInk.PieceInk piece : each.ink.pieces) {
        texts.add(legibility.judge(piece, each.line, each.look, views));
      }
    }
    return texts;
  }

  /** The ground beneath the text, with the plates. */
  Canvas ground() {
    return before;
  }

  /** The lines' rectangles. */
  List<Rect> lines() {
    return written.stream().map(each -> each.line).toList();
  }

  /** The lines as they were written, in order. */
  List<Written> written() {
    return List.copyOf(written);
  }
}
