/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.deidentify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class VocabularyTest {

  static Stream<String> lists() {
    return Stream.concat(
        Stream.of(WordKind.values()).flatMap(kind -> kind.lists().stream()),
        Stream.of("word-endings", "word-beginnings"));
  }

  @ParameterizedTest
  @MethodSource("lists")
  void each_list_names_its_source_and_is_sorted_lower_case_without_duplicates(String list)
      throws IOException {
    List<String> lines = lines(list);
    assertThat(lines.get(0)).startsWith("# ").matches(".*(Written for this project|© NEMA).*");
    List<String> words = lines.subList(1, lines.size());
    assertThat(words).isNotEmpty().doesNotHaveDuplicates().isSortedAccordingTo(codePoints());
    assertThat(words).allMatch(word -> word.equals(word.strip()) && !word.isEmpty());
    assertThat(words).allMatch(word -> word.equals(word.toLowerCase(java.util.Locale.ROOT)));
    assertThat(words).allMatch(word -> word.codePoints().noneMatch(Character::isWhitespace));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "chest",
        "T2",
        "Sch\u00e4del",
        "schadel",
        "Hodgkin",
        "sagittal",
        "cholangiopancreatography",
        "nodules",
        "periportal"
      })
  void knows_clinical_words_in_any_case_and_formation(String word) {
    assertThat(Vocabulary.standard().contains(word)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Abernathy",
        "Baxter",
        "Kowalczyk",
        "Guadarrama",
        "Sterling",
        "Montague",
        "Johnson",
        "Schmidt",
        "Nguyen",
        "Aberdeen",
        "Smith",
        "Garcia",
        "M\u00fcller",
        "Ivanova",
        "Whitlock",
        "Underhill"
      })
  void knows_no_mere_names(String word) {
    assertThat(Vocabulary.standard().contains(word)).isFalse();
  }

  private static java.util.Comparator<String> codePoints() {
    return (a, b) -> java.util.Arrays.compare(a.codePoints().toArray(), b.codePoints().toArray());
  }

  private static List<String> lines(String list) throws IOException {
    try (InputStream in =
        VocabularyTest.class.getResourceAsStream(
            "/org/dicomdeid/profiles/vocabulary/" + list + ".txt")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
  }
}
