/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.deidentify;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.dicomdeid.deidentify.LeakPattern.Boundary;
import org.dicomdeid.dicom.CharacterSet;
import org.dicomdeid.dicom.VR;

/** Collects the byte forms of identifiers: each spelling in every usual encoding. */
final class LeakPatterns {

  /** Encodings that hold ASCII as it is, so that a text of ASCII alone has one form in all. */
  private static final List<Charset> LEGACY =
      Stream.of(
              "ISO-8859-1",
              "ISO-8859-2",
              "ISO-8859-3",
              "ISO-8859-4",
              "ISO-8859-5",
              "ISO-8859-6",
              "ISO-8859-7",
              "ISO-8859-8",
              "ISO-8859-9",
              "ISO-8859-15",
              "TIS-620",
              "Shift_JIS",
              "EUC-JP",
              "EUC-KR",
              "GBK",
              "GB18030")
          .map(Charset::forName)
          .toList();

  /** The characters of bytes 80H to FFH in each encoding before Shift_JIS: most texts fit few. */
  private static final String[] SINGLE_BYTE = highHalves();

  private static final int EUC_JP = LEGACY.indexOf(Charset.forName("EUC-JP"));

  /** Their text is 7-bit pairs between escapes; the second returns by ESC ( J instead of ( B. */
  private static final List<CharacterSet> JAPANESE =
      List.of(
          CharacterSet.of(List.of("", "ISO 2022 IR 87", "ISO 2022 IR 159")),
          CharacterSet.of(List.of("ISO 2022 IR 13", "ISO 2022 IR 87", "ISO 2022 IR 159")));

  private static final char FIRST_GREEK = '\u0370';
  private static final byte ESCAPE = 0x1B;
  private static final int RETURN_LENGTH = 3;

  private final List<LeakPattern> patterns = new ArrayList<>();
  private final CharsetEncoder[] encoders = new CharsetEncoder[LEGACY.size()];
  private int identifiers;
  private int firstOfIdentifier;

  LeakPatterns() {}

  /** Those that are known already, to which more are added. */
  LeakPatterns(LeakPatterns known) {
    patterns.addAll(known.patterns);
    identifiers = known.identifiers;
  }

  List<LeakPattern> patterns() {
    return patterns;
  }

  void addText(String text) {
    int identifier = identifiers++;
    firstOfIdentifier = patterns.size();
    String trimmed = text.strip();
    addSpelling(trimmed, identifier);
    if (!isAscii(trimmed)) {
      // ASCII letters match in either case; of others the usual forms must be patterns.
      String lower = trimmed.toLowerCase(Locale.ROOT);
      String upper = trimmed.toUpperCase(Locale.ROOT);
      if (!isSameButForAsciiCase(lower, trimmed)) {
        addSpelling(lower, identifier);
      }
      if (!isSameButForAsciiCase(upper, trimmed)) {
        addSpelling(upper, identifier);
      }
    }
  }

  void addRaw(byte[] value) {
    int identifier = identifiers++;
    firstOfIdentifier = patterns.size();
    String text = new String(value, ISO_8859_1);
    Boundary boundary = LeakPattern.boundaryOf(text);
    if (boundary != null) {
      // Between escapes a byte that looks like a letter is half of a character.
      add(value.clone(), identifier, text.indexOf(ESCAPE) < 0, boundary, ISO_8859_1);
    }
  }

  private void addSpelling(String text, int identifier) {
    Boundary boundary = LeakPattern.boundaryOf(text);
    if (boundary == null) {
      return;
    }
    boolean folded = hasAsciiLetter(text);
    if (isAscii(text)) {
      add(spread(text, 1, 0), identifier, folded, boundary, UTF_8);
      add(spread(text, 2, 0), identifier, folded, boundary, UTF_16LE);
      add(spread(text, 2, 1), identifier, folded, boundary, UTF_16BE);
      return;
    }
    add(text.getBytes(UTF_8), identifier, folded, boundary, UTF_8);
    add(text.getBytes(UTF_16LE), identifier, folded, boundary, UTF_16LE);
    add(text.getBytes(UTF_16BE), identifier, folded, boundary, UTF_16BE);
    boolean japanese = false;
    for (int i = 0; i < encoders.length; i++) {
      byte[] bytes = encode(text, i);
      if (bytes != null) {
        add(bytes, identifier, folded, boundary, LEGACY.get(i));
        // Accented Latin is never written so, though JIS X 0212 has it.
        japanese |= i == EUC_JP && isBeyondLatin(text);
      }
    }
    for (CharacterSet set : japanese ? JAPANESE : List.<CharacterSet>of()) {
      byte[] bytes = set.encode(text, VR.LO);
      if (indexOf(bytes, ESCAPE, 0) >= 0 && set.decode(bytes, VR.LO).equals(text)) {
        add(withoutOuterEscapes(bytes), identifier, folded, boundary, ISO_8859_1);
      }
    }
  }

  /** ASCII in characters of {@code width} bytes, of which one says something. */
  private static byte[] spread(String ascii, int width, int at) {
    byte[] bytes = new byte[width * ascii.length()];
    for (int i = 0; i < ascii.length(); i++) {
      bytes[width * i + at] = (byte) ascii.charAt(i);
    }
    return bytes;
  }

  private void add(
      byte[] bytes, int identifier, boolean folded, Boundary boundary, Charset charset) {
    LeakPattern pattern = LeakPattern.of(bytes, identifier, folded, boundary, charset);
    if (pattern == null) {
      return;
    }
    for (int i = firstOfIdentifier; i < patterns.size(); i++) {
      if (Arrays.equals(patterns.get(i).bytes, pattern.bytes)) {
        return;
      }
    }
    patterns.add(pattern);
  }

  private static boolean holds(String high, String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= 0x80 && high.indexOf(c) < 0) {
        return false;
      }
    }
    return true;
  }

  /** Bytes in the encoding of this index; null when it does not hold the text. */
  private byte[] encode(String text, int index) {
    if (index < SINGLE_BYTE.length && !holds(SINGLE_BYTE[index], text)) {
      return null;
    }
    CharsetEncoder encoder = encoders[index];
    if (encoder == null) {
      encoder = LEGACY.get(index).newEncoder();
      encoders[index] = encoder;
    }
    byte[] bytes = new byte[(int) (text.length() * (double) encoder.maxBytesPerChar()) + 1];
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    encoder.reset();
    if (!encoder.encode(CharBuffer.wrap(text), buffer, true).isUnderflow()) {
      return null;
    }
    return Arrays.copyOf(bytes, buffer.position());
  }

  /** Without the escape that leads in and the one that leads out: an enclosing text has others. */
  private static byte[] withoutOuterEscapes(byte[] bytes) {
    int start = 0;
    if (bytes[0] == ESCAPE) {
      start = bytes[2] == '(' ? 4 : 3;
    }
    int end = bytes.length;
    if (end - RETURN_LENGTH > start && bytes[end - RETURN_LENGTH] == ESCAPE) {
      end -= RETURN_LENGTH;
    }
    return Arrays.copyOfRange(bytes, start, end);
  }

  private static int indexOf(byte[] bytes, byte wanted, int from) {
    for (int i = from; i < bytes.length; i++) {
      if (bytes[i] == wanted) {
        return i;
      }
    }
    return -1;
  }

  private static String[] highHalves() {
    byte[] high = new byte[0x80];
    for (int i = 0; i < high.length; i++) {
      high[i] = (byte) (0x80 | i);
    }
    return LEGACY.subList(0, LEGACY.indexOf(Charset.forName("Shift_JIS"))).stream()
        .map(charset -> new String(high, charset))
        .toArray(String[]::new);
  }

  private static boolean isSameButForAsciiCase(String one, String other) {
    if (one.length() != other.length()) {
      return false;
    }
    for (int i = 0; i < one.length(); i++) {
      char a = one.charAt(i);
      char b = other.charAt(i);
      if (a != b && (a >= 0x80 || b >= 0x80)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isBeyondLatin(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= FIRST_GREEK) {
        return true;
      }
    }
    return false;
  }

  private static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 0x80) {
        return false;
      }
    }
    return true;
  }

  private static boolean hasAsciiLetter(String text) {
    for (int i = 0; i < text.length(); i++) {
      int c = text.charAt(i) | 0x20;
      if (c >= 'a' && c <= 'z') {
        return true;
      }
    }
    return false;
  }
}
