/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.bench;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/**
 * An image to look at: what was blanked in blue, falsely in orange, missed words in red frames,
 * found ones in green, illegible ones in grey.
 */
final class MissPicture {

  private MissPicture() {}

  static void write(MadeImage image, ImageScore score, boolean[] blanked, Path folder)
      throws IOException {
    Canvas canvas = image.canvas();
    boolean[] far = image.farFromText(12);
    float[] range = canvas.range();
    boolean stretch = image.storage().grey != null && image.storage().grey.bitsStored() > 8;
    Legibility.View view =
        stretch
            ? new Legibility.View(range[0], Math.max(range[1], range[0] + 0.01))
            : new Legibility.View(0, 1);
    BufferedImage picture =
        new BufferedImage(canvas.width, canvas.height, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < blanked.length; i++) {
      int[] rgb = new int[3];
      for (int c = 0; c < 3; c++) {
        rgb[c] = (int) (255 * view.show(canvas.plane(Math.min(c, canvas.channels() - 1))[i]));
      }
      if (blanked[i]) {
        rgb[0] = far[i] ? 128 + rgb[0] / 2 : rgb[0] / 2;
        rgb[1] = far[i] ? 64 + rgb[1] / 2 : rgb[1] / 2;
        rgb[2] = far[i] ? rgb[2] / 2 : 128 + rgb[2] / 2;
      }
      picture.setRGB(i % canvas.width, i / canvas.width, rgb[0] << 16 | rgb[1] << 8 | rgb[2]);
    }
    Graphics2D graphics = picture.createGraphics();
    for (DrawnText text : image.texts()) {
      graphics.setColor(colour(text, score));
      Rect box = text.box().grown(2);
      graphics.drawRect(box.x(), box.y(), box.width(), box.height());
    }
    graphics.dispose();
    String name =
        String.format(
            "%s-%04d-missed%d-false%.2f.png",
            image.category().label().replace(' ', '-'),
            image.number(),
            score.missed().size(),
            100 * score.falseArea());
    ImageIO.write(picture, "png", folder.resolve(name).toFile());
  }

  private static Color colour(DrawnText text, ImageScore score) {
    if (!text.isLegible()) {
      return Color.GRAY;
    }
    if (score.missed().contains(text)) {
      return Color.RED;
    }
    return text.piece().kind() == Piece.Kind.SENSITIVE ? Color.GREEN : Color.CYAN;
  }
}
