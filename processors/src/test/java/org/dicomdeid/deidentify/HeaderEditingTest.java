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
  void a_kept_number_date_or_age_that_is_none_is_emptied() throws Exception {
    DicomBuilder object =
        named()
            .put(0x00101020, VR.DS, "Vurblaxovich")
            .put(0x00080020, VR.DA, "Mr Vurb")
            .put(0x00101010, VR.AS, "Vurb")
            .put(0x00101030, VR.DS, "68.5");
    Treated treated = Treated.byHipaa(object);
    assertThat(treated.leak()).isFalse();
    assertThat(treated.holds("Vurb")).isFalse();
    assertThat(treated.dataSet().get(0x00101020).length()).isZero();
    assertThat(treated.dataSet().string(0x00101030)).isEqualTo("68.5");
  }

  @Test
  void text_where_numbers_belong_goes() throws Exception {
    byte[] file =
        Treated.join(
            Treated.file(Treated.object()), Treated.element(0x00280006, "LT", "of Vurblaxovich "));
    for (String profile : Profiles.shipped()) {
      assertThat(Treated.of(file, Profiles.load(profile)).holds("Vurblax")).as(profile).isFalse();
    }
  }

  @Test
  void a_name_known_from_a_private_element_only_is_cut_elsewhere() throws Exception {
    DicomBuilder object =
        Treated.object()
            .put(0x00090010, VR.LO, "VENDOR")
            .put(0x00091001, VR.PN, "Threnodyke^Al")
            .put(0x00181030, VR.LO, "CHEST THRENODYKE");
    assertThat(Treated.byHipaa(object).holds("threnodyke")).isFalse();
  }

  @Test
  void a_station_called_as_its_model_leaves_the_model_alone() throws Exception {
    DicomBuilder object =
        named().put(0x00081010, VR.SH, "AXIOM-Artis").put(0x00081090, VR.LO, "AXIOM-Artis");
    DataSet clean = Treated.byHipaa(object).dataSet();
    assertThat(clean.string(0x00081090)).isEqualTo("AXIOM-Artis");
    assertThat(clean.contains(0x00081010)).isFalse();
  }

  @Test
  void a_structure_is_called_in_full_or_by_its_number() throws Exception {
    DicomBuilder object =
        named()
            .sequence(
                0x30060020,
                roi -> roi.put(0x30060022, VR.IS, "7").put(0x30060026, VR.LO, "Vurblaxo left"),
                roi -> roi.put(0x30060022, VR.IS, "8").put(0x30060026, VR.LO, "Liver"));
    DataSet clean = Treated.byHipaa(object).dataSet();
    assertThat(clean.get(0x30060020).items().get(0).string(0x30060026)).isEqualTo("ROI 7");
    assertThat(clean.get(0x30060020).items().get(1).string(0x30060026)).isEqualTo("Liver");
  }

  @Test
  void a_birth_date_in_a_report_goes_the_way_of_the_birth_date() throws Exception {
    DicomBuilder object =
        named()
            .sequence(
                0x0040A730,
                item ->
                    item.put(0x0040A040, VR.CS, "DATE")
                        .sequence(
                            0x0040A043,
                            code ->
                                code.put(0x00080100, VR.SH, "121031")
                                    .put(0x00080102, VR.SH, "DCM")
                                    .put(0x00080104, VR.LO, "Subject Birth Date"))
                        .put(0x0040A121, VR.DA, "19250312"));
    DataSet clean = Treated.of(object, Profiles.load("research")).dataSet();
    assertThat(clean.get(0x0040A730).items().get(0).get(0x0040A121).length()).isZero();
    assertThat(Treated.byHipaa(object).holds("19250312")).isTrue();
  }

  @Test
  void safe_harbor_tells_no_birth_year_of_those_over_89_whatever_date_tells_the_age()
      throws Exception {
    for (int date : new int[] {0x00080020, 0x00080021, 0x00080022, 0x00080023}) {
      DicomBuilder object =
          named().put(0x00100030, VR.DA, "19250312").put(date, VR.DA, "2019.04.05");
      DataSet clean = Treated.of(object, Profiles.load("hipaa-safe-harbor")).dataSet();
      assertThat(clean.get(0x00100030).length()).as(Tag.format(date)).isZero();
    }
    DicomBuilder young = named().put(0x00100030, VR.DA, "19850312").put(0x00080021, "20190405");
    assertThat(Treated.of(young, Profiles.load("hipaa-safe-harbor")).dataSet().string(0x00100030))
        .isEqualTo("19850101");
  }

  @Test
  void pixels_in_an_item_and_elements_of_other_kinds_of_files_go() throws Exception {
    DicomBuilder object =
        named().sequence(0x00082112, item -> item.put(Tag.PIXEL_DATA, VR.OB, new byte[4]));
    DataSet clean = Treated.byHipaa(object).dataSet();
    assertThat(clean.get(0x00082112).items().get(0).contains(Tag.PIXEL_DATA)).isFalse();
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
