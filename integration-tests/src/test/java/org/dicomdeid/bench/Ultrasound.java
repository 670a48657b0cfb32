/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.bench;

import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.Random;

/** A sector of speckle on black, with what the device draws beside it. */
final class Ultrasound {

  private static final int BEAMS = 256;
  private static final int DEPTHS = 512;

  private Ultrasound() {}

  static Canvas sector(int width, int height, Random random) {
    Canvas canvas = new Canvas(width, height, 1);
    sector(canvas, random, 0);
    furniture(canvas, random);
    canvas.clamp();
    return canvas;
  }

  /**
   * Draws the sector alone.
   *
   * @param beat where in its movement the tissue is, 0 to 1
   */
  static void sector(Canvas canvas, Random random, double beat) {
    float[] echo = echo(random, beat);
    float[] plane = canvas.plane(0);
    double apexX = canvas.width * 0.5;
    double apexY = canvas.height * 0.06;
    double near = canvas.height * 0.08;
    double far = canvas.height * 0.86;
    double opening = 0.55 + 0.25 * random.nextDouble();
    for (int y = 0; y < canvas.height; y++) {
      for (int x = 0; x < canvas.width; x++) {
        double radius = Math.hypot(x - apexX, y - apexY);
        double angle = Math.atan2(x - apexX, y - apexY);
        int pixel = y * canvas.width + x;
        if (radius < near || radius > far || Math.abs(angle) > opening) {
          plane[pixel] = 0.01f;
          continue;
        }
        double beam = (angle / opening + 1) / 2 * (BEAMS - 1);
        double depth = (radius - near) / (far - near) * (DEPTHS - 1);
        plane[pixel] = sample(echo, beam, depth);
      }
    }
  }

  private static float sample(float[] echo, double beam, double depth) {
    int b = Math.min(BEAMS - 2, (int) beam);
    int d = Math.min(DEPTHS - 2, (int) depth);
    double fb = beam - b;
    double fd = depth - d;
    int at = d * BEAMS + b;
    double top = echo[at] + (echo[at + 1] - echo[at]) * fb;
    double bottom = echo[at + BEAMS] + (echo[at + BEAMS + 1] - echo[at + BEAMS]) * fb;
    return (float) (top + (bottom - top) * fd);
  }

  private static float[] echo(Random random, double beat) {
    float[] tissue = Noise.octaves(BEAMS, DEPTHS, 90, 4, random);
    float[] echo = new float[BEAMS * DEPTHS];
    double cystBeam = BEAMS * (0.3 + 0.4 * random.nextDouble());
    double cystDepth = DEPTHS * (0.35 + 0.3 * random.nextDouble());
    double cyst = 40 + 25 * random.nextDouble() + 12 * Math.sin(2 * Math.PI * beat);
    double wall = DEPTHS * (0.2 + 0.6 * random.nextDouble());
    for (int d = 0; d < DEPTHS; d++) {
      for (int b = 0; b < BEAMS; b++) {
        int at = d * BEAMS + b;
        double speckle = Math.sqrt(-2 * Math.log(1 - 0.999 * random.nextDouble())) / 1.25;
        double brightness = 0.1 + 0.75 * Math.pow(tissue[at], 1.6);
        double distance = Math.hypot((b - cystBeam) * 1.6, d - cystDepth);
        if (distance < cyst) {
          brightness *= 0.12;
        } else if (distance < cyst + 6) {
          brightness += 0.3;
        }
        if (Math.abs(d - wall - 10 * Math.sin(b / 40.0 + 6 * beat)) < 4) {
          brightness += 0.4;
        }
        echo[at] = (float) (brightness * (0.35 + 0.65 * speckle));
      }
    }
    Layer.smooth(echo, BEAMS, DEPTHS, 1);
    return echo;
  }

  /** The grey bar, the scale of depth, sometimes a trace of the heart. */
  static void furniture(Canvas canvas, Random random) {
    float[] plane = canvas.plane(0);
    int left = (int) (canvas.width * 0.94);
    for (int y = canvas.height / 5; y < canvas.height / 2; y++) {
      for (int x = left; x < left + Math.max(4, canvas.width / 60); x++) {
        plane[y * canvas.width + x] = 1 - (y - 0.2f * canvas.height) / (0.3f * canvas.height);
      }
    }
    Layer ticks = new Layer(canvas.width, canvas.height);
    for (int i = 0; i < 16; i++) {
      double y = canvas.height * (0.1 + 0.05 * i);
      double length = canvas.width * (i % 5 == 0 ? 0.015 : 0.008);
      ticks.fill(new Rectangle2D.Double(canvas.width * 0.9 - length, y, length, 1));
    }
    if (random.nextInt(3) == 0) {
      Gauges.trace(ticks, canvas.width, canvas.height, canvas.height * 0.95, random);
    }
    if (random.nextInt(3) == 0) {
      double x = canvas.width * 0.5;
      double y = canvas.height * 0.45;
      ticks.stroke(new Line2D.Double(x - 5, y, x + 5, y), 1);
      ticks.stroke(new Line2D.Double(x, y - 5, x, y + 5), 1);
    }
    ticks.blend(plane, 0, 0.85, 1);
  }

  /** Paints flow, red towards and blue away, into a coloured sector. */
  static void flow(Canvas canvas, Random random) {
    double centreX = canvas.width * (0.4 + 0.2 * random.nextDouble());
    double centreY = canvas.height * (0.35 + 0.25 * random.nextDouble());
    double radius = canvas.height * (0.06 + 0.1 * random.nextDouble());
    float[] turbulence = Noise.octaves(canvas.width, canvas.height, 40, 3, random);
    for (int y = 0; y < canvas.height; y++) {
      for (int x = 0; x < canvas.width; x++) {
        double distance = Math.hypot(x - centreX, (y - centreY) * 1.5) / radius;
        float speed = turbulence[y * canvas.width + x];
        if (distance < 0.6 + speed) {
          double[] colour =
              speed > 0.5 ? new double[] {speed, speed / 3, 0} : new double[] {0, speed / 2, 0.9};
          canvas.blend(y * canvas.width + x, colour, 0.85);
        }
      }
    }
  }
}
