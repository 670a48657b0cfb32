/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.deidentify;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.dicomdeid.deidentify.LeakSearch.Scanner;

class LeakSearchProperties {

  /** Few letters, so that parts of identifiers meet in the stream and stand beside each other. */
  private static final String LETTERS = "abBé1.2 ";

  private static final List<Charset> ENCODINGS =
      List.of(
          Charset.forName("UTF-8"),
          Charset.forName("ISO-8859-1"),
          Charset.forName("UTF-16LE"),
          Charset.forName("UTF-16BE"));

  /** The stream is given as text of ISO-IR 100, one character a byte. */
  record Case(List<String> identifiers, String bytes) {
    byte[] stream() {
      return bytes.getBytes(ISO_8859_1);
    }
  }

  record Hit(long at, int identifier) {}

  @Property(tries = 3000)
  void finds_what_a_plain_search_finds(@ForAll("cases") Case given) {
    Scanner scanner = LeakSearch.of(given.identifiers(), List.of()).scanner();
    scanner.accept(given.stream(), 0, given.stream().length);
    assertThat(new Hit(scanner.at(), scanner.identifier())).isEqualTo(plain(given));
    assertThat(scanner.found()).isEqualTo(scanner.at() >= 0);
  }

  @Property(tries = 1000)
  void where_the_stream_is_cut_makes_no_difference(
      @ForAll("cases") Case given, @ForAll long seed, @ForAll boolean far) {
    // Far beyond the buffer as well: its edge is a cut too.
    byte[] stream = far ? behind(given.stream(), new Random(seed).nextInt(20_000)) : given.stream();
    LeakSearch search = LeakSearch.of(given.identifiers(), List.of());
    Scanner whole = search.scanner();
    whole.accept(stream, 0, stream.length);
    Scanner cut = search.scanner();
    Random random = new Random(seed);
    int at = 0;
    while (at < stream.length) {
      int length = Math.min(random.nextInt(far ? 3000 : 12), stream.length - at);
      byte[] chunk = new byte[length + 7];
      System.arraycopy(stream, at, chunk, 3, length);
      cut.accept(chunk, 3, length);
      at += length;
    }
    assertThat(new Hit(cut.at(), cut.identifier()))
        .isEqualTo(new Hit(whole.at(), whole.identifier()))
        .isEqualTo(plain(new Case(given.identifiers(), new String(stream, ISO_8859_1))));
  }

  @Provide
  Arbitrary<Case> cases() {
    Arbitrary<String> texts =
        Arbitraries.strings().withChars(LETTERS.toCharArray()).ofMinLength(1).ofMaxLength(9);
    Arbitrary<List<String>> identifiers = texts.list().ofMaxSize(5);
    return identifiers.flatMap(
        known -> {
          Arbitrary<String> part =
              known.isEmpty() ? texts : Arbitraries.oneOf(texts, Arbitraries.of(known));
          Arbitrary<byte[]> piece =
              Combinators.combine(part, Arbitraries.of(ENCODINGS))
                  .as((text, charset) -> text.getBytes(charset));
          return piece.list().ofMaxSize(8).map(pieces -> new Case(known, joined(pieces)));
        });
  }

  private static String joined(List<byte[]> pieces) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    pieces.forEach(bytes::writeBytes);
    return bytes.toString(ISO_8859_1);
  }

  private static byte[] behind(byte[] stream, int zeros) {
    byte[] longer = new byte[zeros + stream.length];
    System.arraycopy(stream, 0, longer, zeros, stream.length);
    return longer;
  }

  /** Every identifier in every form at every place, in the plainest way. */
  private static Hit plain(Case given) {
    Hit first = new Hit(-1, -1);
    String lower = asciiLower(given.bytes());
    for (int i = 0; i < given.identifiers().size(); i++) {
      String text = given.identifiers().get(i).strip();
      if (!isSearched(text)) {
        continue;
      }
      for (Charset charset : ENCODINGS) {
        for (String spelling :
            List.of(text, text.toLowerCase(Locale.ROOT), text.toUpperCase(Locale.ROOT))) {
          String form = asciiLower(new String(spelling.getBytes(charset), ISO_8859_1));
          int at = form.length() < 4 ? -1 : lower.indexOf(form);
          while (at >= 0 && !countsThere(given.stream(), at, form.length(), text, charset)) {
            at = lower.indexOf(form, at + 1);
          }
          if (at >= 0 && (first.at() < 0 || at < first.at())) {
            first = new Hit(at, i);
          }
        }
      }
    }
    return first;
  }

  private static boolean isSearched(String text) {
    return text.matches("[\\d.]*")
        ? text.replace(".", "").length() >= 6
        : text.length() >= 4 || text.chars().filter(c -> c > 0x7F).count() >= 2;
  }

  private static String asciiLower(String text) {
    StringBuilder lower = new StringBuilder();
    text.chars().forEach(c -> lower.append((char) (c >= 'A' && c <= 'Z' ? c + 32 : c)));
    return lower.toString();
  }

  private static boolean countsThere(
      byte[] stream, int at, int length, String text, Charset charset) {
    String name = charset.name();
    Charset unit = name.startsWith("UTF-16") ? charset : ISO_8859_1;
    int width = unit.equals(ISO_8859_1) ? 1 : 2;
    int start = at % width;
    String before = new String(stream, start, at - start, unit);
    int end = at + length;
    int rest = (stream.length - end) / width * width;
    String after = new String(stream, end, rest, unit);
    if (width == 1 && after.matches("(?s).\\x00.*")) {
      after = "";
    }
    if (text.matches("[\\d.]+")) {
      return !before.matches("(?s).*(\\d|\\d\\.)") && !after.matches("(?s)(\\d|\\.\\d).*");
    }
    if (text.length() < 6 && text.matches("(?s).*[A-Za-z0-9].*")) {
      String hit = new String(stream, at, length, unit);
      String edge = before.isEmpty() ? "" : before.substring(before.length() - 1);
      String next = after.isEmpty() ? "" : after.substring(0, 1);
      return !(edge.matches("[A-Za-z0-9]") && isOneWord(edge + hit.charAt(0)))
          && !(next.matches("[A-Za-z0-9]") && isOneWord(hit.charAt(hit.length() - 1) + next));
    }
    return true;
  }

  private static boolean isOneWord(String pair) {
    return pair.matches("(?s)[0-9]{2}|[^0-9]{2}") && !pair.matches("[a-z][A-Z]");
  }
}
