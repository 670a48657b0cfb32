/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.dicomdeid.dicom.Tag;
import org.dicomdeid.it.PlantedCorpus.Kind;
import org.dicomdeid.it.PlantedCorpus.Planted;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A corpus with identifiers wherever files have them, sanitized by the jar under {@code hipaa}. */
class PlantedIdentifiersTest {

  /** What the clinical policy keeps byte for byte. */
  private static final int[] KEPT = {
    0x00080016, 0x00080020, 0x00080021, 0x00080022, 0x00080023, 0x0008002A, 0x00080030, 0x00080031,
    0x00080032, 0x00080060, 0x00080070, 0x00100030, 0x00100032, 0x00100040, 0x00101010, 0x00101020,
    0x00101030, 0x00180015, 0x00180050, 0x00181030, 0x00185100, 0x00200013, 0x00200032, 0x00200037,
    0x00280002, 0x00280004, 0x00280008, 0x00280010, 0x00280011, 0x00280030, 0x00280100, 0x00280101,
    0x00280102, 0x00280103, 0x00281050, 0x00281051, Tag.PIXEL_DATA
  };

  @TempDir private static Path home;
  private static List<Planted> planted;
  private static Map<Path, String> bad;
  private static Jar.Ran ran;
  private static IdentifierHunt hunt;
  private static Map<Integer, Delivered> delivered;

  @BeforeAll
  static void sanitize() throws IOException, InterruptedException {
    planted = PlantedCorpus.make(home.resolve("in/good"));
    bad = BadFiles.make(home.resolve("in/bad"));
    ran =
        Jar.run(
            home,
            "sanitize",
            "--policy",
            "hipaa",
            "--data",
            "data",
            "--quarantine",
            "held",
            "in",
            "out");
    hunt = new IdentifierHunt(identifiers());
    delivered = Delivered.readAll(home.resolve("out"));
  }

  /** Of all persons, and what all original UIDs and file names have in common. */
  static List<String> identifiers() {
    List<String> all = new ArrayList<>();
    Person.ALL.forEach(person -> all.addAll(person.identifiers()));
    all.add(PlantedCorpus.UID_ROOT);
    return all;
  }

  @Test
  void every_good_object_is_delivered_once_and_no_bad_one() throws IOException {
    assertThat(ran.status()).as(ran.err()).isEqualTo(1);
    assertThat(delivered).hasSize(PlantedCorpus.OBJECTS);
    assertThat(ran.out())
        .contains("Delivered " + PlantedCorpus.OBJECTS + " objects")
        .contains("Quarantined " + bad.size() + " objects");
    assertThat(Delivered.files(home.resolve("out")))
        .as("an object and a receipt each, nothing temporary")
        .hasSize(2 * PlantedCorpus.OBJECTS);
  }

  @Test
  void the_hunter_finds_what_was_planted() throws IOException {
    for (Planted object : planted) {
      Delivered original = Delivered.read(object.file());
      assertThat(hunt.in(original.text()))
          .contains(object.person().family(), object.person().id(), object.person().serial());
      // The deflated ones hide it from who does not inflate them.
      assertThat(hunt.in(original.bytes()))
          .contains(object.person().station(), PlantedCorpus.UID_ROOT);
    }
  }

  @Test
  void no_identifier_is_in_any_delivered_file() throws IOException {
    Map<Integer, List<String>> leaks = new TreeMap<>();
    for (Map.Entry<Integer, Delivered> file : delivered.entrySet()) {
      List<String> found = new ArrayList<>(hunt.in(file.getValue().bytes()));
      found.addAll(hunt.in(file.getValue().text()));
      if (!found.isEmpty()) {
        leaks.put(file.getKey(), found);
      }
    }
    assertThat(leaks).isEmpty();
  }

  @Test
  void no_identifier_is_in_any_receipt_or_row_of_the_store() throws Exception {
    int receipts = 0;
    List<Path> files = new ArrayList<>(Delivered.files(home.resolve("out")));
    files.addAll(Delivered.files(home.resolve("held")));
    for (Path file : files) {
      if (file.toString().endsWith(".receipt.json")) {
        receipts++;
        String evidence = EvidenceText.ofReceipt(file);
        assertThat(evidence).contains("in-toto");
        assertThat(hunt.in(evidence)).isEmpty();
      }
    }
    assertThat(receipts).isEqualTo(PlantedCorpus.OBJECTS + bad.size());
    List<EvidenceText.Row> rows = EvidenceText.ofStore(home.resolve("data"));
    assertThat(rows).hasSizeGreaterThan(PlantedCorpus.OBJECTS + bad.size());
    for (EvidenceText.Row row : rows) {
      assertThat(hunt.in(row)).isEmpty();
    }
    assertThat(hunt.in(Files.readAllBytes(home.resolve("data/audit.mv.db")))).isEmpty();
  }

  @Test
  void no_identifier_is_printed_or_in_a_name_or_reason() throws IOException {
    assertThat(hunt.in(ran.out() + ran.err())).isEmpty();
    for (String folder : List.of("out", "held", "data")) {
      for (Path file : Delivered.files(home.resolve(folder))) {
        assertThat(hunt.in(home.relativize(file).toString())).isEmpty();
        if (file.toString().endsWith(".reason.json")) {
          assertThat(hunt.in(Files.readString(file))).isEmpty();
        }
      }
    }
  }

  @Test
  void bad_files_are_held_whole_with_their_reason() throws Exception {
    Map<String, String> expected = new TreeMap<>();
    for (Map.Entry<Path, String> file : bad.entrySet()) {
      expected.put(sha256(Files.readAllBytes(file.getKey())), file.getValue());
    }
    Map<String, String> actual = new TreeMap<>();
    for (Path file : Delivered.files(home.resolve("held"))) {
      if (file.toString().endsWith(".reason.json")) {
        JsonNode reason = new ObjectMapper().readTree(file.toFile());
        String digest = reason.get("sha256").asText();
        actual.put(digest, reason.get("reason").asText());
        Path kept = file.resolveSibling(digest + ".dcm");
        assertThat(sha256(Files.readAllBytes(kept))).isEqualTo(digest);
      }
    }
    assertThat(actual).isEqualTo(expected);
    assertThat(Delivered.files(home.resolve("held"))).hasSize(3 * bad.size());
  }

  @Test
  void inputs_are_left_as_they_are() throws IOException {
    for (Planted object : planted) {
      assertThat(object.file()).hasBinaryContent(PlantedCorpus.bytes(object));
    }
  }

  @Test
  void clinical_values_stay_byte_for_byte() throws IOException {
    for (Planted object : planted) {
      Delivered original = Delivered.read(object.file());
      Delivered clean = delivered.get(object.number());
      for (int tag : KEPT) {
        assertThat(clean.value(tag))
            .as("%s of %s", Tag.format(tag), object.kind())
            .isEqualTo(original.value(tag));
      }
      assertThat(clean.syntax()).isEqualTo(original.syntax());
      assertThat(clean.value(0x00180050) != null).isEqualTo(object.kind().pixels);
    }
  }

  @Test
  void harmless_words_around_identifiers_stay() throws IOException {
    for (Planted object : planted) {
      String description = delivered.get(object.number()).string(0x00081030);
      String harmless =
          List.of(
                  "CT abdomen",
                  "follow-up",
                  "chest pain",
                  "liver lesion",
                  "thorax",
                  "daughter",
                  "knee",
                  "contrast",
                  "head",
                  "pelvis")
              .get(object.number() % 10);
      assertThat(description).as("description %s", object.number() % 10).contains(harmless);
    }
  }

  @Test
  void uids_are_replaced_alike_wherever_they_stand() throws IOException {
    Map<String, String> replaced = new HashMap<>();
    for (Planted object : planted) {
      Delivered original = Delivered.read(object.file());
      Delivered clean = delivered.get(object.number());
      for (int tag : List.of(0x00080018, 0x0020000D, 0x0020000E, 0x00200052)) {
        String before = original.string(tag);
        String after = clean.string(tag);
        assertThat(after).matches("2\\.25\\.[1-9][0-9]{0,38}");
        assertThat(replaced.computeIfAbsent(before, unseen -> after)).isEqualTo(after);
      }
    }
    assertThat(Set.copyOf(replaced.values())).as("none fell together").hasSize(replaced.size());
    for (Planted object : planted) {
      Delivered clean = delivered.get(object.number());
      String referred = PlantedCorpus.uid(object.person(), "3." + object.referred());
      assertThat(clean.nested(0x00081140, 0x00081155)).isEqualTo(replaced.get(referred));
      assertThat(clean.nested(0x00081140, 0x00081150)).isEqualTo(Kind.CT.sopClass);
      if (object.kind() == Kind.PRESENTATION) {
        assertThat(
                clean
                    .dataSet()
                    .get(0x00081115)
                    .items()
                    .get(0)
                    .get(0x00081140)
                    .items()
                    .get(0)
                    .string(0x00081155))
            .isEqualTo(clean.string(Tag.SOP_INSTANCE_UID));
      }
    }
  }

  @Test
  void file_and_file_meta_agree_with_the_object() throws IOException {
    for (Delivered clean : delivered.values()) {
      assertThat(Arrays.copyOf(clean.bytes(), 128)).containsOnly(0);
      assertThat(clean.meta().string(0x00020002)).isEqualTo(clean.string(Tag.SOP_CLASS_UID));
      String instance = clean.string(Tag.SOP_INSTANCE_UID);
      assertThat(clean.meta().string(0x00020003)).isEqualTo(instance);
      assertThat(clean.meta().string(0x00020010)).isEqualTo(clean.syntax());
      for (int tag : List.of(0x00020016, 0x00020017, 0x00020018, 0x00020100, 0x00020102)) {
        assertThat(clean.meta().contains(tag)).as(Tag.format(tag)).isFalse();
      }
      assertThat(home.resolve("out").relativize(clean.file()).toString())
          .isEqualTo(
              Path.of(
                      clean.string(Tag.STUDY_INSTANCE_UID),
                      clean.string(Tag.SERIES_INSTANCE_UID),
                      instance + ".dcm")
                  .toString());
    }
  }

  @Test
  void what_can_hide_anything_is_gone() throws IOException {
    for (Delivered clean : delivered.values()) {
      clean.each(
          (holder, element) -> {
            int group = Tag.group(element.tag());
            assertThat(Tag.isPrivate(element.tag())).as(Tag.format(element.tag())).isFalse();
            assertThat(group).isNotIn(0x5000, 0x6000, 0xFFFA, 0xFFFC);
            assertThat(element.tag()).isNotIn(0x00880200, 0x04000561);
          });
    }
  }

  @Test
  void marks_say_what_was_done_and_nothing_more() throws IOException {
    for (Planted object : planted) {
      Delivered clean = delivered.get(object.number());
      assertThat(clean.string(0x00120062)).isEqualTo("YES");
      assertThat(clean.string(0x00120063)).startsWith("dicom-deid").contains("hipaa");
      List<String> codes = new ArrayList<>();
      clean.dataSet().get(0x00120064).items().forEach(item -> codes.add(code(item)));
      List<String> done =
          new ArrayList<>(List.of("113100", "113104", "113105", "113106", "113108"));
      if (object.kind().pixels) {
        done.add("113101");
      }
      assertThat(codes).containsExactlyInAnyOrderElementsOf(done);
      assertThat(clean.string(0x00280303)).isEqualTo("UNMODIFIED");
      // NO is said of pixels that were examined alone; what a sender said of others stays.
      String unexamined = object.kind() == Kind.PDF ? "YES" : null;
      assertThat(clean.string(0x00280301)).isEqualTo(object.kind().pixels ? "NO" : unexamined);
    }
  }

  private static String code(org.dicomdeid.dicom.DataSet item) {
    try {
      return item.string(0x00080100);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static String sha256(byte[] bytes) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }
}
