/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.dicom;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.stream.Stream;

/**
 * Text with code extensions (PS3.5 6.1.2.5): which sets are in force initially and again after each
 * delimiter, and which others an escape may bring in. Immutable.
 *
 * <p>Reading takes every escape of the standard, declared or not; writing takes declared ones.
 */
final class Iso2022 {

  private final GraphicSet initialG0;
  private final GraphicSet initialG1;
  private final GraphicSet undesignatedG1;
  private final List<GraphicSet> extensions;

  /**
   * @param initial what value 1 declares
   * @param others what the other values declare
   */
  Iso2022(List<GraphicSet> initial, List<GraphicSet> others) {
    this.initialG0 = initial.contains(GraphicSet.ROMAJI) ? GraphicSet.ROMAJI : GraphicSet.ASCII;
    this.initialG1 = firstG1(initial);
    // Real files often designate a G1 set once and rely on it past a delimiter.
    this.undesignatedG1 = initialG1 != null ? initialG1 : firstG1(others);
    this.extensions = union(initial, others);
  }

  String decode(byte[] bytes, VR vr) {
    StringBuilder text = new StringBuilder(bytes.length);
    GraphicSet g0 = initialG0;
    GraphicSet g1 = undesignatedG1;
    int at = 0;
    while (at < bytes.length) {
      int b = bytes[at] & 0xFF;
      if (b == GraphicSet.ESCAPE) {
        GraphicSet set = GraphicSet.designatedAt(bytes, at);
        if (set == null) {
          text.append((char) b);
          at++;
          continue;
        }
        if (set.isG1()) {
          g1 = set;
        } else {
          g0 = set;
        }
        at = GraphicSet.endOfEscape(bytes, at);
      } else if (b < 0x80) {
        // A pair first: 5CH, 5EH and 3DH inside one are no delimiters.
        if (g0.width() == 2 && isPairOf7Bit(bytes, at)) {
          text.append(g0.decode(b, bytes[at + 1]));
          at += 2;
          continue;
        }
        if (isDelimiter(b, vr)) {
          g0 = initialG0;
          g1 = undesignatedG1;
        }
        text.append((char) b);
        at++;
      } else if (g1 == null) {
        text.append((char) b);
        at++;
      } else if (g1.width() == 1) {
        text.append(g1.decode(b));
        at++;
      } else if (isPairOf8Bit(bytes, at)) {
        text.append(g1.decode(b, bytes[at + 1]));
        at += 2;
      } else {
        text.append(GraphicSet.UNKNOWN);
        at++;
      }
    }
    return text.toString();
  }

  byte[] encode(String text, VR vr) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length() + 16);
    GraphicSet g0 = initialG0;
    GraphicSet g1 = initialG1;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      GraphicSet set = c < 0x80 ? null : setFor(c, g0, g1);
      if (set == null) {
        if (c >= 0x80 || c == GraphicSet.ESCAPE) {
          if (Character.isHighSurrogate(c)
              && i + 1 < text.length()
              && Character.isLowSurrogate(text.charAt(i + 1))) {
            i++;
          }
          c = '?';
        }
        g0 = designate(initialG0, g0, bytes);
        if (isDelimiter(c, vr)) {
          g1 = designate(initialG1, g1, bytes);
        }
        bytes.write(c);
        continue;
      }
      int code = set.encode(c);
      if (set.isG1()) {
        g1 = designate(set, g1, bytes);
        code |= set.width() == 1 ? 0x80 : 0x8080;
      } else {
        g0 = designate(set, g0, bytes);
      }
      if (set.width() == 2) {
        bytes.write(code >>> 8);
      }
      bytes.write(code);
    }
    designate(initialG0, g0, bytes);
    designate(initialG1, g1, bytes);
    return bytes.toByteArray();
  }

  private static GraphicSet designate(
      GraphicSet wanted, GraphicSet current, ByteArrayOutputStream bytes) {
    // No escape says "no G1"; the delimiter that follows does.
    if (wanted != current && wanted != null) {
      bytes.writeBytes(wanted.escape());
    }
    return wanted;
  }

  /** The set in force if it holds the character, else the first declared one; null for none. */
  private GraphicSet setFor(char c, GraphicSet g0, GraphicSet g1) {
    if (g1 != null && g1.encode(c) >= 0) {
      return g1;
    }
    if (g0.encode(c) >= 0) {
      return g0;
    }
    for (GraphicSet set : extensions) {
      if (set.encode(c) >= 0) {
        return set;
      }
    }
    return null;
  }

  /** PS3.5 6.1.2.5.3. */
  private static boolean isDelimiter(int c, VR vr) {
    return switch (c) {
      case '\t', '\n', '\f', '\r' -> true;
      case '\\' -> vr.isMultiValued();
      case '^', '=' -> vr == VR.PN;
      default -> false;
    };
  }

  private static boolean isPairOf7Bit(byte[] bytes, int at) {
    return bytes[at] > 0x20
        && bytes[at] < 0x7F
        && at + 1 < bytes.length
        && bytes[at + 1] > 0x20
        && bytes[at + 1] < 0x7F;
  }

  private static boolean isPairOf8Bit(byte[] bytes, int at) {
    return at + 1 < bytes.length && isGraphic8Bit(bytes[at]) && isGraphic8Bit(bytes[at + 1]);
  }

  private static boolean isGraphic8Bit(byte b) {
    return (b & 0xFF) > 0xA0 && (b & 0xFF) < 0xFF;
  }

  private static GraphicSet firstG1(List<GraphicSet> sets) {
    for (GraphicSet set : sets) {
      if (set.isG1()) {
        return set;
      }
    }
    return null;
  }

  private static List<GraphicSet> union(List<GraphicSet> first, List<GraphicSet> second) {
    return Stream.concat(first.stream(), second.stream()).distinct().toList();
  }
}
