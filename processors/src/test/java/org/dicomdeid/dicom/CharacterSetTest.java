/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.dicom;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CharacterSetTest {

  private static final String JAPANESE_FAMILY = "\u5C71\u7530";
  private static final String JAPANESE_GIVEN = "\u592A\u90CE";
  private static final String HIRAGANA = "\u3084\u307E\u3060^\u305F\u308D\u3046";

  /** PS3.5 Annexes H to K and the names that PS3.5 and the pydicom files share. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ISO_IR 100 | Buc^J{e9}r{f4}me | Buc^Jérôme
          ISO_IR 100 | {c4}neas^R{fc}diger | Äneas^Rüdiger
          ISO_IR 101 | Wa{b3}{ea}sa | Wałęsa
          ISO_IR 109 | {a6}or{bc}i | Ĥorĵi
          ISO_IR 110 | {ae}em{f9}js | Žemųjs
          ISO_IR 144 | {bb}{ee}{da}ce{dc}{d1}yp{d3} | Люкceмбypг
          ISO_IR 126 | {c4}{e9}{ef}{ed}{f5}{f3}{e9}{ef}{f2} | Διονυσιος
          ISO_IR 127 | {e2}{c8}{c7}{e6}{ea}^{e4}{e6}{d2}{c7}{d1} | قباني^لنزار
          ISO_IR 138 | {f9}{f8}{e5}{ef}^{e3}{e1}{e5}{f8}{e4} | שרון^דבורה
          ISO_IR 148 | {dd}{fe}{f0} | İşğ
          ISO_IR 203 | {bd}uvre{a4} | œuvre€
          ISO_IR 166 | {e4}{b7}{c2} | ไทย
          ISO_IR 192 | Wang^XiaoDong={e7}{8e}{8b}^{e5}{b0}{8f}{e6}{9d}{b1}= | Wang^XiaoDong=王^小東=
          GB18030 | Wang^XiaoDong={cd}{f5}^{d0}{a1}{b6}{ab}= | Wang^XiaoDong=王^小东=
          GBK | Wang^XiaoDong={cd}{f5}^{d0}{a1}{b6}{ab}= | Wang^XiaoDong=王^小东=
          """)
  void reads_and_writes_the_examples_of_one_set(String terms, String bytes, String text) {
    CharacterSet set = CharacterSet.of(List.of(terms));
    assertThat(set.decode(bytes(bytes), VR.PN)).isEqualTo(text);
    assertThat(set.encode(text, VR.PN)).isEqualTo(bytes(bytes));
  }

  @Test
  void reads_and_writes_annex_h_3_1() {
    both(
        List.of("", "ISO 2022 IR 87"),
        "Yamada^Tarou={1b}$B;3ED{1b}(B^{1b}$BB@O:{1b}(B={1b}$B$d$^$@{1b}(B^{1b}$B$?$m$&{1b}(B",
        "Yamada^Tarou=" + JAPANESE_FAMILY + "^" + JAPANESE_GIVEN + "=" + HIRAGANA);
  }

  @Test
  void reads_and_writes_annex_h_3_2() {
    both(
        List.of("ISO 2022 IR 13", "ISO 2022 IR 87"),
        "{d4}{cf}{c0}{de}^{c0}{db}{b3}={1b}$B;3ED{1b}(J^{1b}$BB@O:{1b}(J"
            + "={1b}$B$d$^$@{1b}(J^{1b}$B$?$m$&{1b}(J",
        "\uFF94\uFF8F\uFF80\uFF9E^\uFF80\uFF9B\uFF73="
            + JAPANESE_FAMILY
            + "^"
            + JAPANESE_GIVEN
            + "="
            + HIRAGANA);
  }

  @Test
  void reads_and_writes_annex_i_2() {
    both(
        List.of("", "ISO 2022 IR 149"),
        "Hong^Gildong={1b}$)C{fb}{f3}^{1b}$)C{d1}{ce}{d4}{d7}="
            + "{1b}$)C{c8}{ab}^{1b}$)C{b1}{e6}{b5}{bf}",
        "Hong^Gildong=\u6D2A^\u5409\u6D1E=\uD64D^\uAE38\uB3D9");
  }

  @Test
  void reads_and_writes_annex_k_2() {
    both(
        List.of("", "ISO 2022 IR 58"),
        "Zhang^XiaoDong={1b}$)A{d5}{c5}^{1b}$)A{d0}{a1}{b6}{ab}=",
        "Zhang^XiaoDong=\u5F20^\u5C0F\u4E1C=");
  }

  @Test
  void designates_again_on_each_line_of_long_text() {
    CharacterSet set = CharacterSet.of(List.of("", "ISO 2022 IR 149"));
    byte[] bytes = bytes("one{0d}{0a}{1b}$)C{b1}{e6} two{0d}{0a}{1b}$)C{b5}{bf}{0d}{0a}");
    String text = "one\r\n\uAE38 two\r\n\uB3D9\r\n";
    assertThat(set.decode(bytes, VR.LT)).isEqualTo(text);
    assertThat(set.encode(text, VR.LT)).isEqualTo(bytes);
  }

  @Test
  void returns_to_the_set_of_value_1_before_a_delimiter() {
    CharacterSet set = CharacterSet.of(List.of("ISO 2022 IR 100", "ISO 2022 IR 144"));
    byte[] bytes = bytes("{fc}{1b}-L{bb}{1b}-A\\{fc}");
    assertThat(set.encode("üЛ\\ü", VR.LO)).isEqualTo(bytes);
    assertThat(set.decode(bytes, VR.LO)).isEqualTo("üЛ\\ü");
    assertThat(set.decode(bytes("{1b}-L{bb}\\{fc}"), VR.LO)).isEqualTo("Л\\ü");
  }

  @Test
  void caret_ends_the_reach_of_an_escape_only_in_names() {
    CharacterSet set = CharacterSet.of(List.of("ISO 2022 IR 100", "ISO 2022 IR 144"));
    byte[] bytes = bytes("{1b}-L{bb}^{bb}");
    assertThat(set.decode(bytes, VR.PN)).isEqualTo("Л^»");
    assertThat(set.decode(bytes, VR.LO)).isEqualTo("Л^Л");
  }

  @Test
  void backslash_byte_inside_a_character_separates_nothing() {
    assertThat(CharacterSet.of(List.of("GBK")).decodeValues(bytes("{81}\\\\B"), VR.LO))
        .containsExactly("\u4E57", "B");
    assertThat(CharacterSet.of(List.of("GB18030")).decodeValues(bytes("A\\{81}\\"), VR.LO))
        .containsExactly("A", "\u4E57");
    CharacterSet japanese = CharacterSet.of(List.of("", "ISO 2022 IR 87"));
    List<String> values =
        japanese.decodeValues(bytes("{1b}$B\\\\0\\{1b}(B\\{1b}$B=^{1b}(B"), VR.LO);
    Charset eucJp = Charset.forName("EUC-JP");
    assertThat(values)
        .containsExactly(
            new String(bytes("{dc}{dc}{b0}{dc}"), eucJp), new String(bytes("{bd}{de}"), eucJp));
  }

  @Test
  void kanji_bytes_that_look_like_name_delimiters_stay_in_their_group() {
    CharacterSet set = CharacterSet.of(List.of("", "ISO 2022 IR 87"));
    String text = "A=\u79CB^\u5DDD=\u6625";
    assertThat(set.decode(set.encode(text, VR.PN), VR.PN)).isEqualTo(text);
    assertThat(new String(set.encode("\u79CB\u6625", VR.PN), StandardCharsets.US_ASCII))
        .contains("=");
  }

  @Test
  void splits_only_multi_valued_text() {
    assertThat(CharacterSet.DEFAULT.decodeValues(bytes("a\\b\\"), VR.CS))
        .containsExactly("a", "b", "");
    assertThat(CharacterSet.DEFAULT.decodeValues(bytes("a\\b"), VR.LT)).containsExactly("a\\b");
    assertThat(CharacterSet.DEFAULT.decodeValues(new byte[0], VR.LO)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ISO_IR 100", "ISO-IR 100", "ISO IR 100", "ISO_IR_100", "ISO 2022 IR 100", "iso_ir 100",
        " ISO_IR 100 ", "ISO_IR 100\0", "ISO2022 IR 100", "ISO_2022_IR_100", "IR 100", "WHATEVER"
      })
  void reads_misspelt_and_unknown_terms_as_latin_1(String term) {
    CharacterSet set = CharacterSet.of(List.of(term));
    assertThat(set.decode(bytes("J{e9}r{f4}me"), VR.LO)).isEqualTo("Jérôme");
    assertThat(set.encode("Jérôme\u0416", VR.LO)).isEqualTo(bytes("J{e9}r{f4}me?"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ISO_IR 192 ", "iso_ir 192", "ISO-IR 192", "UTF-8", "ISO 2022 IR 192"})
  void reads_misspelt_utf_8(String term) {
    byte[] bytes = "Jérôme\u5C71".getBytes(StandardCharsets.UTF_8);
    assertThat(CharacterSet.of(List.of(term)).decode(bytes, VR.LO)).isEqualTo("Jérôme\u5C71");
    assertThat(CharacterSet.of(List.of("", term)).decode(bytes, VR.LO)).isEqualTo("Jérôme\u5C71");
    assertThat(CharacterSet.of(List.of(term, "ISO 2022 IR 87")).decode(bytes, VR.LO))
        .isEqualTo("Jérôme\u5C71");
  }

  @Test
  void no_and_empty_terms_mean_the_default_repertoire() {
    for (List<String> terms :
        List.of(List.<String>of(), List.of(""), List.of("ISO_IR 6"), List.of("ISO 2022 IR 6"))) {
      CharacterSet set = CharacterSet.of(terms);
      assertThat(set.decode(bytes("a{e9}"), VR.LO)).isEqualTo("aé");
      assertThat(set.encode("aé", VR.LO)).isEqualTo(bytes("a?"));
    }
  }

  @Test
  void escapes_are_read_though_undeclared_and_written_only_if_declared() {
    CharacterSet set = CharacterSet.of(List.of("ISO_IR 100"));
    assertThat(set.decode(bytes("{1b}$B;3ED{1b}(B"), VR.LO)).isEqualTo(JAPANESE_FAMILY);
    assertThat(set.encode(JAPANESE_FAMILY, VR.LO)).isEqualTo(bytes("??"));
  }

  @Test
  void a_missing_return_escape_or_designation_is_understood() {
    CharacterSet japanese = CharacterSet.of(List.of("", "ISO 2022 IR 87"));
    assertThat(japanese.decode(bytes("{1b}$B;3ED^{1b}$BB@O: "), VR.PN))
        .isEqualTo(JAPANESE_FAMILY + "^" + JAPANESE_GIVEN + " ");
    CharacterSet korean = CharacterSet.of(List.of("", "ISO 2022 IR 149"));
    assertThat(korean.decode(bytes("{1b}$)C{c8}{ab}^{b1}{e6}{b5}{bf}"), VR.PN))
        .isEqualTo("\uD64D^\uAE38\uB3D9");
  }

  @Test
  void bytes_outside_the_repertoire_become_the_replacement_character() {
    CharacterSet korean = CharacterSet.of(List.of("", "ISO 2022 IR 149"));
    assertThat(korean.decode(bytes("a{b1}b{b1}"), VR.LO)).isEqualTo("a\uFFFDb\uFFFD");
    assertThat(CharacterSet.of(List.of("ISO_IR 192")).decode(bytes("a{e9}b"), VR.LO))
        .isEqualTo("a\uFFFDb");
    assertThat(CharacterSet.DEFAULT.decode(bytes("{1b}{1b}(Za{1b}$"), VR.LO))
        .isEqualTo("\u001B\u001B(Za\u001B$");
  }

  @Test
  void a_character_outside_the_repertoire_becomes_one_question_mark() {
    CharacterSet set = CharacterSet.of(List.of("", "ISO 2022 IR 87"));
    assertThat(set.encode("a\uD83D\uDE00\u0E01\u001Bb", VR.LO)).isEqualTo(bytes("a???b"));
  }

  @Test
  void vr_that_no_character_set_governs_is_ascii() {
    CharacterSet set = CharacterSet.of(List.of("ISO_IR 192"));
    assertThat(set.encode("É1", VR.CS)).isEqualTo(bytes("?1"));
    assertThat(set.decode(bytes("{c9}1"), VR.CS)).isEqualTo("É1");
  }

  @Test
  void every_pair_of_the_double_byte_sets_agrees_with_the_jdk() {
    Charset charset = Charset.forName("EUC-KR");
    CharacterSet set = CharacterSet.of(List.of("", "ISO 2022 IR 149"));
    for (int first = 0xA1; first < 0xFF; first++) {
      for (int second = 0xA1; second < 0xFF; second++) {
        byte[] pair = {(byte) first, (byte) second};
        String expected = new String(pair, charset);
        if (expected.length() == 1 && expected.charAt(0) != '\uFFFD') {
          assertThat(set.decode(pair, VR.LO)).isEqualTo(expected);
          byte[] written = set.encode(expected, VR.LO);
          assertThat(Arrays.copyOfRange(written, 4, written.length)).isEqualTo(pair);
        }
      }
    }
  }

  private static void both(List<String> terms, String bytes, String text) {
    CharacterSet set = CharacterSet.of(terms);
    assertThat(set.decode(bytes(bytes), VR.PN)).isEqualTo(text);
    assertThat(set.encode(text, VR.PN)).isEqualTo(bytes(bytes));
  }

  /** ASCII with other bytes in hexadecimal between braces. */
  static byte[] bytes(String spelled) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int i = 0; i < spelled.length(); i++) {
      if (spelled.charAt(i) == '{') {
        bytes.write(Integer.parseInt(spelled, i + 1, i + 3, 16));
        i += 3;
      } else {
        bytes.write(spelled.charAt(i));
      }
    }
    return bytes.toByteArray();
  }
}
