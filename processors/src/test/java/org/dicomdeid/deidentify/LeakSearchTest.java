/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.deidentify;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.List;
import org.dicomdeid.deidentify.LeakSearch.Scanner;
import org.dicomdeid.dicom.CharacterSet;
import org.dicomdeid.dicom.VR;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LeakSearchTest {

  private static final String KANJI = "\u5C71\u7530";

  @ParameterizedTest
  @CsvSource({
    "Hildegard, US-ASCII",
    "Hildegard, UTF-16LE",
    "Hildegard, UTF-16BE",
    "Jérôme, UTF-8",
    "Jérôme, ISO-8859-1",
    "Jérôme, UTF-16LE",
    "Wałęsa, ISO-8859-2",
    "Иванов, ISO-8859-5",
    "Иванов, UTF-8",
    "Иванов, EUC-KR",
    "قباني, ISO-8859-6",
    "Διονυσιος, ISO-8859-7",
    "שרון, ISO-8859-8",
    "Gülşen, ISO-8859-9",
    "山田, UTF-8",
    "山田, UTF-16LE",
    "山田, UTF-16BE",
    "山田, EUC-JP",
    "山田, Shift_JIS",
    "山田, GBK",
    "张小东, GB2312",
    "张小东, GBK",
    "㐀㐁, GB18030",
    "홍길동, EUC-KR",
    "홍길동, UTF-8",
    "ไทย, UTF-8"
  })
  void finds_a_text_in_each_encoding(String text, String encoding) {
    byte[] form = text.getBytes(Charset.forName(encoding));
    Scanner scanner = scan(LeakSearch.of(List.of("Nobody", text), List.of()), around(form));
    assertThat(scanner.found()).isTrue();
    assertThat(scanner.at()).isEqualTo(8);
    assertThat(scanner.identifier()).isEqualTo(1);
  }

  @Test
  void finds_japanese_between_iso_2022_escapes() {
    LeakSearch search = LeakSearch.of(List.of(KANJI + " " + KANJI), List.of());
    for (String first : List.of("", "ISO 2022 IR 13")) {
      CharacterSet set = CharacterSet.of(List.of(first, "ISO 2022 IR 87"));
      byte[] longer = set.encode("A \u5927" + KANJI + " " + KANJI + "\u5927", VR.LO);
      assertThat(scan(search, longer).found()).isTrue();
    }
  }

  @Test
  void finds_korean_and_chinese_between_iso_2022_escapes() {
    CharacterSet korean = CharacterSet.of(List.of("", "ISO 2022 IR 149"));
    assertThat(hits("\uD64D\uAE38\uB3D9", korean.encode("a \uD64D\uAE38\uB3D9", VR.LO))).isTrue();
    CharacterSet chinese = CharacterSet.of(List.of("", "ISO 2022 IR 58"));
    assertThat(hits("\u5F20\u5C0F\u4E1C", chinese.encode("\u5F20\u5C0F\u4E1C", VR.PN))).isTrue();
  }

  @Test
  void finds_ascii_in_any_case_and_other_letters_in_upper_and_lower_case() {
    assertThat(hits("HildeGard", around(ascii("hILDEgARD")))).isTrue();
    assertThat(hits("Jérôme", around("JÉRÔME".getBytes(UTF_8)))).isTrue();
    assertThat(hits("JÉRÔME", around("jérôme".getBytes(ISO_8859_1)))).isTrue();
    assertThat(hits("Иванов", around("ИВАНОВ".getBytes(Charset.forName("ISO-8859-5"))))).isTrue();
    assertThat(hits("Διονυσιος", around("ΔΙΟΝΥΣΙΟΣ".getBytes(UTF_8)))).isTrue();
    assertThat(hits("HildeGard", around("hildegard".getBytes(UTF_16LE)))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Bergen", "Steinberg", "STEINBERG", "bergs"})
  void a_short_word_does_not_count_inside_a_longer_one(String text) {
    assertThat(hits("Berg", ascii(text))).isFalse();
    assertThat(hits("Berg", betweenZeros(text.getBytes(UTF_16LE)))).isFalse();
    assertThat(hits("Berg", betweenZeros(text.getBytes(UTF_16BE)))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "berg",
        "Dr. BERG",
        "Berg^Anna",
        "x_Berg_y",
        "bergen berg",
        "Berg1",
        "2Berg",
        "DrBerg"
      })
  void a_short_word_counts_by_itself(String text) {
    assertThat(hits("Berg", ascii(text))).isTrue();
    assertThat(hits("Berg", text.getBytes(UTF_16LE))).isTrue();
    assertThat(hits("Berg", text.getBytes(UTF_16BE))).isTrue();
  }

  @Test
  void a_short_number_of_letters_and_digits_does_not_count_inside_a_longer_one() {
    assertThat(hits("B4821", ascii("knee B4821 hip"))).isTrue();
    assertThat(hits("B4821", ascii("knee B48213 hip"))).isFalse();
  }

  @Test
  void a_word_of_six_letters_counts_anywhere() {
    assertThat(hits("Müller", "xMüllers".getBytes(UTF_8))).isTrue();
    assertThat(hits("Miller", ascii("xMillers"))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"1234567", "91234568", "1.2.123456.4", "1.2.123456", "0.123456", "123456.7"})
  void a_number_does_not_count_inside_a_longer_one_or_a_uid(String text) {
    assertThat(hits("123456", ascii(text))).isFalse();
    assertThat(hits("123456", betweenZeros(text.getBytes(UTF_16LE)))).isFalse();
    assertThat(hits("123456", betweenZeros(text.getBytes(UTF_16BE)))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"123456", "No.123456", "MRN 123456.", "A123456B", "123456. 7"})
  void a_number_counts_by_itself(String text) {
    assertThat(hits("123456", ascii(text))).isTrue();
    assertThat(hits("123456", text.getBytes(UTF_16LE))).isTrue();
    assertThat(hits("123456", text.getBytes(UTF_16BE))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Lee", "12345", "Zoë", "\u674E"})
  void too_short_identifiers_are_not_searched(String text) {
    assertThat(hits(text, around(text.getBytes(UTF_8)))).isFalse();
    assertThat(hits(text, around(text.getBytes(UTF_16LE)))).isFalse();
    assertThat(scan(LeakSearch.of(List.of(), List.of(text.getBytes(UTF_8))), ascii(text)).found())
        .isFalse();
  }

  @Test
  void a_uid_does_not_count_inside_a_longer_one() {
    LeakSearch search = LeakSearch.of(List.of("1.2.276.0.7230010.3.0.0.1"), List.of());
    assertThat(scan(search, ascii("UID 1.2.276.0.7230010.3.0.0.12")).found()).isFalse();
    assertThat(scan(search, ascii("UID 1.2.276.0.7230010.3.0.0.1.2")).found()).isFalse();
    assertThat(scan(search, ascii("UID 2.1.2.276.0.7230010.3.0.0.1")).found()).isFalse();
    assertThat(scan(search, ascii("see 1.2.276.0.7230010.3.0.0.1.")).found()).isTrue();
  }

  @Test
  void the_group_of_the_next_tag_is_no_part_of_a_word_or_number() {
    assertThat(hits("Berg", ascii("LO\4\0Berg2\0`\20"))).isTrue();
    assertThat(hits("123456", ascii("LO\6\0001234568\0\20\0"))).isTrue();
    assertThat(hits("Berg", ascii("LO\6\0Bergen2\0"))).isFalse();
  }

  @Test
  void raw_values_are_found_as_they_stand_and_numbered_after_the_texts() {
    byte[] raw = {(byte) 0x81, 0x5C, 'Q', (byte) 0xFE};
    LeakSearch search = LeakSearch.of(List.of("Hildegard"), List.of(ascii("A-12-77"), raw));
    Scanner scanner = scan(search, around(raw));
    assertThat(scanner.at()).isEqualTo(8);
    assertThat(scanner.identifier()).isEqualTo(2);
    assertThat(scan(search, around(ascii("a-12-77"))).identifier()).isEqualTo(1);
  }

  @Test
  void the_first_hit_counts_and_of_several_there_the_lowest_identifier() {
    LeakSearch search =
        LeakSearch.of(List.of("Gardiner", "Hildegard Maria", "Hildegard"), List.of());
    Scanner scanner = scan(search, ascii("..Hildegard Maria Gardiner"));
    assertThat(scanner.at()).isEqualTo(2);
    assertThat(scanner.identifier()).isEqualTo(1);
  }

  @Test
  void a_stream_without_identifiers_is_clean() {
    Scanner scanner = scan(LeakSearch.of(List.of("Hildegard"), List.of()), new byte[100_000]);
    assertThat(scanner.found()).isFalse();
    assertThat(scanner.at()).isEqualTo(-1);
    assertThat(scanner.identifier()).isEqualTo(-1);
    assertThat(scan(LeakSearch.of(List.of(), List.of()), new byte[100_000]).found()).isFalse();
  }

  @Test
  void what_follows_decides_on_a_short_word_at_the_end_of_what_was_accepted() {
    Scanner scanner = LeakSearch.of(List.of("Berg"), List.of()).scanner();
    scanner.accept(ascii("Berg"), 0, 4);
    assertThat(scanner.found()).isTrue();
    scanner.accept(ascii("en"), 0, 2);
    assertThat(scanner.found()).isFalse();
  }

  @Test
  void offsets_count_over_the_whole_stream() {
    byte[] large = new byte[1_000_000];
    byte[] name = ascii("Hildegard");
    System.arraycopy(name, 0, large, 777_777, name.length);
    assertThat(scan(LeakSearch.of(List.of("Hildegard"), List.of()), large).at()).isEqualTo(777_777);
  }

  private static boolean hits(String identifier, byte[] stream) {
    return scan(LeakSearch.of(List.of(identifier), List.of()), stream).found();
  }

  private static Scanner scan(LeakSearch search, byte[] stream) {
    Scanner scanner = search.scanner();
    scanner.accept(stream, 0, stream.length);
    return scanner;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(ISO_8859_1);
  }

  private static byte[] around(byte[] form) {
    byte[] stream = new byte[form.length + 20];
    Arrays.fill(stream, (byte) ' ');
    System.arraycopy(form, 0, stream, 8, form.length);
    return stream;
  }

  /** Bytes in which UTF-16 text of one order is not also text of the other order. */
  private static byte[] betweenZeros(byte[] form) {
    byte[] stream = new byte[form.length + 16];
    System.arraycopy(form, 0, stream, 8, form.length);
    return stream;
  }
}
