/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.bench;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.util.ArrayList;
import java.util.List;

/** A line of text as coverage, 0 to 255 a pixel, each piece and its outline by itself. */
final class LineInk {

  /** One piece in the frame of its line. */
  static final class PieceInk {
    final Piece piece;
    final byte[] fill;
    final byte[] outline;

    PieceInk(Piece piece, byte[] fill, byte[] outline) {
      this.piece = piece;
      this.fill = fill;
      this.outline = outline;
    }
  }

  private static final int EDGE = 5;

  final int width;
  final int height;
  final List<PieceInk> pieces;

  private LineInk(int width, int height, List<PieceInk> pieces) {
    this.width = width;
    this.height = height;
    this.pieces = pieces;
  }

  /**
   * Draws a line.
   *
   * @param outline pixels around each stroke that are drawn in a second colour; 0 for none
   */
  static LineInk draw(List<Piece> pieces, Font font, boolean smooth, double outline) {
    BufferedImage probe = new BufferedImage(1, 1, BufferedImage.TYPE_BYTE_GRAY);
    Graphics2D probing = graphics(probe, font, smooth);
    FontMetrics metrics = probing.getFontMetrics();
    StringBuilder text = new StringBuilder();
    List<Integer> starts = new ArrayList<>();
    for (Piece piece : pieces) {
      text.append(text.isEmpty() ? "" : " ");
      starts.add(metrics.stringWidth(text.toString()));
      text.append(piece.text());
    }
    int width = metrics.stringWidth(text.toString()) + 2 * EDGE;
    int height = metrics.getAscent() + metrics.getDescent() + 2 * EDGE;
    probing.dispose();
    List<PieceInk> inks = new ArrayList<>();
    for (int i = 0; i < pieces.size(); i++) {
      int x = EDGE + starts.get(i);
      int y = EDGE + metrics.getAscent();
      inks.add(ink(pieces.get(i), font, smooth, outline, width, height, x, y));
    }
    return new LineInk(width, height, inks);
  }

  private static PieceInk ink(
      Piece piece, Font font, boolean smooth, double outline, int width, int height, int x, int y) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
    Graphics2D graphics = graphics(image, font, smooth);
    graphics.drawString(piece.text(), x, y);
    graphics.dispose();
    byte[] around = null;
    if (outline > 0) {
      BufferedImage second = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
      Graphics2D stroking = graphics(second, font, smooth);
      stroking.setStroke(
          new BasicStroke((float) (2 * outline), BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
      stroking.draw(
          font.createGlyphVector(stroking.getFontRenderContext(), piece.text()).getOutline(x, y));
      stroking.dispose();
      around = bytes(second);
    }
    return new PieceInk(piece, bytes(image), around);
  }

  private static Graphics2D graphics(BufferedImage image, Font font, boolean smooth) {
    Graphics2D graphics = image.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING,
        smooth ? RenderingHints.VALUE_TEXT_ANTIALIAS_ON : RenderingHints.VALUE_TEXT_ANTIALIAS_OFF);
    graphics.setFont(font);
    graphics.setColor(Color.WHITE);
    return graphics;
  }

  private static byte[] bytes(BufferedImage image) {
    return ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
  }

  /** The line turned clockwise by quarters. */
  LineInk turned(int quarters) {
    LineInk line = this;
    for (int i = 0; i < quarters; i++) {
      line = line.turnedOnce();
    }
    return line;
  }

  private LineInk turnedOnce() {
    List<PieceInk> turned = new ArrayList<>();
    for (PieceInk ink : pieces) {
      turned.add(new PieceInk(ink.piece, turn(ink.fill), turn(ink.outline)));
    }
    return new LineInk(/* width= */ height, /* height= */ width, turned);
  }

  private byte[] turn(byte[] from) {
    if (from == null) {
      return null;
    }
    byte[] to = new byte[from.length];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        to[x * height + (height - 1 - y)] = from[y * width + x];
      }
    }
    return to;
  }
}
