/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.pixel;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import org.dicomdeid.codec.Box;

/** Grey pictures with text drawn on them, and where its strokes are. */
final class FontLettering {

  private final BufferedImage image;

  FontLettering(int width, int height, int background) {
    image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
    Graphics2D canvas = image.createGraphics();
    canvas.setColor(new Color(background, background, background));
    canvas.fillRect(0, 0, width, height);
    canvas.dispose();
  }

  /** Draws a line of text whose left end is here, turned clockwise by quarters about it. */
  FontLettering draw(String text, int column, int baseline, int size, int ink, int quarters) {
    Graphics2D canvas = image.createGraphics();
    canvas.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    canvas.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, size));
    canvas.setColor(new Color(ink, ink, ink));
    canvas.rotate(quarters * Math.PI / 2, column, baseline);
    canvas.drawString(text, column, baseline);
    canvas.dispose();
    return this;
  }

  Picture picture() {
    byte[] samples = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
    return new Picture(image.getWidth(), image.getHeight(), 1, samples.clone());
  }

  /** The smallest box around all samples that differ from the background's. */
  static Box strokes(Picture picture, int background) {
    Box box = null;
    for (int y = 0; y < picture.height(); y++) {
      for (int x = 0; x < picture.width(); x++) {
        int value = picture.samples()[y * picture.width() + x] & 0xff;
        if (Math.abs(value - background) > 40) {
          Box pixel = new Box(x, y, 1, 1);
          box = box == null ? pixel : box.union(pixel);
        }
      }
    }
    return box;
  }
}
