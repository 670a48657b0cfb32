/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.bench;

import java.awt.Font;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * An ultrasound cine: moving tissue, text that stays on all frames, a counter that changes on each,
 * and text that is there for five frames only.
 */
final class CineMaker {

  static final int FRAMES = 100;
  private static final int WIDTH = 640;
  private static final int HEIGHT = 480;
  private static final int SHOWN = 5;
  private static final int TRANSIENTS = 12;

  /** A line with the frames that show it. */
  private static final class Timed {
    private final Scribe.Written written;
    private final int first;
    private final int end;

    private Timed(Scribe.Written written, int first, int end) {
      this.written = written;
      this.first = first;
      this.end = end;
    }
  }

  private final long seed;
  private final Random random;
  private final Person person;
  private final List<Timed> lines = new ArrayList<>();

  CineMaker(long seed) {
    Typeface.require();
    this.seed = seed;
    this.random = new Random(seed ^ 0xC13EL);
    this.person = Person.random(random);
    plan();
  }

  Person person() {
    return person;
  }

  private void plan() {
    Wording wording = new Wording(person, random);
    Scribe scribe = new Scribe(ground(0), random);
    Scribe.Look device = look(14);
    for (int line = 0; line < 3; line++) {
      scribe.writeInCorner(wording.identifying(), device, 0);
      scribe.writeInCorner(wording.harmless(), device, 3);
    }
    scribe.writeInCorner(wording.identifying(), device, 1);
    for (Scribe.Written each : scribe.written()) {
      lines.add(new Timed(each, 0, FRAMES));
    }
    int before = scribe.written().size();
    for (int i = 0; i < TRANSIENTS; i++) {
      scribe.write(wording.identifying(), look(14 + random.nextInt(15)));
    }
    for (Scribe.Written each : scribe.written().subList(before, scribe.written().size())) {
      int first = random.nextInt(FRAMES - SHOWN + 1);
      lines.add(new Timed(each, first, first + SHOWN));
    }
  }

  private Scribe.Look look(double size) {
    Font font = Typeface.random(size, random);
    return new Scribe.Look(
        font,
        true,
        0,
        -1,
        0,
        below -> below[0] < 0.5 ? new double[] {Math.min(1, below[0] + 0.6)} : null);
  }

  /** A frame with its text; those of text that was on it before come first, in the same order. */
  MadeImage frame(int number) {
    Scribe scribe = new Scribe(ground(number), random);
    for (Timed each : lines) {
      if (number >= each.first && number < each.end) {
        scribe.again(each.written);
      }
    }
    List<Piece> counter = List.of(Piece.label(String.format("%03d", number + 1)));
    scribe.writeInCorner(
        counter, new Scribe.Look(new Font("DejaVu Sans", 0, 14), true, 0, -1, 0, b -> white()), 2);
    scribe.canvas().clamp();
    Storage storage = Storage.eightBits(false);
    List<DrawnText> texts =
        scribe.judged(scribe.ground(), scribe.canvas(), storage.views(scribe.canvas()));
    return new MadeImage(
        number, Category.PLAIN, "cine", person, scribe.canvas(), storage, texts, scribe.lines());
  }

  private static double[] white() {
    return new double[] {0.95};
  }

  private Canvas ground(int frame) {
    Canvas canvas = new Canvas(WIDTH, HEIGHT, 1);
    Ultrasound.sector(canvas, new Random(seed), (frame % 25) / 25.0);
    Ultrasound.furniture(canvas, new Random(seed));
    Noise.grain(canvas.plane(0), 0.01, new Random(seed + frame));
    canvas.clamp();
    return canvas;
  }
}
