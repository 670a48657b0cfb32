/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.deidentify;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.dicomdeid.dicom.DataSet;
import org.dicomdeid.dicom.DicomBuilder;
import org.dicomdeid.dicom.DicomObject;
import org.dicomdeid.dicom.DicomReader;
import org.dicomdeid.dicom.MemorySource;
import org.dicomdeid.dicom.Tag;
import org.dicomdeid.profile.Profile;
import org.dicomdeid.profile.Profiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ObjectIdentifiersTest {

  private static final Deidentifier DEIDENTIFIER =
      new Deidentifier(new TextCleaner(Vocabulary.standard()), new byte[32]);

  private static DicomBuilder object() {
    return Treated.object()
        .put(Tag.PATIENT_NAME, "Krzyzanek^Ludmila")
        .put(Tag.PATIENT_ID, "4508712")
        .put(0x00100030, "19740312")
        .put(0x00080020, "20240229")
        .put(0x00080021, "20240301")
        .put(0x00080022, "20240302")
        .put(0x00080023, "20240303")
        .put(0x0008002A, "20240304101112.5")
        .put(0x00080080, "St. Hubertus Klinik")
        .put(0x00081010, "US-ROOM-7")
        .put(0x00102154, "+49 221 4789031")
        .sequence(0x00400275, item -> item.put(0x00080050, "ACC77131"));
  }

  private static ObjectIdentifiers of(DicomBuilder object, Profile profile) throws Exception {
    try (DicomObject read =
        DicomReader.read(new MemorySource(Treated.file(object)), profile.limits())) {
      return DEIDENTIFIER.apply(read, profile).identifiers();
    }
  }

  @Test
  void identifiers_are_those_of_the_input_after_the_header_was_de_identified() throws Exception {
    for (String policy : Profiles.shipped()) {
      ObjectIdentifiers found = of(object(), Profiles.load(policy));
      assertThat(found.persons()).containsExactly("Krzyzanek^Ludmila");
      assertThat(found.numbers()).contains("4508712", "ACC77131", "US-ROOM-7");
      assertThat(found.places()).contains("St. Hubertus Klinik");
      assertThat(found.contacts()).contains("+49 221 4789031");
      assertThat(found.dates())
          .as(policy)
          .containsExactly(
              "19740312", "20240229", "20240301", "20240302", "20240303", "20240304101112.5");
    }
  }

  @Test
  void the_next_object_of_the_same_patient_has_its_own_dates() throws Exception {
    Profile profile = Profiles.load("hipaa");
    of(object(), profile);
    ObjectIdentifiers next = of(object().put(0x00080022, "20250101"), profile);
    assertThat(next.dates()).contains("20250101").doesNotContain("20240302");
  }

  @Test
  void an_object_that_tells_nothing_has_none() throws Exception {
    ObjectIdentifiers none = of(Treated.object(), Profiles.load("hipaa"));
    assertThat(none.persons()).isEmpty();
    assertThat(none.dates()).isEmpty();
  }

  @Test
  void they_are_not_printed() throws Exception {
    assertThat(of(object(), Profiles.load("hipaa")).toString())
        .matches("\\d+ identifiers")
        .doesNotContain("Krzyzanek");
  }

  @Test
  void clean_pixel_data_is_not_claimed_by_the_header_alone(@TempDir Path folder) throws Exception {
    Path mine =
        Files.writeString(
            folder.resolve("mine.yaml"),
            "profile: mine\nversion: 1\nextends: hipaa\noptions: [113101]\n");
    DataSet clean = Treated.of(object(), Profiles.load(mine.toString())).dataSet();
    List<DataSet> codes = clean.get(0x00120064).items();
    assertThat(codes).hasSize(5);
    for (DataSet code : codes) {
      assertThat(code.string(0x00080100)).isNotEqualTo("113101");
    }
  }
}
