/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.deidentify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.dicomdeid.dicom.DataSet;
import org.dicomdeid.dicom.DicomObject;
import org.dicomdeid.dicom.DicomReader;
import org.dicomdeid.dicom.DicomWriter;
import org.dicomdeid.dicom.Dictionary;
import org.dicomdeid.dicom.Element;
import org.dicomdeid.dicom.Encoding;
import org.dicomdeid.dicom.FileMeta;
import org.dicomdeid.dicom.MemorySource;
import org.dicomdeid.dicom.OutputSink;
import org.dicomdeid.dicom.Tag;
import org.dicomdeid.dicom.TransferSyntax;
import org.dicomdeid.dicom.VR;
import org.dicomdeid.profile.Option;
import org.dicomdeid.profile.Profile;
import org.dicomdeid.profile.Profiles;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * One sentinel per row of PS3.15 Table E.1-1 (2026d), at the top level and one and two sequences
 * deep.
 */
final class TableE11Test {

  private static final String CT = "1.2.840.10008.5.1.4.1.1.2";

  /** A sequence that the table does not name, so that it stays and is gone through. */
  private static final int NEUTRAL_SEQUENCE = 0x00540016;

  private static final int CODING_SCHEME_DESIGNATOR = 0x00080102;
  private static final int CODE_MEANING = 0x00080104;

  /** A row: the concrete tag that stands for it, and what each column says. */
  @SuppressWarnings("ArrayRecordComponent")
  private record Row(int tag, VR vr, byte[] sentinel, List<String> columns) {}

  /** The option columns of the table, in its order. */
  private static final List<Option> COLUMNS =
      List.of(
          Option.RETAIN_SAFE_PRIVATE,
          Option.RETAIN_UIDS,
          Option.RETAIN_DEVICE_IDENTITY,
          Option.RETAIN_INSTITUTION_IDENTITY,
          Option.RETAIN_PATIENT_CHARACTERISTICS,
          Option.RETAIN_FULL_DATES,
          Option.RETAIN_MODIFIED_DATES,
          Option.CLEAN_DESCRIPTORS,
          Option.CLEAN_STRUCTURED_CONTENT,
          Option.CLEAN_GRAPHICS);

  private static final List<Row> ROWS = new ArrayList<>();

  @TempDir static Path folder;

  @BeforeAll
  static void read_the_table() throws IOException {
    String file = "/org/dicomdeid/profiles/standard/ps3.15-e1-1.tsv";
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                TableE11Test.class.getResourceAsStream(file), StandardCharsets.UTF_8))) {
      lines.lines().skip(1).forEach(line -> addRow(line.split("\t", -1)));
    }
    assertThat(ROWS).hasSize(657);
  }

  private static void addRow(String[] cells) {
    boolean anyPrivate = cells[0].startsWith("(gggg");
    String pattern = cells[0].substring(1, 10).replace(",", "");
    int tag = (int) Long.parseLong(anyPrivate ? "00111001" : pattern.replace('x', '0'), 16);
    if (pattern.equals("50xxxxxx")) {
      tag = 0x50003000; // Curve Data itself, not the group length
    }
    VR known = anyPrivate ? VR.LO : Dictionary.standard().vrOf(tag);
    VR vr = known == null ? VR.LO : known;
    int number = ROWS.size() + 1;
    List<String> columns = Arrays.asList(cells).subList(6, 16);
    ROWS.add(new Row(tag, vr, sentinel(vr, number), columns));
  }

  private static byte[] sentinel(VR vr, int number) {
    return switch (vr) {
      case DA ->
          text("%04d0%d%02d".formatted(1900 + number % 120, 1 + number % 9, 1 + number % 28));
      case TM ->
          text(
              "%02d%02d%02d.%06d"
                  .formatted(number % 24, number % 60, number % 59, 770000 + number));
      case DT ->
          text(
              "%04d0%d%02d1015".formatted(1900 + number % 120, 1 + number % 9, 1 + number % 28)
                  + "%02d".formatted(number % 60));
      case AS -> text("%03dY".formatted(1 + number % 88));
      case UI -> text("1.2.3.77." + (100_000 + number));
      case DS, IS -> text("77%06d".formatted(number));
      case PN -> text("Zq%04dx^Vy%04dw".formatted(number, number));
      case UR -> text("http://zq%04dx.example/".formatted(number));
      case US, SS -> binary(2, 20_000 + number);
      case UL, SL, AT -> binary(4, 770_000 + number);
      case FL ->
          ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putFloat(770_000 + number).array();
      case FD ->
          ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putDouble(770_000 + number).array();
      case SV, UV -> binary(8, 770_000 + number);
      default -> text("ZQ%04dXW".formatted(number));
    };
  }

  private static byte[] text(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    return bytes.length % 2 == 0 ? bytes : Arrays.copyOf(bytes, bytes.length + 1);
  }

  private static byte[] binary(int bytes, int value) {
    ByteBuffer buffer = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    return (bytes == 2 ? buffer.putShort((short) value) : buffer.putInt(value)).array();
  }

  /** All rows in one data set, and the same again one and two sequences deep. */
  private static byte[] planted() throws IOException {
    DataSet root = DataSet.root(Encoding.EXPLICIT_LITTLE_ENDIAN);
    plant(root);
    root.put(Element.of(Tag.SOP_CLASS_UID, VR.UI, text(CT)));
    DataSet first = DataSet.item(root.encoding(), root, NEUTRAL_SEQUENCE, 0);
    plant(first);
    DataSet second = DataSet.item(root.encoding(), first, NEUTRAL_SEQUENCE, 0);
    plant(second);
    first.put(Element.sequence(NEUTRAL_SEQUENCE, List.of(second)));
    root.put(Element.sequence(NEUTRAL_SEQUENCE, List.of(first)));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    FileMeta meta =
        FileMeta.of(CT, "1.2.3", TransferSyntax.EXPLICIT_LITTLE_ENDIAN.uid(), "1.2.3.4", "TEST");
    DicomWriter.write(root, meta, OutputSink.of(TransferSyntax.EXPLICIT_LITTLE_ENDIAN, out));
    return out.toByteArray();
  }

  private static void plant(DataSet dataSet) {
    dataSet.put(Element.of(0x00110010, VR.LO, text("SENTINELS")));
    for (Row row : ROWS) {
      if (row.vr() == VR.SQ) {
        DataSet item = DataSet.item(dataSet.encoding(), dataSet, row.tag(), 0);
        item.put(Element.of(CODING_SCHEME_DESIGNATOR, VR.SH, text("SCT")));
        item.put(Element.of(CODE_MEANING, VR.LO, row.sentinel()));
        dataSet.put(Element.sequence(row.tag(), List.of(item)));
      } else {
        dataSet.put(Element.of(row.tag(), row.vr(), row.sentinel()));
      }
    }
  }

  /** De-identifies the planted object; gives the surviving sentinels' tags, by depth. */
  private static Map<Integer, Set<String>> survivors(String profileText) throws Exception {
    Path yaml = Files.writeString(folder.resolve("test.yaml"), profileText);
    Profile profile = Profiles.load(yaml.toString());
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (DicomObject object = DicomReader.read(new MemorySource(planted()), profile.limits())) {
      new Deidentifier(new TextCleaner(Vocabulary.standard()), new byte[32]).apply(object, profile);
      FileMeta meta =
          FileMeta.of(CT, "1.2.3", TransferSyntax.EXPLICIT_LITTLE_ENDIAN.uid(), "1.2.3.4", "TEST");
      DicomWriter.write(object, meta, OutputSink.of(object.transferSyntax(), out));
    }
    Map<Integer, Set<String>> found = new TreeMap<>();
    try (DicomObject object =
        DicomReader.read(new MemorySource(out.toByteArray()), profile.limits())) {
      DataSet level = object.dataSet();
      for (int depth = 0; depth < 3; depth++) {
        found.put(depth, survivors(level));
        level = depth == 2 ? null : level.get(NEUTRAL_SEQUENCE).items().get(0);
      }
    }
    return found;
  }

  private static Set<String> survivors(DataSet dataSet) throws IOException {
    Set<String> kept = new TreeSet<>();
    for (Row row : ROWS) {
      Element element = dataSet.get(row.tag());
      if (element != null && row.vr() == VR.SQ) {
        element = element.items().isEmpty() ? null : element.items().get(0).get(CODE_MEANING);
      }
      if (element != null && element.hasValue(row.sentinel())) {
        kept.add(Tag.format(row.tag()));
      }
    }
    return kept;
  }

  @Test
  void no_sentinel_survives_the_basic_profile() throws Exception {
    Map<Integer, Set<String>> found = survivors("profile: t\nversion: 1\nextends: ps3.15-basic\n");
    // The SOP class itself is no row of the table, so it had to be planted over nothing.
    assertThat(found.get(0)).isEmpty();
    assertThat(found.get(1)).isEmpty();
    assertThat(found.get(2)).isEmpty();
  }

  static Stream<Option> options() {
    return COLUMNS.stream();
  }

  @ParameterizedTest
  @MethodSource("options")
  void with_an_option_exactly_what_the_table_keeps_survives(Option option) throws Exception {
    String needs =
        switch (option) {
          case RETAIN_FULL_DATES -> "dates: keep\n";
          case RETAIN_MODIFIED_DATES -> "dates: shift\n";
          case RETAIN_SAFE_PRIVATE -> "private: safe\n";
          default -> "";
        };
    Map<Integer, Set<String>> found =
        survivors(
            "profile: t\nversion: 1\nextends: ps3.15-basic\noptions: [\"%s\"]\n%s"
                .formatted(option.code(), needs));
    Set<String> expected = new TreeSet<>();
    for (Row row : ROWS) {
      String cell = row.columns().get(COLUMNS.indexOf(option));
      // A cleaned sequence keeps its codes; a shift by whole days does not move a time of day.
      boolean cleanedCode = cell.equals("C") && row.vr() == VR.SQ;
      boolean timeOfDay = cell.equals("C") && row.vr() == VR.TM;
      if (cell.equals("K") || cleanedCode || timeOfDay) {
        expected.add(Tag.format(row.tag()));
      }
    }
    assertThat(found.get(0)).isEqualTo(expected);
    assertThat(found.get(1)).isEqualTo(expected);
    assertThat(found.get(2)).isEqualTo(expected);
  }
}
