/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.dicomdeid.dicom.DataSet;
import org.dicomdeid.dicom.Element;
import org.dicomdeid.dicom.Tag;
import org.dicomdeid.dicom.VR;
import org.dicomdeid.it.PlantedCorpus.Planted;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The planted corpus under the other profiles that are shipped, and under one with low limits. */
class OtherPoliciesTest {

  private static final DateTimeFormatter DA = DateTimeFormatter.BASIC_ISO_DATE;
  private static final int STUDY_DATE = 0x00080020;
  private static final int BIRTH_DATE = 0x00100030;
  private static final int AGE = 0x00101010;

  @TempDir private static Path home;
  private static List<Planted> planted;

  /** What each profile made of the corpus, by its name. */
  private static final Map<String, Map<Integer, Delivered>> DELIVERED = new HashMap<>();

  @BeforeAll
  static void makeCorpus() throws IOException {
    planted = PlantedCorpus.make(home.resolve("in"));
    DELIVERED.clear();
  }

  private static Map<Integer, Delivered> delivered(String policy)
      throws IOException, InterruptedException {
    if (!DELIVERED.containsKey(policy)) {
      Jar.Ran ran = Jar.run(home, "sanitize", "--policy", policy, "--no-receipts", "in", policy);
      assertThat(ran.status()).as(ran.out() + ran.err()).isZero();
      DELIVERED.put(policy, Delivered.readAll(home.resolve(policy)));
    }
    return DELIVERED.get(policy);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ps3.15-basic", "hipaa-safe-harbor", "research"})
  void no_identifier_is_in_any_delivered_file(String policy) throws Exception {
    List<String> identifiers = PlantedIdentifiersTest.identifiers();
    if (policy.equals("research")) {
      // Its option 113108 retains the ethnic group (PS3.15 Table E.1-1).
      Person.ALL.forEach(person -> identifiers.remove(person.ethnicity()));
    }
    IdentifierHunt hunt = new IdentifierHunt(identifiers);
    Map<Integer, List<String>> leaks = new TreeMap<>();
    for (Map.Entry<Integer, Delivered> file : delivered(policy).entrySet()) {
      List<String> found = new ArrayList<>(hunt.in(file.getValue().bytes()));
      found.addAll(hunt.in(file.getValue().text()));
      if (!found.isEmpty()) {
        leaks.put(file.getKey(), found);
      }
    }
    assertThat(delivered(policy)).hasSize(PlantedCorpus.OBJECTS);
    assertThat(leaks).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ps3.15-basic", "hipaa-safe-harbor", "research"})
  void pixels_and_geometry_stay_byte_for_byte(String policy) throws Exception {
    for (Planted object : planted) {
      Delivered original = Delivered.read(object.file());
      for (int tag : List.of(Tag.PIXEL_DATA, 0x00200032, 0x00200037, 0x00280030, 0x00080060)) {
        assertThat(delivered(policy).get(object.number()).value(tag))
            .as(Tag.format(tag))
            .isEqualTo(original.value(tag));
      }
    }
  }

  @Test
  void basic_leaves_neither_dates_nor_characteristics_of_the_patient() throws Exception {
    for (Planted object : planted) {
      Delivered clean = delivered("ps3.15-basic").get(object.number());
      for (int tag : List.of(BIRTH_DATE, AGE, 0x00101020, 0x00101030, 0x00081030, 0x0008103E)) {
        assertThat(clean.string(tag)).as(Tag.format(tag)).isNullOrEmpty();
      }
      assertThat(clean.string(0x00280303)).isEqualTo("REMOVED");
      assertThat(codes(clean))
          .isEqualTo(object.kind().pixels ? List.of("113100", "113101") : List.of("113100"));
    }
  }

  @Test
  void safe_harbor_leaves_of_dates_the_year_alone() throws Exception {
    List<String> days = new ArrayList<>();
    for (Delivered clean : delivered("hipaa-safe-harbor").values()) {
      for (String date : dates(clean)) {
        if (date.length() != 4 && !date.startsWith("0101", 4)) { // a DT may be a year alone
          days.add(clean.file() + " " + date);
        }
      }
      assertThat(clean.string(0x00280303)).isEqualTo("MODIFIED");
    }
    assertThat(days).isEmpty();
    assertThat(delivered("hipaa-safe-harbor").get(0).string(STUDY_DATE)).isEqualTo("20190101");
  }

  @Test
  void safe_harbor_tells_no_age_over_89() throws Exception {
    for (Planted object : planted) {
      Delivered clean = delivered("hipaa-safe-harbor").get(object.number());
      boolean old = object.person().letter() == 'h';
      assertThat(clean.string(AGE)).isEqualTo(old ? "090Y" : object.person().age());
      String year = old ? "" : object.person().birthDate().substring(0, 4) + "0101";
      assertThat(clean.string(BIRTH_DATE)).isEqualTo(year);
    }
  }

  @Test
  void research_moves_all_dates_of_a_patient_by_the_same_days() throws Exception {
    Map<Person, Set<Long>> moved = new HashMap<>();
    for (Planted object : planted) {
      Delivered clean = delivered("research").get(object.number());
      Delivered original = Delivered.read(object.file());
      Set<Long> days = moved.computeIfAbsent(object.person(), unseen -> new HashSet<>());
      for (int tag : List.of(STUDY_DATE, 0x00080021, 0x00080022, 0x00080023, 0x00400244)) {
        days.add(
            ChronoUnit.DAYS.between(
                LocalDate.parse(original.string(tag), DA), LocalDate.parse(clean.string(tag), DA)));
      }
      assertThat(clean.string(0x0008002A)).isEqualTo(clean.string(0x00080022) + "101500.250");
      assertThat(clean.string(0x00280303)).isEqualTo("MODIFIED");
    }
    assertThat(moved).hasSize(Person.ALL.size());
    assertThat(moved.values()).allMatch(days -> days.size() == 1 && !days.contains(0L));
    assertThat(Set.copyOf(moved.values())).as("each patient's own").hasSizeGreaterThan(5);
  }

  @Test
  void research_keeps_ages_and_gives_one_pseudonym_to_all_studies() throws Exception {
    Map<Person, String> pseudonyms = new HashMap<>();
    for (Planted object : planted) {
      Delivered clean = delivered("research").get(object.number());
      assertThat(clean.string(AGE)).isEqualTo(object.person().age());
      assertThat(clean.string(BIRTH_DATE)).isEmpty();
      String pseudonym = clean.string(Tag.PATIENT_ID);
      assertThat(pseudonym).matches("[0-9A-Z]{16}").isEqualTo(clean.string(Tag.PATIENT_NAME));
      assertThat(pseudonyms.computeIfAbsent(object.person(), unseen -> pseudonym))
          .isEqualTo(pseudonym);
    }
    assertThat(Set.copyOf(pseudonyms.values())).hasSameSizeAs(Person.ALL);
  }

  @Test
  void a_profile_with_lower_limits_holds_what_is_beyond_them() throws Exception {
    Files.writeString(
        home.resolve("narrow.yaml"),
        """
        profile: narrow
        version: 1
        extends: hipaa
        limits:
          depth: 12
          elements: 500
          inflated-bytes: 1048576
        """);
    Map<Path, String> bad = BadFiles.makeForLowLimits(home.resolve("beyond"));
    Files.copy(planted.get(0).file(), home.resolve("beyond/good"));
    Jar.Ran ran =
        Jar.run(
            home,
            "sanitize",
            "--policy",
            "narrow.yaml",
            "--quarantine",
            "held",
            "beyond",
            "within");
    assertThat(ran.status()).as(ran.out() + ran.err()).isEqualTo(1);
    List<String> reasons = new ArrayList<>();
    for (Path file : Delivered.files(home.resolve("held"))) {
      if (file.toString().endsWith(".reason.json")) {
        reasons.add(new ObjectMapper().readTree(file.toFile()).get("reason").asText());
      }
    }
    assertThat(reasons).containsExactlyInAnyOrderElementsOf(bad.values());
    assertThat(Delivered.readAll(home.resolve("within"))).containsOnlyKeys(0);
  }

  /** Values of DA and DT wherever they stand. */
  private static List<String> dates(Delivered clean) throws IOException {
    List<String> dates = new ArrayList<>();
    List<Element> elements = new ArrayList<>();
    List<DataSet> holders = new ArrayList<>();
    clean.each(
        (holder, element) -> {
          if (element.vr() == VR.DA || element.vr() == VR.DT) {
            holders.add(holder);
            elements.add(element);
          }
        });
    for (int i = 0; i < elements.size(); i++) {
      dates.addAll(holders.get(i).strings(elements.get(i).tag()));
    }
    dates.removeIf(String::isEmpty);
    return dates;
  }

  private static List<String> codes(Delivered clean) throws IOException {
    List<String> codes = new ArrayList<>();
    for (DataSet item : clean.dataSet().get(0x00120064).items()) {
      codes.add(item.string(0x00080100));
    }
    return codes;
  }
}
