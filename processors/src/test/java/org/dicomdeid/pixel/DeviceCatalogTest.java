/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.pixel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.dicomdeid.codec.Box;
import org.dicomdeid.dicom.DataSet;
import org.dicomdeid.dicom.DicomBuilder;
import org.dicomdeid.dicom.TransferSyntax;
import org.dicomdeid.dicom.VR;
import org.dicomdeid.profile.ProfileException;
import org.dicomdeid.profile.ProfileProblem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeviceCatalogTest {

  private static final String MATCH = "devices:\n  - device: a\n    match: {model: M1}\n";
  private static final String REGIONS =
      "    regions:\n      - {column: 0, row: 0, width: 9, height: 9, why: name}\n";

  private static DicomBuilder image(String manufacturer, String model, int rows, int columns) {
    return DicomBuilder.of(TransferSyntax.EXPLICIT_LITTLE_ENDIAN)
        .put(0x00080008, "DERIVED", "SECONDARY", "OTHER")
        .put(0x00080016, "1.2.840.10008.5.1.4.1.1.7")
        .put(0x00080060, "US")
        .put(0x00080070, manufacturer)
        .put(0x00081090, model)
        .put(0x00181020, "1.0", "2.4.1")
        .put(0x00280010, VR.US, rows)
        .put(0x00280011, VR.US, columns);
  }

  private static DeviceFacts facts(DicomBuilder image) throws Exception {
    return DeviceFacts.of(image.dataSet());
  }

  private static DeviceCatalog catalog(String text) throws Exception {
    Path file = Files.createTempFile("devices", ".yaml");
    try {
      return DeviceCatalog.load(Files.writeString(file, text));
    } finally {
      Files.delete(file);
    }
  }

  private static void refused(String text, int line, String problem, String mend) {
    List<ProfileProblem> problems = DeviceCatalog.validate("devices.yaml", text);
    assertThat(problems).as(text).hasSize(1);
    assertThat(problems.get(0).line()).as(problems.toString()).isEqualTo(line);
    assertThat(problems.get(0).problem()).contains(problem);
    assertThat(problems.get(0).mend()).contains(mend);
  }

  @Test
  void an_entry_matches_by_all_that_it_asks_in_any_case() throws Exception {
    DeviceCatalog standard = DeviceCatalog.standard();
    DeviceCatalog.Entry sono =
        standard.match(facts(image("Dicom-Deid test", "SONO-1 Pro", 480, 640))).orElseThrow();
    assertThat(sono.device()).isEqualTo("synthetic ultrasound with a banner");
    assertThat(sono.regions(480, 640))
        .containsExactly(new Box(0, 0, 640, 48), new Box(480, 464, 160, 16));
    assertThat(standard.match(facts(image("DICOM-DEID TEST", "Sono-1", 481, 640)))).isEmpty();
    assertThat(standard.match(facts(image("DICOM-DEID TEST", "Sono-2", 480, 640)))).isEmpty();
    assertThat(standard.match(facts(image("Somebody", "Sono-1", 480, 640)))).isEmpty();
  }

  @Test
  void a_list_matches_by_one_value_and_image_type_as_a_whole() throws Exception {
    DeviceCatalog standard = DeviceCatalog.standard();
    assertThat(standard.match(facts(image("DICOM-DEID TESTS", "Film", 7, 9))))
        .get()
        .extracting(DeviceCatalog.Entry::device)
        .isEqualTo("synthetic film digitizer of any size");
    assertThat(
            standard.match(
                facts(image("DICOM-DEID TESTS", "Film", 7, 9).put(0x00080008, "ORIGINAL"))))
        .isEmpty();
  }

  @Test
  void any_of_several_software_versions_is_enough() throws Exception {
    String text = "devices:\n  - device: a\n    match: {software: 2.4*}\n" + REGIONS;
    assertThat(catalog(text).match(facts(image("a", "b", 9, 9)))).isPresent();
    assertThat(catalog(text.replace("2.4*", "3*")).match(facts(image("a", "b", 9, 9)))).isEmpty();
  }

  @Test
  void an_object_that_says_nothing_of_its_device_matches_nothing() throws Exception {
    DataSet silent = DicomBuilder.of(TransferSyntax.EXPLICIT_LITTLE_ENDIAN).dataSet();
    assertThat(DeviceCatalog.standard().match(DeviceFacts.of(silent))).isEmpty();
  }

  @Test
  void the_first_of_several_entries_counts() throws Exception {
    String text = MATCH + REGIONS + "  - device: b\n    match: {manufacturer: '*1'}\n" + REGIONS;
    assertThat(catalog(text).match(facts(image("x1", "M1", 9, 9))).orElseThrow().device())
        .isEqualTo("a");
    assertThat(catalog(text).match(facts(image("x1", "M2", 9, 9))).orElseThrow().device())
        .isEqualTo("b");
  }

  @Test
  void regions_are_cut_at_the_edges_and_fractions_grow_to_whole_pixels() throws Exception {
    DeviceCatalog.Entry entry =
        catalog(
                MATCH
                    + "    regions:\n"
                    + "      - {column: 90, row: 5, width: 50, height: 2, why: a}\n"
                    + "      - {column: 200, row: 0, width: 5, height: 5, why: beyond}\n"
                    + "      - {left: 0.333, top: 0, right: 0.666, bottom: .5, why: b}\n")
            .match(facts(image("x", "m1", 9, 9)))
            .orElseThrow();
    assertThat(entry.regions(11, 100))
        .containsExactly(new Box(90, 5, 10, 2), new Box(33, 0, 34, 6));
  }

  @Property(tries = 200)
  void regions_lie_in_the_image_whatever_its_size(
      @ForAll @IntRange(min = 1, max = 5_000) int rows,
      @ForAll @IntRange(min = 1, max = 5_000) int columns) {
    Box image = new Box(0, 0, columns, rows);
    for (DeviceCatalog.Entry entry : DeviceCatalog.standard().entries()) {
      for (Box box : entry.regions(rows, columns)) {
        assertThat(box.isEmpty()).isFalse();
        assertThat(box.intersection(image)).isEqualTo(box);
      }
    }
  }

  @Test
  void refuses_what_it_does_not_know_with_line_and_mend() {
    refused("", 0, "empty", "devices:");
    refused("- a\n", 1, "mapping", "key: value");
    refused("machines: []\n", 1, "unknown key `machines`", "devices");
    refused(MATCH + REGIONS + "    colour: red\n", 6, "unknown key `colour`", "regions");
    refused(MATCH.replace("model", "modle") + REGIONS, 3, "criterion `modle`", "manufacturer");
    refused(MATCH, 2, "no `regions`", "add");
    refused("devices:\n  - match: {model: a}\n" + REGIONS, 2, "no `device`", "add");
    refused(MATCH + "    regions: []\n", 4, "no region", "add one");
    refused(MATCH.replace("{model: M1}", "{}") + REGIONS, 3, "matches everything", "model");
    refused(MATCH.replace("M1", "'**'") + REGIONS, 3, "tells no device", "value");
    refused(MATCH.replace("M1", "[]") + REGIONS, 3, "no value", "name a value");
    refused(MATCH.replace("model: M1", "rows: 4e2") + REGIONS, 3, "`rows` is no whole", "digits");
    refused(MATCH.replace("model: M1", "rows: 99999") + REGIONS, 3, "`rows` is no whole", "digits");
    refused(
        MATCH + REGIONS + "  - device: a\n    match: {model: b}\n" + REGIONS,
        6,
        "same name",
        "one");
  }

  @Test
  void refuses_regions_that_are_none() {
    refused(region("{column: 0, row: 0, width: 0, height: 9, why: a}"), 5, "`width`", "digits");
    refused(region("{column: -1, row: 0, width: 1, height: 9, why: a}"), 5, "`column`", "digits");
    refused(region("{column: 0, row: 0, width: 1, height: 9}"), 5, "no `why`", "say what");
    refused(region("{column: 0, row: 0, why: a}"), 5, "where it is", "left, top");
    refused(region("{left: 0, top: 0, right: 1.5, bottom: 1, why: a}"), 5, "`right`", "0.25");
    refused(region("{left: 0.5, top: 0, right: 0.5, bottom: 1, why: a}"), 5, "empty", "less than");
    refused(
        region("{column: 0, row: 0, width: 1, height: 9, left: 0, why: a}"), 5, "`left`", "column");
  }

  @Test
  void an_entry_cannot_switch_the_search_for_text_off() throws Exception {
    refused(MATCH + "    keep-text-check: false\n" + REGIONS, 4, "cannot switch", "remove");
    assertThat(DeviceCatalog.validate("d", MATCH + "    keep-text-check: true\n" + REGIONS))
        .isEmpty();
  }

  @Test
  void a_file_that_is_refused_names_itself_and_a_missing_one_is_told(@TempDir Path folder)
      throws Exception {
    Path file = Files.writeString(folder.resolve("mine.yaml"), MATCH);
    assertThatThrownBy(() -> DeviceCatalog.load(file))
        .isInstanceOf(ProfileException.class)
        .hasMessageContaining("mine.yaml:2");
    assertThatThrownBy(() -> DeviceCatalog.load(folder.resolve("none.yaml")))
        .isInstanceOf(ProfileException.class)
        .hasMessageContaining("cannot be read");
    Path binary = Files.write(folder.resolve("b.yaml"), new byte[] {(byte) 0xFF, (byte) 0xFE});
    assertThatThrownBy(() -> DeviceCatalog.load(binary))
        .isInstanceOf(ProfileException.class)
        .hasMessageContaining("UTF-8");
  }

  @Test
  void the_documented_example_can_be_used() throws Exception {
    Path doc = Path.of("..", "docs", "device-catalog.md");
    String text = Files.readString(doc, StandardCharsets.UTF_8);
    String yaml = text.substring(text.indexOf("```yaml\n") + 8);
    yaml = yaml.substring(0, yaml.indexOf("```"));
    assertThat(DeviceCatalog.validate("example", yaml)).isEmpty();
    assertThat(DeviceFacts.CRITERIA).allSatisfy(each -> assertThat(text).contains("`" + each));
  }

  @Test
  void stars_stand_for_anything() {
    assertThat(StarPattern.matches("a*c", "ABBC")).isTrue();
    assertThat(StarPattern.matches("*b*", "abc")).isTrue();
    assertThat(StarPattern.matches("a*c", "abcd")).isFalse();
    assertThat(StarPattern.matches("a.c", "abc")).isFalse();
    assertThat(StarPattern.matches("abc", "abc ")).isTrue();
    assertThat(StarPattern.matches("*ab*ab", "abaabab")).isTrue();
  }

  private static String region(String region) {
    return MATCH + "    regions:\n      - " + region + "\n";
  }
}
