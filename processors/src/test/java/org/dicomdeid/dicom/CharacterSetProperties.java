/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.dicom;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.Tuple.Tuple2;

class CharacterSetProperties {

  private static final String ASCII = "AZaz09 ^=-.,\\\r\n\t";
  private static final List<VR> VRS = List.of(VR.PN, VR.LO, VR.LT);

  /** Terms, and JDK codecs that together hold what the terms declare. */
  private static final List<Tuple2<List<String>, List<String>>> REPERTOIRES =
      List.of(
          Tuple.of(List.of("ISO_IR 100"), List.of("ISO-8859-1")),
          Tuple.of(List.of("ISO_IR 101"), List.of("ISO-8859-2")),
          Tuple.of(List.of("ISO_IR 109"), List.of("ISO-8859-3")),
          Tuple.of(List.of("ISO_IR 110"), List.of("ISO-8859-4")),
          Tuple.of(List.of("ISO_IR 144"), List.of("ISO-8859-5")),
          Tuple.of(List.of("ISO_IR 127"), List.of("ISO-8859-6")),
          Tuple.of(List.of("ISO_IR 126"), List.of("ISO-8859-7")),
          Tuple.of(List.of("ISO_IR 138"), List.of("ISO-8859-8")),
          Tuple.of(List.of("ISO_IR 148"), List.of("ISO-8859-9")),
          Tuple.of(List.of("ISO_IR 203"), List.of("ISO-8859-15")),
          Tuple.of(List.of("ISO_IR 13"), List.of("JIS_X0201")),
          Tuple.of(List.of("ISO_IR 166"), List.of("TIS-620")),
          Tuple.of(List.of("ISO_IR 192"), List.of("UTF-8")),
          Tuple.of(List.of("GB18030"), List.of("GB18030")),
          Tuple.of(List.of("GBK"), List.of("GBK")),
          Tuple.of(List.of("", "ISO 2022 IR 149"), List.of("EUC-KR")),
          Tuple.of(List.of("", "ISO 2022 IR 58"), List.of("GB2312")),
          Tuple.of(
              List.of("", "ISO 2022 IR 87", "ISO 2022 IR 159"), List.of("x-JIS0208", "EUC-JP")),
          Tuple.of(
              List.of("ISO 2022 IR 13", "ISO 2022 IR 87", "ISO 2022 IR 159"),
              List.of("JIS_X0201", "EUC-JP")),
          Tuple.of(
              List.of("ISO 2022 IR 100", "ISO 2022 IR 144", "ISO 2022 IR 126"),
              List.of("ISO-8859-1", "ISO-8859-5", "ISO-8859-7")),
          Tuple.of(
              List.of("", "ISO 2022 IR 166", "ISO 2022 IR 87", "ISO 2022 IR 149"),
              List.of("TIS-620", "x-JIS0208", "EUC-KR")));

  private static final Map<List<String>, char[]> HELD = new ConcurrentHashMap<>();

  @Property(tries = 3000)
  void text_of_the_repertoire_comes_back_the_same(
      @ForAll("texts") Tuple2<List<String>, String> text) {
    CharacterSet set = CharacterSet.of(text.get1());
    for (VR vr : VRS) {
      assertThat(set.decode(set.encode(text.get2(), vr), vr)).isEqualTo(text.get2());
    }
  }

  @Property(tries = 3000)
  void any_bytes_decode(@ForAll("terms") List<String> terms, @ForAll byte[] bytes) {
    CharacterSet set = CharacterSet.of(terms);
    for (VR vr : VRS) {
      String text = set.decode(bytes, vr);
      assertThat(text.length()).isLessThanOrEqualTo(bytes.length);
      assertThat(String.join("\\", set.decodeValues(bytes, vr))).isEqualTo(text);
    }
  }

  @Property(tries = 1000)
  void any_text_encodes_and_what_it_gives_is_stable(
      @ForAll("terms") List<String> terms, @ForAll String text) {
    CharacterSet set = CharacterSet.of(terms);
    String held = set.decode(set.encode(text, VR.LO), VR.LO);
    assertThat(set.decode(set.encode(held, VR.LO), VR.LO)).isEqualTo(held);
  }

  @Provide
  Arbitrary<List<String>> terms() {
    return Arbitraries.of(REPERTOIRES.stream().map(Tuple2::get1).toList());
  }

  @Provide
  Arbitrary<Tuple2<List<String>, String>> texts() {
    return Arbitraries.of(REPERTOIRES)
        .flatMap(
            entry ->
                Arbitraries.oneOf(
                        Arbitraries.strings().withChars(ASCII.toCharArray()).ofMaxLength(4),
                        Arbitraries.strings()
                            .withChars(
                                HELD.computeIfAbsent(entry.get2(), CharacterSetProperties::held))
                            .ofMaxLength(8))
                    .list()
                    .ofMaxSize(6)
                    .map(parts -> Tuple.of(entry.get1(), String.join("", parts))));
  }

  private static char[] held(List<String> codecs) {
    StringBuilder characters = new StringBuilder();
    for (String codec : codecs) {
      Charset charset = Charset.forName(codec);
      for (char c = 0xA0; c < 0xFFFD; c++) {
        String one = String.valueOf(c);
        byte[] bytes = one.getBytes(charset);
        // EUC-JP reaches half-width katakana by 8EH; the JIS X 0208 and 0212 terms do not hold
        // them.
        boolean foreign = codec.equals("EUC-JP") && (bytes[0] & 0xFF) == 0x8E;
        if (!foreign && new String(bytes, charset).equals(one)) {
          characters.append(c);
        }
      }
    }
    return characters.toString().toCharArray();
  }
}
