/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.bench;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;

/** Shapes drawn as coverage, 0 to 1, that are blended into a plane at once. */
final class Layer {

  private final int width;
  private final int height;
  private final BufferedImage image;
  private final Graphics2D graphics;

  Layer(int width, int height) {
    this.width = width;
    this.height = height;
    this.image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
    this.graphics = image.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    graphics.setColor(Color.WHITE);
  }

  Graphics2D graphics() {
    return graphics;
  }

  Layer fill(Shape shape) {
    graphics.fill(shape);
    return this;
  }

  Layer stroke(Shape shape, double thickness) {
    graphics.setStroke(
        new BasicStroke((float) thickness, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    graphics.draw(shape);
    return this;
  }

  Layer ellipse(double x, double y, double radiusX, double radiusY) {
    return fill(new Ellipse2D.Double(x - radiusX, y - radiusY, 2 * radiusX, 2 * radiusY));
  }

  /** The coverage, softened by two box blurs of this radius. */
  float[] coverage(int blur) {
    byte[] bytes = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
    float[] coverage = new float[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      coverage[i] = (bytes[i] & 0xFF) / 255f;
    }
    if (blur > 0) {
      for (int pass = 0; pass < 2; pass++) {
        smooth(coverage, width, height, blur);
      }
    }
    return coverage;
  }

  /** Moves what is covered towards a brightness. */
  void blend(float[] plane, int blur, double value, double opacity) {
    float[] coverage = coverage(blur);
    for (int i = 0; i < plane.length; i++) {
      plane[i] += (float) ((value - plane[i]) * coverage[i] * opacity);
    }
  }

  /** Adds brightness where it is covered. */
  void add(float[] plane, int blur, double value) {
    float[] coverage = coverage(blur);
    for (int i = 0; i < plane.length; i++) {
      plane[i] += (float) (value * coverage[i]);
    }
  }

  /** A box blur, rows then columns. */
  static void smooth(float[] plane, int width, int height, int radius) {
    float[] line = new float[Math.max(width, height)];
    for (int y = 0; y < height; y++) {
      smoothLine(plane, y * width, 1, width, radius, line);
    }
    for (int x = 0; x < width; x++) {
      smoothLine(plane, x, width, height, radius, line);
    }
  }

  private static void smoothLine(
      float[] plane, int start, int step, int length, int radius, float[] line) {
    for (int i = 0; i < length; i++) {
      line[i] = plane[start + i * step];
    }
    double sum = 0;
    for (int i = -radius; i <= radius; i++) {
      sum += line[Math.min(length - 1, Math.max(0, i))];
    }
    for (int i = 0; i < length; i++) {
      plane[start + i * step] = (float) (sum / (2 * radius + 1));
      sum += line[Math.min(length - 1, i + radius + 1)] - line[Math.max(0, i - radius)];
    }
  }
}
