/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.pixel;

import java.util.Map;
import org.dicomdeid.codec.Box;

/**
 * Plain capital letters and digits of 5 × 7 dots, as old scanners burned them in: for images that
 * are made up, where no font may be installed.
 */
public final class Lettering {

  /** Tells where ink goes. */
  @FunctionalInterface
  public interface Ink {
    void put(int row, int column);
  }

  private static final int WIDTH = 5;
  private static final int HEIGHT = 7;

  /** Two hexadecimal digits for each row of dots, from the top; the lowest bit is at the right. */
  private static final Map<Character, String> GLYPHS =
      Map.ofEntries(
          Map.entry('A', "0E11111F111111"),
          Map.entry('B', "1E11111E11111E"),
          Map.entry('C', "0E11101010110E"),
          Map.entry('D', "1E11111111111E"),
          Map.entry('E', "1F10101E10101F"),
          Map.entry('F', "1F10101E101010"),
          Map.entry('G', "0E11101711110F"),
          Map.entry('H', "1111111F111111"),
          Map.entry('I', "0E04040404040E"),
          Map.entry('J', "0702020202120C"),
          Map.entry('K', "11121418141211"),
          Map.entry('L', "1010101010101F"),
          Map.entry('M', "111B1515111111"),
          Map.entry('N', "11111915131111"),
          Map.entry('O', "0E11111111110E"),
          Map.entry('P', "1E11111E101010"),
          Map.entry('Q', "0E11111115120D"),
          Map.entry('R', "1E11111E141211"),
          Map.entry('S', "0F10100E01011E"),
          Map.entry('T', "1F040404040404"),
          Map.entry('U', "1111111111110E"),
          Map.entry('V', "11111111110A04"),
          Map.entry('W', "1111111515150A"),
          Map.entry('X', "11110A040A1111"),
          Map.entry('Y', "1111110A040404"),
          Map.entry('Z', "1F01020408101F"),
          Map.entry('0', "0E11111111110E"),
          Map.entry('1', "040C040404040E"),
          Map.entry('2', "0E11010204081F"),
          Map.entry('3', "1F02040201110E"),
          Map.entry('4', "02060A121F0202"),
          Map.entry('5', "1F101E0101110E"),
          Map.entry('6', "0608101E11110E"),
          Map.entry('7', "1F010204080808"),
          Map.entry('8', "0E11110E11110E"),
          Map.entry('9', "0E11110F01020C"),
          Map.entry('-', "0000001F000000"),
          Map.entry('.', "000000000C0C00"),
          Map.entry(' ', "00000000000000"));

  private Lettering() {}

  /**
   * Draws a line of text.
   *
   * @param text of A to Z, 0 to 9, hyphen, full stop and space
   * @param dot side of a dot in pixels
   * @return what the text takes up
   */
  public static Box draw(String text, int row, int column, int dot, Ink ink) {
    for (int i = 0; i < text.length(); i++) {
      String glyph = GLYPHS.get(text.charAt(i));
      if (glyph == null) {
        throw new IllegalArgumentException("no such letter");
      }
      int left = column + i * (WIDTH + 1) * dot;
      for (int y = 0; y < HEIGHT * dot; y++) {
        int bits = Integer.parseInt(glyph, y / dot * 2, y / dot * 2 + 2, 16);
        for (int x = 0; x < WIDTH * dot; x++) {
          if ((bits >> (WIDTH - 1 - x / dot) & 1) != 0) {
            ink.put(row + y, left + x);
          }
        }
      }
    }
    return new Box(column, row, text.length() * (WIDTH + 1) * dot - dot, HEIGHT * dot);
  }
}
