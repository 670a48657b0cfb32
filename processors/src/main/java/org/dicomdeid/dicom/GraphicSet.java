/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.dicom;

import java.nio.charset.Charset;
import java.util.Arrays;

/**
 * A registered graphic character set that an ISO 2022 escape designates as G0 or G1 (PS3.3 Tables
 * C.12-3 and C.12-4). Its code points come from the codecs of the JDK.
 */
final class GraphicSet {
  static final GraphicSet ASCII = new GraphicSet("(B", 1, null);

  /** JIS X 0201 romaji; 5CH and 7EH are read as backslash and tilde, as Shift-JIS systems do. */
  static final GraphicSet ROMAJI = new GraphicSet("(J", 1, null);

  static final GraphicSet KATAKANA = new GraphicSet(")I", 1, "JIS_X0201");
  static final GraphicSet LATIN_1 = new GraphicSet("-A", 1, "ISO-8859-1");
  static final GraphicSet LATIN_2 = new GraphicSet("-B", 1, "ISO-8859-2");
  static final GraphicSet LATIN_3 = new GraphicSet("-C", 1, "ISO-8859-3");
  static final GraphicSet LATIN_4 = new GraphicSet("-D", 1, "ISO-8859-4");
  static final GraphicSet LATIN_5 = new GraphicSet("-M", 1, "ISO-8859-9");
  static final GraphicSet LATIN_9 = new GraphicSet("-b", 1, "ISO-8859-15");
  static final GraphicSet GREEK = new GraphicSet("-F", 1, "ISO-8859-7");
  static final GraphicSet ARABIC = new GraphicSet("-G", 1, "ISO-8859-6");
  static final GraphicSet HEBREW = new GraphicSet("-H", 1, "ISO-8859-8");
  static final GraphicSet CYRILLIC = new GraphicSet("-L", 1, "ISO-8859-5");
  static final GraphicSet THAI = new GraphicSet("-T", 1, "TIS-620");
  static final GraphicSet JIS_X_0208 = new GraphicSet("$B", 2, "EUC-JP");
  static final GraphicSet JIS_X_0212 = new GraphicSet("$(D", 2, "EUC-JP");
  static final GraphicSet KS_X_1001 = new GraphicSet("$)C", 2, "EUC-KR");
  static final GraphicSet GB_2312 = new GraphicSet("$)A", 2, "GB2312");

  static final int ESCAPE = 0x1B;
  static final char UNKNOWN = '\uFFFD';

  private static final int ROW = 94;
  private static final int FIRST = 0x21;

  private final byte[] escape;
  private final int width;
  private final String codec;
  private volatile char[] characters;
  private volatile int[] codes;

  private GraphicSet(String sequence, int width, String codec) {
    this.escape = new byte[sequence.length() + 1];
    escape[0] = ESCAPE;
    for (int i = 0; i < sequence.length(); i++) {
      escape[i + 1] = (byte) sequence.charAt(i);
    }
    this.width = width;
    this.codec = codec;
  }

  /**
   * The set that a whole escape sequence at {@code at} designates; null when it is none of ours.
   */
  static GraphicSet designatedAt(byte[] bytes, int at) {
    int end = endOfEscape(bytes, at);
    int sequence = 0;
    for (int i = at + 1; i < end; i++) {
      sequence = sequence << 8 | bytes[i];
    }
    return switch (sequence) {
      case '(' << 8 | 'B' -> ASCII;
      case '(' << 8 | 'J' -> ROMAJI;
      case ')' << 8 | 'I' -> KATAKANA;
      case '-' << 8 | 'A' -> LATIN_1;
      case '-' << 8 | 'B' -> LATIN_2;
      case '-' << 8 | 'C' -> LATIN_3;
      case '-' << 8 | 'D' -> LATIN_4;
      case '-' << 8 | 'M' -> LATIN_5;
      case '-' << 8 | 'b' -> LATIN_9;
      case '-' << 8 | 'F' -> GREEK;
      case '-' << 8 | 'G' -> ARABIC;
      case '-' << 8 | 'H' -> HEBREW;
      case '-' << 8 | 'L' -> CYRILLIC;
      case '-' << 8 | 'T' -> THAI;
      // The 1978 edition and the four-byte form are met in old Japanese files.
      case '$' << 8 | 'B', '$' << 8 | '@', '$' << 16 | '(' << 8 | 'B' -> JIS_X_0208;
      case '$' << 16 | '(' << 8 | 'D' -> JIS_X_0212;
      case '$' << 16 | ')' << 8 | 'C' -> KS_X_1001;
      case '$' << 16 | ')' << 8 | 'A' -> GB_2312;
      default -> null;
    };
  }

  /** Past the escape sequence at {@code at}: ESC, intermediates 20H-2FH, one final byte. */
  static int endOfEscape(byte[] bytes, int at) {
    int end = at + 1;
    while (end < bytes.length && end < at + 3 && bytes[end] >= 0x20 && bytes[end] <= 0x2F) {
      end++;
    }
    return Math.min(end + 1, bytes.length);
  }

  byte[] escape() {
    return escape;
  }

  /** Bytes of one character. */
  int width() {
    return width;
  }

  /** Whether the set is designated as G1, its bytes having the high bit. */
  boolean isG1() {
    return this != ASCII && this != ROMAJI && this != JIS_X_0208 && this != JIS_X_0212;
  }

  /** The character of a byte 80H-FFH, for a set of one byte. */
  char decode(int code) {
    return characters()[code & 0x7F];
  }

  /** The character of a byte pair whose high bits do not matter, for a set of two bytes. */
  char decode(int first, int second) {
    return characters()[((first & 0x7F) - FIRST) * ROW + (second & 0x7F) - FIRST];
  }

  /** The code of a character above ASCII, one or two bytes without high bits; -1 when not held. */
  int encode(char character) {
    if (codec == null) {
      return -1;
    }
    int[] sorted = codes();
    int at = Arrays.binarySearch(sorted, character << 15);
    if (at < 0) {
      at = -at - 1;
    }
    return at < sorted.length && sorted[at] >>> 15 == character ? sorted[at] & 0x7FFF : -1;
  }

  private char[] characters() {
    char[] ready = characters;
    if (ready == null) {
      ready = width == 1 ? single() : pairs();
      characters = ready;
    }
    return ready;
  }

  private char[] single() {
    byte[] bytes = new byte[0x80];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (0x80 | i);
    }
    return new String(bytes, Charset.forName(codec)).toCharArray();
  }

  private char[] pairs() {
    Charset charset = Charset.forName(codec);
    char[] table = new char[ROW * ROW];
    // EUC-JP announces a character of JIS X 0212 by 8FH.
    byte[] bytes = this == JIS_X_0212 ? new byte[] {(byte) 0x8F, 0, 0} : new byte[2];
    for (int i = 0; i < table.length; i++) {
      bytes[bytes.length - 2] = (byte) (0x80 | (FIRST + i / ROW));
      bytes[bytes.length - 1] = (byte) (0x80 | (FIRST + i % ROW));
      String text = new String(bytes, charset);
      table[i] = text.length() == 1 ? text.charAt(0) : UNKNOWN;
    }
    return table;
  }

  private int[] codes() {
    int[] ready = codes;
    if (ready == null) {
      char[] table = characters();
      ready = new int[table.length];
      int count = 0;
      for (int i = 0; i < table.length; i++) {
        if (table[i] >= 0x80 && table[i] != UNKNOWN) {
          int code = width == 1 ? i : (FIRST + i / ROW) << 8 | (FIRST + i % ROW);
          ready[count++] = table[i] << 15 | code;
        }
      }
      ready = Arrays.copyOf(ready, count);
      Arrays.sort(ready);
      codes = ready;
    }
    return ready;
  }
}
