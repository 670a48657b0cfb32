/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.bench;

import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.Arrays;
import java.util.Random;

/** What has edges and strokes as letters do but is no text: the hard negatives. */
final class Gauges {

  /** What a negative shows. */
  enum Kind {
    BONES,
    CHEST,
    SLICE,
    HEAD,
    BREAST,
    ULTRASOUND,
    VESSELS,
    GRID,
    RULER,
    TRACE,
    COLLIMATOR,
    NOISE,
    STENT,
    SCREWS,
    LINE_PAIRS,
    CALIPERS,
    PLAIN
  }

  private Gauges() {}

  static Canvas negative(Kind kind, int width, int height, Random random) {
    return switch (kind) {
      case BONES -> Anatomy.hand(width, height, random);
      case CHEST -> Anatomy.chest(width, height, random);
      case SLICE -> Anatomy.slice(width, height, random);
      case HEAD -> Anatomy.head(width, height, random);
      case BREAST -> Anatomy.breast(width, height, random);
      case ULTRASOUND -> Ultrasound.sector(width, height, random);
      case VESSELS -> Anatomy.vessels(width, height, random);
      case PLAIN -> plain(width, height, random);
      case NOISE -> noise(width, height, random);
      case COLLIMATOR -> collimator(width, height, random);
      case LINE_PAIRS -> linePairs(width, height, random);
      default -> drawn(kind, width, height, random);
    };
  }

  private static Canvas drawn(Kind kind, int width, int height, Random random) {
    Canvas canvas =
        kind == Kind.GRID || kind == Kind.RULER
            ? plain(width, height, random)
            : Anatomy.any(width, height, random);
    Layer layer = new Layer(width, height);
    switch (kind) {
      case GRID -> grid(layer, width, height, random);
      case RULER -> rulers(layer, width, height, random);
      case TRACE -> {
        for (int i = 1; i < 4; i++) {
          trace(layer, width, height, height * (0.2 + 0.22 * i), random);
        }
      }
      case STENT -> stent(layer, width, height, random);
      case SCREWS -> screws(layer, width, height, random);
      default -> calipers(layer, width, height, random);
    }
    double value = canvas.mean(0, 0, width, height) > 0.6 ? 0.05 : 0.97;
    layer.blend(canvas.plane(0), 0, value, 1);
    canvas.clamp();
    return canvas;
  }

  /** One brightness, or a slow slope, with a little grain. */
  static Canvas plain(int width, int height, Random random) {
    Canvas canvas = new Canvas(width, height, 1);
    float[] levels = {0.02f, 0.02f, 0.1f, 0.3f, 0.5f, 0.9f, 1f};
    float level = levels[random.nextInt(levels.length)];
    double slope = random.nextInt(3) == 0 ? 0.2 * random.nextDouble() : 0;
    float[] plane = canvas.plane(0);
    for (int i = 0; i < plane.length; i++) {
      int row = i / width;
      plane[i] = (float) (level + slope * ((double) row / height - 0.5));
    }
    if (random.nextBoolean()) {
      Noise.grain(plane, 0.015, random);
    }
    canvas.clamp();
    return canvas;
  }

  private static Canvas noise(int width, int height, Random random) {
    Canvas canvas = new Canvas(width, height, 1);
    float[] field = Noise.octaves(width, height, 24, 1 + random.nextInt(5), random);
    System.arraycopy(field, 0, canvas.plane(0), 0, field.length);
    Noise.grain(canvas.plane(0), 0.05 + 0.15 * random.nextDouble(), random);
    canvas.clamp();
    return canvas;
  }

  private static Canvas collimator(int width, int height, Random random) {
    Canvas canvas = Anatomy.any(width, height, random);
    Path2D field = new Path2D.Double();
    int corners = 4 + random.nextInt(5);
    for (int i = 0; i < corners; i++) {
      double angle = 2 * Math.PI * i / corners + 0.3 * random.nextDouble();
      double x = width * (0.5 + 0.42 * Math.cos(angle));
      double y = height * (0.5 + 0.42 * Math.sin(angle));
      if (i == 0) {
        field.moveTo(x, y);
      } else {
        field.lineTo(x, y);
      }
    }
    field.closePath();
    float[] open = new Layer(width, height).fill(field).coverage(1);
    float[] plane = canvas.plane(0);
    float shutter = random.nextBoolean() ? 0.01f : 0.95f;
    for (int i = 0; i < plane.length; i++) {
      plane[i] = shutter + (plane[i] - shutter) * open[i];
    }
    return canvas;
  }

  private static Canvas linePairs(int width, int height, Random random) {
    Canvas canvas = new Canvas(width, height, 1);
    Arrays.fill(canvas.plane(0), 0.4f);
    Layer layer = new Layer(width, height);
    double thick = 8;
    double x = width * 0.05;
    while (thick > 0.8 && x < width * 0.95) {
      for (int line = 0; line < 5 && x < width * 0.95; line++) {
        layer.fill(new Rectangle2D.Double(x, height * 0.2, thick, height * 0.25));
        layer.fill(new Rectangle2D.Double(height * 0.2, x, height * 0.2, thick));
        x += 2 * thick;
      }
      x += 16;
      thick *= 0.8;
    }
    for (int i = 0; i < 12; i++) {
      layer.ellipse(
          width * (0.1 + 0.07 * i), height * 0.75, 2 + i * width / 400.0, 2 + i * width / 400.0);
    }
    layer.blend(canvas.plane(0), random.nextInt(2), 0.9, 1);
    Noise.grain(canvas.plane(0), 0.02, random);
    canvas.clamp();
    return canvas;
  }

  private static void grid(Layer layer, int width, int height, Random random) {
    int step = 12 + random.nextInt(40);
    double thick = 1 + random.nextInt(2);
    for (int x = step; x < width; x += step) {
      layer.fill(new Rectangle2D.Double(x, 0, thick, height));
    }
    for (int y = step; y < height; y += step) {
      layer.fill(new Rectangle2D.Double(0, y, width, thick));
    }
  }

  private static void rulers(Layer layer, int width, int height, Random random) {
    int step = 4 + random.nextInt(8);
    for (int i = 0; i * step < height * 0.9; i++) {
      double length = i % 10 == 0 ? 18 : i % 5 == 0 ? 12 : 7;
      double at = height * 0.05 + i * step;
      layer.fill(new Rectangle2D.Double(width - 8 - length, at, length, 1));
    }
    for (int i = 0; i * step < width * 0.8; i++) {
      double length = i % 10 == 0 ? 18 : i % 5 == 0 ? 12 : 7;
      double at = width * 0.05 + i * step;
      layer.fill(new Rectangle2D.Double(at, height - 8 - length, 1, length));
    }
  }

  /** The trace of a heart, about a line. */
  static void trace(Layer layer, int width, int height, double base, Random random) {
    Path2D path = new Path2D.Double();
    path.moveTo(0, base);
    double beat = width / (4 + 5 * random.nextDouble());
    double tall = height * 0.05;
    for (double x = 0; x < width; x += beat) {
      path.lineTo(x + beat * 0.3, base + 2 * random.nextDouble());
      path.lineTo(x + beat * 0.36, base - tall * 0.2);
      path.lineTo(x + beat * 0.42, base);
      path.lineTo(x + beat * 0.46, base + tall * 0.2);
      path.lineTo(x + beat * 0.5, base - tall);
      path.lineTo(x + beat * 0.54, base + tall * 0.3);
      path.lineTo(x + beat * 0.6, base);
      path.lineTo(x + beat * 0.78, base - tall * 0.3);
      path.lineTo(x + beat * 0.9, base);
    }
    layer.stroke(path, 1.2);
  }

  private static void stent(Layer layer, int width, int height, Random random) {
    double x = width * (0.3 + 0.3 * random.nextDouble());
    double y = height * (0.3 + 0.3 * random.nextDouble());
    double tube = Math.max(8, width / 40.0);
    int cells = 10 + random.nextInt(10);
    for (int i = 0; i < cells; i++) {
      double a = x + i * tube * 0.6;
      double b = y + 0.2 * i * tube;
      layer.stroke(new Line2D.Double(a, b, a + tube * 0.6, b + tube), 1.2);
      layer.stroke(new Line2D.Double(a, b + tube, a + tube * 0.6, b + tube * 0.2), 1.2);
    }
  }

  private static void screws(Layer layer, int width, int height, Random random) {
    for (int i = 0; i < 5; i++) {
      double x = width * (0.2 + 0.6 * random.nextDouble());
      double y = height * (0.2 + 0.6 * random.nextDouble());
      double size = Math.max(3, width / 120.0);
      layer.fill(new Rectangle2D.Double(x, y, size * 3, size));
      layer.fill(new Rectangle2D.Double(x + size, y, size, size * 8));
      for (int turn = 0; turn < 7; turn++) {
        layer.stroke(
            new Line2D.Double(
                x + size * 0.4, y + size * (turn + 1.6), x + size * 2.6, y + size * (turn + 1.1)),
            1);
      }
    }
    for (int i = 0; i < 4; i++) {
      double x = width * (0.3 + 0.4 * random.nextDouble());
      double y = height * (0.1 + 0.2 * i);
      layer.stroke(new Ellipse2D.Double(x, y, width / 40.0, width / 60.0), 1.5);
      double turn = width / 120.0;
      for (int twist = 0; twist < 3; twist++) {
        double from = x + width / 40.0 + twist * turn;
        layer.stroke(new Line2D.Double(from, y, from + turn, y + turn), 1.2);
        layer.stroke(new Line2D.Double(from, y + turn, from + turn, y), 1.2);
      }
    }
  }

  private static void calipers(Layer layer, int width, int height, Random random) {
    for (int i = 0; i < 3; i++) {
      double x = width * (0.1 + 0.6 * random.nextDouble());
      double y = height * (0.1 + 0.6 * random.nextDouble());
      double dx = width * 0.2 * random.nextDouble();
      double dy = height * 0.2 * random.nextDouble();
      for (int end = 0; end < 2; end++) {
        double cx = x + end * dx;
        double cy = y + end * dy;
        layer.stroke(new Line2D.Double(cx - 5, cy, cx + 5, cy), 1);
        layer.stroke(new Line2D.Double(cx, cy - 5, cx, cy + 5), 1);
      }
      int dots = (int) (Math.hypot(dx, dy) / 6);
      for (int dot = 1; dot < dots; dot++) {
        layer.ellipse(x + dx * dot / dots, y + dy * dot / dots, 0.8, 0.8);
      }
    }
  }
}
