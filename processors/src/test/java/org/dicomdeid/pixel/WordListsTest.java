/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.pixel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.dicomdeid.dicom.StandardTableFile;
import org.junit.jupiter.api.Test;

class WordListsTest {

  private static List<List<String>> rows(String path) {
    StandardTableFile file = StandardTableFile.read(path);
    List<List<String>> rows = new ArrayList<>();
    for (int row = file.firstRow(); row < file.size(); row = file.nextRow(row)) {
      if (!file.cell(row, 0).startsWith("# ")) {
        rows.add(List.of(file.cell(row, 0), file.cell(row, 1)));
      }
    }
    return rows;
  }

  @Test
  void the_allow_list_holds_no_word_twice_and_only_kinds_that_are_known() {
    Set<List<String>> seen = new HashSet<>();
    for (List<String> row : rows(AllowedWords.FILE)) {
      assertThat(row.get(0)).isIn("word", "label", "unit");
      assertThat(row.get(1)).isNotBlank().isUpperCase();
      assertThat(seen.add(row)).as(row.toString()).isTrue();
    }
    assertThat(seen).hasSizeGreaterThan(500);
  }

  @Test
  void no_word_that_stands_alone_is_a_name_a_month_or_a_long_number() {
    Set<String> names =
        Set.of(
            "LI", "LEE", "WU", "HA", "LA", "MA", "MIN", "ALI", "LIA", "RIA", "IRA", "ARI", "RAO",
            "LAO", "GRAY", "LONG", "LOW", "PAGE", "POST", "POWER", "BONE", "MAX", "FRANK", "ART",
            "MAY", "COR", "SMITH", "HEAD", "HAND", "FOOT", "HART", "PI", "AI", "AL", "SAL", "HAL",
            "ALF");
    for (List<String> row : rows(AllowedWords.FILE)) {
      if (row.get(0).equals("word")) {
        assertThat(names).doesNotContain(row.get(1));
        assertThat(MonthNames.standard().monthOf(row.get(1))).as(row.get(1)).isNegative();
        assertThat(row.get(1)).doesNotContainPattern("\\d{3}");
      }
    }
  }

  @Test
  void every_word_is_allowed_alone_and_every_label_with_a_number() {
    for (List<String> row : rows(AllowedWords.FILE)) {
      String text =
          switch (row.get(0)) {
            case "word" -> row.get(1);
            case "label" -> row.get(1) + " 12.5";
            default -> "12.5 " + row.get(1);
          };
      assertThat(AllowedText.standard().allows(text)).as(text).isTrue();
    }
  }

  @Test
  void months_are_twelve() {
    assertThat(rows(MonthNames.FILE))
        .extracting(row -> row.get(0))
        .hasSize(12)
        .doesNotHaveDuplicates();
    assertThat(MonthNames.standard().monthOf("M\u00C4RZ")).isEqualTo(3);
    assertThat(MonthNames.standard().monthOf("ju1y")).isEqualTo(7);
  }
}
