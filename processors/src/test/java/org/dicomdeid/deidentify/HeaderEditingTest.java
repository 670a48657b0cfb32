/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.deidentify;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.dicomdeid.dicom.DataSet;
import org.dicomdeid.dicom.DicomBuilder;
import org.dicomdeid.dicom.Element;
import org.dicomdeid.dicom.Tag;
import org.dicomdeid.dicom.TransferSyntax;
import org.dicomdeid.dicom.VR;
import org.dicomdeid.profile.Profile;
import org.dicomdeid.profile.Profiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What files do to headers, and what becomes of it under {@code hipaa} and other profiles. */
class HeaderEditingTest {

  private static final String NAME = "Quillfeather^Zebulonia";
  private static final int STUDY_DESCRIPTION = 0x00081030;
  private static final int PROTOCOL_NAME = 0x00181030;
  private static final int PATIENT_COMMENTS = 0x00104000;
  private static final int NEUTRAL_SEQUENCE = 0x00540016;

  @TempDir private Path folder;

  private static DicomBuilder named() {
    return Treated.object().put(Tag.PATIENT_NAME, NAME).put(Tag.PATIENT_ID, "QF-7731904");
  }

  @Test
  void a_description_that_a_file_calls_un_is_cleaned_as_text() throws Exception {
    byte[] text = "Liver of Zebulonia Quillfeather ".getBytes(US_ASCII);
    DataSet clean = Treated.byHipaa(named().put(STUDY_DESCRIPTION, VR.UN, text)).dataSet();
    assertThat(clean.string(STUDY_DESCRIPTION)).startsWith("Liver").doesNotContain("Zebulonia");
  }

  @ParameterizedTest
  @ValueSource(strings = {"OB", "OW", "UN", "LT", "CS", "US", "DS", "UI", "AT"})
  void a_name_goes_whatever_vr_a_file_gives_it(String vr) throws Exception {
    byte[] file =
        Treated.join(
            Treated.file(Treated.object()), Treated.element(Tag.PATIENT_NAME, vr, "Threnodyke^Al"));
    Treated treated = Treated.of(file, Profiles.load("hipaa"));
    assertThat(treated.holds("Threnodyke")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"OB", "US", "DS", "DA", "FD"})
  void a_description_of_a_vr_that_holds_no_text_tells_nothing(String vr) throws Exception {
    byte[] file =
        Treated.join(
            Treated.file(Treated.object()),
            Treated.element(STUDY_DESCRIPTION, vr, "of Threnodyke Al"));
    assertThat(Treated.of(file, Profiles.load("hipaa")).holds("Threnodyke")).isFalse();
  }

  @Test
  void a_name_in_a_kept_number_is_a_leak() throws Exception {
    DicomBuilder object = named().put(0x00101020, VR.DS, "Quillfeather");
    assertThat(Treated.byHipaa(object).leak()).isTrue();
    assertThat(Treated.byHipaa(named().put(0x00101020, VR.DS, "1.72")).leak()).isFalse();
  }

  @Test
  void each_value_of_many_is_cleaned_and_their_number_stays() throws Exception {
    DicomBuilder object = named().put(0x00080008, "ORIGINAL", "PRIMARY", "QUILLFEATHER", "AXIAL");
    Treated treated = Treated.byHipaa(object);
    List<String> types = treated.dataSet().strings(0x00080008);
    assertThat(types).hasSize(4).startsWith("ORIGINAL", "PRIMARY").endsWith("AXIAL");
    assertThat(treated.holds("quillfeather")).isFalse();
  }

  @Test
  void all_uids_of_many_are_replaced() throws Exception {
    DicomBuilder object = named().put(0x00081155, VR.UI, "1.2.77.1", "1.2.77.2", "1.2.77.1");
    List<String> uids = Treated.byHipaa(object).dataSet().strings(0x00081155);
    assertThat(uids).hasSize(3).allMatch(uid -> uid.startsWith("2.25."));
    assertThat(uids.get(0)).isEqualTo(uids.get(2)).isNotEqualTo(uids.get(1));
  }

  @Test
  void an_item_with_a_character_set_of_its_own_is_read_by_it() throws Exception {
    DicomBuilder object = Treated.object();
    object
        .put(Tag.SPECIFIC_CHARACTER_SET, "ISO_IR 100")
        .put(Tag.PATIENT_NAME, "Bräutigämler^Éloïse")
        .put(PROTOCOL_NAME, "Abdomen BRÄUTIGÄMLER")
        .sequence(
            NEUTRAL_SEQUENCE,
            item ->
                item.put(Tag.SPECIFIC_CHARACTER_SET, "ISO_IR 192")
                    .put(Tag.PATIENT_NAME, "Люксембургов^Евдокия")
                    .put(PROTOCOL_NAME, "Abdomen Bräutigämler Люксембургов"));
    Treated treated = Treated.byHipaa(object);
    for (String name : List.of("Bräutigämler", "BRÄUTIGÄMLER", "Люксембургов")) {
      assertThat(treated.holds(new String(name.getBytes(UTF_8), ISO_8859_1))).isFalse();
      assertThat(treated.holds(name)).isFalse();
    }
    DataSet item = treated.dataSet().get(NEUTRAL_SEQUENCE).items().get(0);
    assertThat(item.string(PROTOCOL_NAME)).startsWith("Abdomen");
    assertThat(treated.string(PROTOCOL_NAME)).startsWith("Abdomen");
    assertThat(treated.leak()).isFalse();
  }

  @Test
  void an_identifier_in_one_item_is_cut_from_all_others() throws Exception {
    DicomBuilder object = Treated.object().put(PROTOCOL_NAME, "Liver Threnodyke");
    object.sequence(
        NEUTRAL_SEQUENCE,
        item -> item.put(0x00080060, "CT"),
        item -> item.sequence(0x00081115, inner -> inner.put(0x00081048, "Threnodyke^Al")));
    Treated treated = Treated.byHipaa(object);
    assertThat(treated.holds("Threnodyke")).isFalse();
    assertThat(treated.string(PROTOCOL_NAME)).startsWith("Liver");
  }

  @Test
  void an_identifier_in_a_private_sequence_is_known() throws Exception {
    DicomBuilder object = Treated.object().put(PROTOCOL_NAME, "Liver Threnodyke");
    object
        .put(0x00090010, VR.LO, "ACME 1.1")
        .sequence(0x00091001, item -> item.put(Tag.PATIENT_NAME, "Threnodyke^Al"));
    Treated treated = Treated.byHipaa(object);
    assertThat(treated.holds("Threnodyke")).isFalse();
    assertThat(treated.string(PROTOCOL_NAME)).startsWith("Liver");
  }

  @Test
  void empty_values_stay_as_they_are() throws Exception {
    DicomBuilder object =
        Treated.object()
            .put(Tag.PATIENT_NAME, "")
            .put(Tag.PATIENT_ID, "")
            .put(0x00080020, "")
            .put(STUDY_DESCRIPTION, "")
            .put(Tag.STUDY_INSTANCE_UID, "")
            .put(0x00080050, "");
    object.sequence(0x00081140);
    DataSet clean = Treated.byHipaa(object).dataSet();
    for (int tag : List.of(0x00080020, Tag.STUDY_INSTANCE_UID, 0x00080050, STUDY_DESCRIPTION)) {
      assertThat(clean.get(tag).length()).as(Tag.format(tag)).isZero();
    }
    assertThat(clean.get(0x00081140).items()).isEmpty();
  }

  @Test
  void every_one_of_repeated_elements_is_edited() throws Exception {
    byte[] file =
        Treated.join(
            Treated.file(Treated.object()),
            Treated.element(Tag.PATIENT_NAME, "PN", "Threnodyke^Al"),
            Treated.element(Tag.PATIENT_NAME, "PN", "Pemberwick^Jo"),
            Treated.element(PATIENT_COMMENTS, "LT", "Threnodyke"),
            Treated.element(PATIENT_COMMENTS, "LT", "Pemberwick"),
            Treated.element(0x00200052, "UI", "1.2.77.5"),
            Treated.element(0x00200052, "UI", "1.2.77.6"));
    Treated treated = Treated.of(file, Profiles.load("hipaa"));
    for (String planted : List.of("Threnodyke", "Pemberwick", "1.2.77.")) {
      assertThat(treated.holds(planted)).as(planted).isFalse();
    }
    assertThat(treated.leak()).isFalse();
  }

  @Test
  void the_safe_private_option_keeps_listed_elements_and_their_creators_alone() throws Exception {
    Profile safe =
        Treated.profile(folder, "ps3.15-basic", "options: [\"113111\"]\nprivate: safe\n");
    DicomBuilder object = named();
    object
        .put(0x00190010, VR.LO, "GEMS_ACQU_01")
        .put(0x00191023, VR.DS, "12.5")
        .put(0x00191024, VR.LO, "Quillfeather")
        .put(0x00191030, VR.LO, "Quillfeather")
        .put(0x00190011, VR.LO, "ACME 1.1")
        .put(0x00191123, VR.DS, "12.5")
        .put(0x00191223, VR.DS, "44.5")
        .put(0x00430010, VR.LO, "GEMS_PARM_01")
        .put(0x00431028, VR.LO, "Quillfeather");
    Treated treated = Treated.of(object, safe);
    DataSet clean = treated.dataSet();
    assertThat(clean.string(0x00190010)).isEqualTo("GEMS_ACQU_01");
    assertThat(clean.string(0x00191023)).isEqualTo("12.5");
    for (int gone :
        List.of(
            0x00191024, 0x00191030, 0x00190011, 0x00191123, 0x00191223, 0x00430010, 0x00431028)) {
      assertThat(clean.contains(gone)).as(Tag.format(gone)).isFalse();
    }
    assertThat(treated.holds("Quillfeather")).isFalse();
  }

  @Test
  void a_safe_private_element_keeps_its_meaning_in_another_block() throws Exception {
    Profile safe =
        Treated.profile(folder, "ps3.15-basic", "options: [\"113111\"]\nprivate: safe\n");
    DicomBuilder object = named();
    object.sequence(
        NEUTRAL_SEQUENCE,
        item ->
            item.put(0x00190042, VR.LO, "GEMS_ACQU_01")
                .put(0x00194223, VR.DS, "9.5")
                .put(0x00191023, VR.DS, "44.5"));
    DataSet item = Treated.of(object, safe).dataSet().get(NEUTRAL_SEQUENCE).items().get(0);
    assertThat(item.string(0x00194223)).isEqualTo("9.5");
    assertThat(item.contains(0x00190042)).isTrue();
    assertThat(item.contains(0x00191023)).as("a block that nobody reserved").isFalse();
  }

  @Test
  void a_kept_private_blob_that_holds_the_name_is_a_leak() throws Exception {
    Profile trusting =
        Treated.profile(
            folder,
            "hipaa",
            """
            rules:
              - match: (0009,xx10)
                creator: ACME 1.1
                action: keep
                reason: the site believes it to be safe
            """);
    DicomBuilder object = named().put(0x00090010, VR.LO, "ACME 1.1");
    object.put(0x00091010, VR.OB, "\0\1\2zebulonia QUILLFEATHER\0\7".getBytes(US_ASCII));
    assertThat(Treated.of(object, trusting).leak()).isTrue();
    object.put(0x00091010, VR.OB, new byte[] {0, 1, 2, 3});
    Treated harmless = Treated.of(object, trusting);
    assertThat(harmless.leak()).isFalse();
    assertThat(harmless.dataSet().contains(0x00091010)).isTrue();
  }

  @Test
  void elements_that_stay_are_not_touched() throws Exception {
    byte[] odd = "  Abdomen routine \0".getBytes(US_ASCII);
    DicomBuilder object = named().put(PROTOCOL_NAME, VR.LO, odd).put(0x00080070, "ACME ");
    DataSet clean = Treated.byHipaa(object).dataSet();
    Element protocol = clean.get(PROTOCOL_NAME);
    assertThat(protocol.bytes(100)).startsWith(odd);
  }

  @Test
  void text_is_written_in_the_byte_order_and_character_set_of_the_file() throws Exception {
    DicomBuilder object = Treated.object(TransferSyntax.EXPLICIT_BIG_ENDIAN);
    object
        .put(Tag.SPECIFIC_CHARACTER_SET, "ISO_IR 144")
        .put(Tag.PATIENT_NAME, "Люксембургов^Евдокия")
        .put(PROTOCOL_NAME, "печень Люксембургов")
        .put(0x00280010, VR.US, 513);
    Treated treated = Treated.byHipaa(object);
    assertThat(treated.string(PROTOCOL_NAME)).startsWith("печень").doesNotContain("Люксембургов");
    assertThat(treated.dataSet().integer(0x00280010)).hasValue(513);
    assertThat(treated.string(0x00120062)).isEqualTo("YES");
  }

  @Test
  void marks_replace_those_of_an_earlier_hand() throws Exception {
    DicomBuilder object = named().put(0x00120062, "NO").put(0x00120063, "by hand");
    object
        .put(0x00280303, "REMOVED")
        .sequence(0x00120064, item -> item.put(0x00080100, "113110").put(0x00080102, "DCM"));
    DataSet clean = Treated.byHipaa(object).dataSet();
    assertThat(clean.string(0x00120062)).isEqualTo("YES");
    assertThat(clean.strings(0x00120063).get(0)).startsWith("dicom-deid").contains("hipaa");
    assertThat(clean.strings(0x00120063)).doesNotContain("by hand");
    assertThat(clean.string(0x00280303)).isEqualTo("UNMODIFIED");
    List<DataSet> codes = clean.get(0x00120064).items();
    assertThat(codes).hasSize(5);
    for (DataSet code : codes) {
      assertThat(code.string(0x00080100)).matches("1131\\d\\d").isNotEqualTo("113110");
      assertThat(code.string(0x00080102)).isEqualTo("DCM");
      assertThat(code.string(0x00080104)).isNotBlank();
    }
  }
}
