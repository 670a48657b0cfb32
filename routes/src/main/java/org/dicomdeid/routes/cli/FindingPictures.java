/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes.cli;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.dicomdeid.codec.Box;
import org.dicomdeid.pipeline.Inspector;
import org.dicomdeid.pixel.Finding;
import org.dicomdeid.pixel.Picture;
import org.dicomdeid.receipt.Content;
import org.dicomdeid.receipt.OwnerOnly;

/**
 * Writes PNG files of frames before and after: what goes framed in red, text that stays in green,
 * regions in blue; over each as many dots as characters were read, and none of the characters.
 */
final class FindingPictures implements Inspector.PictureSink {

  private static final Color GOES = new Color(255, 64, 64);
  private static final Color STAYS = new Color(64, 220, 64);
  private static final Color REGION = new Color(96, 160, 255);

  private final Path folder;
  private int written;

  /** Pictures in a folder that only its owner may read: those before show what identifies. */
  FindingPictures(Path folder) throws IOException {
    this.folder = folder;
    if (!Files.isDirectory(folder)) {
      OwnerOnly.createFolder(folder);
    }
    ImageIO.setUseCache(false);
  }

  int written() {
    return written;
  }

  @Override
  public void take(Content input, int frame, Picture before, Picture after, List<Finding> findings)
      throws IOException {
    String name = String.format("%s-frame%05d", input.sha256(), frame);
    write(name + "-before.png", before, findings);
    List<Finding> left = findings.stream().filter(finding -> !finding.redacted()).toList();
    write(name + "-after.png", after, left);
  }

  private void write(String name, Picture picture, List<Finding> findings) throws IOException {
    BufferedImage image =
        new BufferedImage(picture.width(), picture.height(), BufferedImage.TYPE_INT_RGB);
    byte[] samples = picture.samples();
    for (int i = 0; i < picture.width() * picture.height(); i++) {
      int red = samples[picture.channels() * i] & 0xFF;
      int green = picture.channels() == 3 ? samples[3 * i + 1] & 0xFF : red;
      int blue = picture.channels() == 3 ? samples[3 * i + 2] & 0xFF : red;
      image.setRGB(i % picture.width(), i / picture.width(), red << 16 | green << 8 | blue);
    }
    Graphics2D graphics = image.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    for (Finding finding : findings) {
      draw(graphics, finding);
    }
    graphics.dispose();
    Path file = folder.resolve(name);
    if (!ImageIO.write(image, "png", file.toFile())) {
      throw new IOException("this Java runtime writes no PNG files");
    }
    written++;
  }

  private static void draw(Graphics2D graphics, Finding finding) {
    graphics.setColor(
        finding.kind() != Finding.Kind.TEXT ? REGION : finding.redacted() ? GOES : STAYS);
    Box box = finding.box();
    graphics.drawRect(box.column(), box.row(), box.width() - 1, box.height() - 1);
    if (finding.characters() == 0) {
      return;
    }
    int step = Math.max(3, Math.min(8, box.width() / finding.characters()));
    int size = Math.max(2, step - 2);
    int top = box.row() >= size + 2 ? box.row() - size - 1 : box.bottom() + 1;
    for (int i = 0; i < finding.characters(); i++) {
      graphics.fillOval(box.column() + i * step, top, size, size);
    }
  }
}
