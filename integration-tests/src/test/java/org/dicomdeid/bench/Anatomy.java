/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.bench;

import java.awt.geom.Arc2D;
import java.awt.geom.CubicCurve2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.Arrays;
import java.util.Random;

/** Grounds that look to a detector as pictures of bodies do. All are grey, 0 to 1. */
final class Anatomy {

  private final int width;
  private final int height;
  private final Random random;
  private final Canvas canvas;
  private final float[] plane;

  private Anatomy(int width, int height, Random random) {
    this.width = width;
    this.height = height;
    this.random = random;
    this.canvas = new Canvas(width, height, 1);
    this.plane = canvas.plane(0);
  }

  /** One of all kinds. */
  static Canvas any(int width, int height, Random random) {
    return switch (random.nextInt(7)) {
      case 0 -> chest(width, height, random);
      case 1 -> slice(width, height, random);
      case 2 -> head(width, height, random);
      case 3 -> breast(width, height, random);
      case 4 -> vessels(width, height, random);
      case 5 -> hand(width, height, random);
      default -> Ultrasound.sector(width, height, random);
    };
  }

  /** A radiograph of a chest: lungs, spine, ribs, collimated. */
  static Canvas chest(int width, int height, Random random) {
    return new Anatomy(width, height, random).drawChest();
  }

  private Canvas drawChest() {
    fill(0.1);
    layer().ellipse(w(0.5), h(0.6), w(0.48), h(0.75)).blend(plane, blur(20), 0.62, 1);
    double lung = between(0.13, 0.18);
    layer()
        .ellipse(w(0.3), h(0.45), w(lung), h(0.33))
        .ellipse(w(0.7), h(0.45), w(lung), h(0.33))
        .blend(plane, blur(30), 0.22, 0.9);
    mottle(8, 5, 0.25);
    Layer ribs = layer();
    for (int i = 0; i < 9; i++) {
      double y = h(0.14 + 0.08 * i);
      double thick = h(between(0.012, 0.02));
      ribs.stroke(new Arc2D.Double(w(0.1), y, w(0.4), h(0.2), 20, 140, Arc2D.OPEN), thick);
      ribs.stroke(new Arc2D.Double(w(0.5), y, w(0.4), h(0.2), 20, 140, Arc2D.OPEN), thick);
    }
    ribs.add(plane, 1, between(0.1, 0.22));
    Layer spine = layer();
    for (int i = 0; i < 12; i++) {
      spine.fill(new Rectangle2D.Double(w(0.46), h(0.05 + i * 0.08), w(0.08), h(0.06)));
    }
    spine.add(plane, 2, 0.18);
    return finish(between(0.01, 0.04), random.nextBoolean());
  }

  /** An axial slice: body, organs, bright bone, table. */
  static Canvas slice(int width, int height, Random random) {
    return new Anatomy(width, height, random).drawSlice();
  }

  private Canvas drawSlice() {
    fill(0.03);
    layer().ellipse(w(0.5), h(0.5), w(0.42), h(0.36)).blend(plane, 1, 0.42, 1);
    for (int i = 0; i < 10; i++) {
      layer()
          .ellipse(
              w(between(0.25, 0.75)),
              h(between(0.3, 0.7)),
              w(between(0.03, 0.12)),
              h(between(0.03, 0.1)))
          .add(plane, 1, between(-0.2, 0.2));
    }
    Layer bone = layer().ellipse(w(0.5), h(0.72), w(0.06), h(0.05));
    for (int i = 0; i < 10; i++) {
      double angle = Math.PI * (0.1 + 0.2 * i);
      bone.ellipse(
          w(0.5 + 0.36 * Math.cos(angle)), h(0.5 + 0.3 * Math.sin(angle)), w(0.02), h(0.012));
    }
    bone.blend(plane, 1, 0.95, 0.9);
    layer()
        .stroke(new Arc2D.Double(w(0.1), h(0.4), w(0.8), h(0.55), 200, 140, Arc2D.OPEN), 2)
        .blend(plane, 0, 0.6, 0.8);
    mottle(20, 4, 0.08);
    return finish(between(0.01, 0.05), false);
  }

  /** A head as magnetic resonance shows it: bright rim, folded inside, smooth. */
  static Canvas head(int width, int height, Random random) {
    return new Anatomy(width, height, random).drawHead();
  }

  private Canvas drawHead() {
    float[] fold = Noise.octaves(width, height, Math.max(8, width / 8.0), 3, random);
    fill(0.02);
    layer().ellipse(w(0.5), h(0.5), w(0.36), h(0.43)).blend(plane, 1, 0.85, 1);
    layer().ellipse(w(0.5), h(0.5), w(0.335), h(0.405)).blend(plane, 1, 0.1, 1);
    float[] brain = layer().ellipse(w(0.5), h(0.5), w(0.31), h(0.38)).coverage(1);
    double folds = between(14, 30);
    for (int i = 0; i < plane.length; i++) {
      float tissue = (float) (0.45 + 0.22 * Math.sin(folds * fold[i]));
      plane[i] += (tissue - plane[i]) * brain[i];
    }
    layer()
        .ellipse(w(0.45), h(0.47), w(0.03), h(0.1))
        .ellipse(w(0.55), h(0.47), w(0.03), h(0.1))
        .blend(plane, 2, 0.08, 0.9);
    return finish(between(0.005, 0.03), false);
  }

  /** A mammogram: half an ellipse of fibres on black. */
  static Canvas breast(int width, int height, Random random) {
    return new Anatomy(width, height, random).drawBreast();
  }

  private Canvas drawBreast() {
    fill(0.02);
    float[] fibre = Noise.octaves(width, height, Math.max(8, width / 10.0), 5, random);
    float[] inside = layer().ellipse(0, h(0.5), w(0.7), h(0.45)).coverage(blur(40));
    for (int i = 0; i < plane.length; i++) {
      double ridge = 1 - Math.abs(2 * fibre[i] - 1);
      plane[i] += (float) (inside[i] * (0.2 + 0.6 * Math.pow(ridge, 3)));
    }
    return finish(between(0.01, 0.03), false);
  }

  /** An angiogram: dark branching vessels on a soft ground, a catheter. */
  static Canvas vessels(int width, int height, Random random) {
    return new Anatomy(width, height, random).drawVessels();
  }

  private Canvas drawVessels() {
    fill(between(0.5, 0.7));
    mottle(5, 4, 0.3);
    Layer dark = layer();
    for (int i = 0; i < 4; i++) {
      branch(
          dark,
          w(between(0.3, 0.7)),
          h(between(0.05, 0.5)),
          between(0, 2 * Math.PI),
          Math.min(width, height) / 45.0,
          6);
    }
    dark.blend(plane, 1, 0.12, 0.8);
    layer()
        .stroke(
            new CubicCurve2D.Double(
                w(0.5), 0, w(between(0, 1)), h(0.3), w(between(0, 1)), h(0.6), w(0.5), h(0.5)),
            2)
        .blend(plane, 0, 0.1, 0.9);
    return finish(between(0.01, 0.04), random.nextBoolean());
  }

  private void branch(Layer layer, double x, double y, double angle, double thick, int depth) {
    if (depth == 0 || thick < 0.8) {
      return;
    }
    double length = Math.min(width, height) * between(0.08, 0.16);
    double bent = angle + between(-0.5, 0.5);
    double endX = x + length * Math.cos(bent);
    double endY = y + length * Math.sin(bent);
    Path2D path = new Path2D.Double();
    path.moveTo(x, y);
    path.quadTo(x + length / 2 * Math.cos(angle), y + length / 2 * Math.sin(angle), endX, endY);
    layer.stroke(path, thick);
    branch(layer, endX, endY, bent + between(0.1, 0.7), thick * 0.75, depth - 1);
    branch(layer, endX, endY, bent - between(0.1, 0.7), thick * 0.7, depth - 1);
  }

  /** Long bones: bright strokes with a brighter edge. */
  static Canvas hand(int width, int height, Random random) {
    return new Anatomy(width, height, random).drawHand();
  }

  private Canvas drawHand() {
    fill(0.06);
    for (int finger = 0; finger < 5; finger++) {
      double lean = (finger - 2) * 0.12 + between(-0.03, 0.03);
      double x = w(0.5 + (finger - 2) * 0.1);
      double y = h(0.85);
      double thick = Math.min(width, height) * between(0.03, 0.05);
      for (int bone = 0; bone < 4; bone++) {
        double length = h(0.2) * Math.pow(0.8, bone);
        Line2D shaft =
            new Line2D.Double(
                x, y, x + length * 0.9 * Math.sin(lean), y - length * 0.9 * Math.cos(lean));
        layer().stroke(shaft, thick * 2.4).add(plane, 4, 0.15);
        layer().stroke(shaft, thick).add(plane, 1, 0.35);
        layer().stroke(shaft, thick * 0.5).add(plane, 1, -0.15);
        x += length * Math.sin(lean);
        y -= length * Math.cos(lean);
        thick *= 0.85;
      }
    }
    mottle(15, 5, 0.15);
    return finish(between(0.01, 0.03), random.nextBoolean());
  }

  private Canvas finish(double grain, boolean collimated) {
    Noise.grain(plane, grain, random);
    if (collimated) {
      int left = (int) w(between(0.02, 0.12));
      int top = (int) h(between(0.02, 0.12));
      for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
          if (x < left || y < top || x >= width - left || y >= height - top) {
            plane[y * width + x] = 0.01f;
          }
        }
      }
    }
    canvas.clamp();
    return canvas;
  }

  private void mottle(double coarse, int octaves, double strength) {
    float[] field = Noise.octaves(width, height, Math.max(4, width / coarse), octaves, random);
    for (int i = 0; i < plane.length; i++) {
      plane[i] += (float) ((field[i] - 0.5) * 2 * strength * Math.min(1, plane[i] * 2));
    }
  }

  private void fill(double value) {
    Arrays.fill(plane, (float) value);
  }

  private Layer layer() {
    return new Layer(width, height);
  }

  private int blur(int share) {
    return Math.max(1, width / share);
  }

  private double w(double share) {
    return share * width;
  }

  private double h(double share) {
    return share * height;
  }

  private double between(double low, double high) {
    return low + random.nextDouble() * (high - low);
  }
}
