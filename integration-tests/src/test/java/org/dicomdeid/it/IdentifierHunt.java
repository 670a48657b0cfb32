/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.it;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Looks for identifiers as a suspicious reader would: in every encoding and in any case. Short ones
 * count only where they stand alone, and very short ones only in text, for chance makes them in
 * other bytes.
 */
final class IdentifierHunt {

  private static final int SHORT = 8;
  private static final int VERY_SHORT = 5;

  private static final List<Charset> ENCODINGS =
      Stream.of(
              "UTF-8",
              "UTF-16LE",
              "UTF-16BE",
              "ISO-8859-1",
              "ISO-8859-5",
              "Shift_JIS",
              "EUC-JP",
              "ISO-2022-JP",
              "GB18030",
              "Big5")
          .map(Charset::forName)
          .toList();

  @SuppressWarnings("ArrayRecordComponent")
  private record Form(String identifier, byte[] bytes, boolean standsAlone) {

    boolean onlyInText() {
      return standsAlone && bytes.length < VERY_SHORT;
    }
  }

  private final List<Form> forms = new ArrayList<>();

  IdentifierHunt(Collection<String> identifiers) {
    Set<String> seen = new LinkedHashSet<>();
    for (String identifier : identifiers) {
      for (String spelling : spellings(identifier)) {
        for (Charset charset : ENCODINGS) {
          byte[] bytes = folded(encoded(spelling, charset));
          if (isTelling(spelling, bytes) && seen.add(Arrays.toString(bytes))) {
            boolean ascii = spelling.chars().allMatch(c -> c < 0x80);
            forms.add(new Form(identifier, bytes, ascii && spelling.length() < SHORT));
          }
        }
      }
    }
  }

  private static List<String> spellings(String text) {
    return List.of(text, text.toLowerCase(Locale.ROOT), text.toUpperCase(Locale.ROOT));
  }

  /** Without the escapes around it: inside a longer text they stand elsewhere. */
  private static byte[] encoded(String text, Charset charset) {
    try {
      ByteBuffer buffer = charset.newEncoder().encode(CharBuffer.wrap(text));
      byte[] bytes = new byte[buffer.remaining()];
      buffer.get(bytes);
      boolean escaped = bytes.length > 6 && bytes[0] == 0x1B;
      return escaped ? Arrays.copyOfRange(bytes, 3, bytes.length - 3) : bytes;
    } catch (CharacterCodingException notInThisRepertoire) {
      return new byte[0];
    }
  }

  /** Two kanji are four bytes of ASCII between escapes, which chance makes in any base64. */
  private static boolean isTelling(String spelling, byte[] bytes) {
    boolean sevenBit = true;
    for (byte b : bytes) {
      sevenBit &= b > 0;
    }
    return bytes.length > 1
        && (!sevenBit || bytes.length >= SHORT || spelling.chars().allMatch(c -> c < 0x80));
  }

  private static byte[] folded(byte[] bytes) {
    byte[] lower = bytes.clone();
    for (int i = 0; i < lower.length; i++) {
      if (lower[i] >= 'A' && lower[i] <= 'Z') {
        lower[i] = (byte) (lower[i] | 0x20);
      }
    }
    return lower;
  }

  /** The identifiers that the bytes hold, whatever those are. */
  List<String> in(byte[] bytes) {
    return in(bytes, false);
  }

  /** The identifiers that a text holds. */
  List<String> in(String text) {
    return in(text.getBytes(StandardCharsets.UTF_8), true);
  }

  /** The identifiers that a row of a store holds: hashes are no text. */
  List<String> in(EvidenceText.Row row) {
    return Stream.concat(in(row.text()).stream(), in(row.bytes()).stream()).toList();
  }

  private List<String> in(byte[] bytes, boolean text) {
    byte[] lower = folded(bytes);
    Set<String> found = new LinkedHashSet<>();
    for (Form form : forms) {
      if ((text || !form.onlyInText()) && !found.contains(form.identifier) && isIn(lower, form)) {
        found.add(form.identifier);
      }
    }
    return List.copyOf(found);
  }

  private static boolean isIn(byte[] bytes, Form form) {
    byte first = form.bytes[0];
    int last = bytes.length - form.bytes.length;
    for (int at = 0; at <= last; at++) {
      int end = at + form.bytes.length;
      if (bytes[at] == first
          && Arrays.equals(bytes, at, end, form.bytes, 0, form.bytes.length)
          && (!form.standsAlone || (isEdge(bytes, at - 1) && isEdge(bytes, end)))) {
        return true;
      }
    }
    return false;
  }

  /** Base64 is one long word. */
  private static boolean isEdge(byte[] bytes, int at) {
    if (at < 0 || at >= bytes.length) {
      return true;
    }
    int c = bytes[at] & 0xFF;
    return !(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9') && "+/=-_".indexOf(c) < 0;
  }
}
