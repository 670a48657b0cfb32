/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What real files do that the standard does not foresee: read, and copied as it stands. */
class OddFilesTest {

  private static final byte[] MODALITY = Raw.explicit(0x00080060, "CS", "MR");
  private static final byte[] PATIENT = Raw.explicit(Tag.PATIENT_NAME, "PN", "A^B ");
  private static final int REQUEST = 0x00400275;

  @Test
  void reads_un_of_undefined_length_as_an_implicit_sequence() throws IOException {
    DataSet dataSet =
        read(
            Raw.part10(
                Raw.EXPLICIT,
                MODALITY,
                Raw.explicitHeader(0x00091001, "UN", Raw.UNDEFINED),
                Raw.itemHeader(Raw.UNDEFINED),
                Raw.implicit(Tag.PATIENT_NAME, "A^B "),
                Raw.itemEnd(),
                Raw.sequenceEnd(),
                PATIENT));
    Element sequence = dataSet.get(0x00091001);
    assertThat(sequence.vr()).isEqualTo(VR.UN);
    assertThat(sequence.items()).hasSize(1);
    assertThat(sequence.items().get(0).encoding()).isEqualTo(Encoding.IMPLICIT_LITTLE_ENDIAN);
    assertThat(sequence.items().get(0).string(Tag.PATIENT_NAME)).isEqualTo("A^B");
    assertThat(dataSet.string(Tag.PATIENT_NAME)).isEqualTo("A^B");
  }

  @Test
  void reads_explicit_items_in_un_of_undefined_length() throws IOException {
    DataSet dataSet =
        read(
            Raw.part10(
                Raw.EXPLICIT,
                MODALITY,
                Raw.explicitHeader(REQUEST, "UN", Raw.UNDEFINED),
                Raw.item(PATIENT),
                Raw.sequenceEnd()));
    assertThat(dataSet.get(REQUEST).items().get(0).string(Tag.PATIENT_NAME)).isEqualTo("A^B");
  }

  @Test
  void reads_un_as_a_sequence_where_the_dictionary_says_so_and_its_value_is_one()
      throws IOException {
    byte[] items = MadeFiles.implicitItems(3);
    DataSet dataSet = read(Raw.part10(Raw.EXPLICIT, MODALITY, Raw.explicit(REQUEST, "UN", items)));
    DataSet inner = dataSet.get(REQUEST).items().get(0).get(REQUEST).items().get(0);
    assertThat(inner.get(REQUEST).items().get(0).string(Tag.PATIENT_NAME)).isEqualTo("A^B");
  }

  @Test
  void leaves_un_opaque_where_it_only_begins_like_a_sequence() throws IOException {
    byte[] broken = MadeFiles.join(MadeFiles.implicitItems(3), new byte[2]);
    byte[] outer = Raw.item(Raw.implicit(0x00091002, broken), Raw.implicit(0x00091003, "ABCD"));
    DataSet dataSet =
        read(
            Raw.part10(
                Raw.EXPLICIT,
                MODALITY,
                Raw.explicit(0x00091001, "UN", outer),
                Raw.explicit(REQUEST, "UN", broken)));
    assertThat(dataSet.get(REQUEST).isSequence()).isFalse();
    assertThat(dataSet.get(REQUEST).bytes(1_000)).isEqualTo(broken);
    DataSet item = dataSet.get(0x00091001).items().get(0);
    assertThat(item.get(0x00091002).isSequence()).isFalse();
    assertThat(item.get(0x00091003).bytes(4)).isEqualTo(new byte[] {'A', 'B', 'C', 'D'});
  }

  @Test
  void reads_private_sequences_of_an_implicit_data_set() throws IOException {
    DataSet dataSet =
        read(
            Raw.part10(
                Raw.IMPLICIT,
                Raw.implicit(0x00080060, "MR"),
                Raw.implicit(0x00090010, "MAKER "),
                Raw.implicit(0x00091001, Raw.item(Raw.implicit(Tag.PATIENT_NAME, "A^B "))),
                Raw.implicitHeader(0x00091002, Raw.UNDEFINED),
                Raw.item(Raw.implicit(Tag.PATIENT_NAME, "C^D ")),
                Raw.sequenceEnd()));
    assertThat(dataSet.get(0x00091001).items().get(0).string(Tag.PATIENT_NAME)).isEqualTo("A^B");
    assertThat(dataSet.get(0x00091002).items().get(0).string(Tag.PATIENT_NAME)).isEqualTo("C^D");
    assertThat(dataSet.privateCreator(0x00091002).vr()).isEqualTo(VR.LO);
  }

  @Test
  void takes_a_delimiter_inside_a_fragment_for_data() throws IOException {
    byte[] fragment = MadeFiles.join(new byte[] {1, 2}, Raw.sequenceEnd(), new byte[] {3, 4});
    DataSet dataSet =
        read(
            Raw.part10(
                Raw.RLE,
                MODALITY,
                Raw.explicitHeader(Tag.PIXEL_DATA, "OB", Raw.UNDEFINED),
                Raw.itemHeader(0),
                Raw.item(fragment),
                Raw.sequenceEnd()));
    Element pixels = dataSet.get(Tag.PIXEL_DATA);
    assertThat(pixels.isEncapsulated()).isTrue();
    assertThat(pixels.fragments()).hasSize(4);
    assertThat(pixels.fragments()[3]).isEqualTo(fragment.length);
  }

  @Test
  void refuses_pixel_data_without_its_end() {
    byte[] start =
        MadeFiles.join(
            MODALITY,
            Raw.explicitHeader(Tag.PIXEL_DATA, "OB", Raw.UNDEFINED),
            Raw.itemHeader(0),
            Raw.item(new byte[8]));
    assertFault(Raw.part10(Raw.RLE, start), Fault.TRUNCATED);
    assertFault(Raw.part10(Raw.RLE, start, Raw.itemHeader(20), new byte[8]), Fault.TRUNCATED);
    assertFault(
        Raw.part10(
            Raw.EXPLICIT, MODALITY, Raw.explicitHeader(Tag.PIXEL_DATA, "OW", 20), new byte[18]),
        Fault.TRUNCATED);
  }

  @Test
  void refuses_fragments_that_no_transfer_syntax_explains() {
    byte[] dataSet =
        MadeFiles.join(
            MODALITY,
            PATIENT,
            Raw.explicitHeader(Tag.PIXEL_DATA, "OB", Raw.UNDEFINED),
            Raw.itemHeader(0),
            Raw.sequenceEnd());
    assertFault(dataSet, Fault.UNKNOWN_TRANSFER_SYNTAX);
    assertFault(Raw.part10(Raw.EXPLICIT, dataSet), Fault.BAD_STRUCTURE);
    for (String uid : List.of("1.3.46.670589.33.1.4.1", "1.2.840.10008.1.20", "garbage")) {
      assertFault(Raw.part10(uid, MODALITY, PATIENT), Fault.UNKNOWN_TRANSFER_SYNTAX);
    }
  }

  @Test
  void takes_zeros_after_the_last_element_for_a_tail_and_nothing_else() throws IOException {
    for (int zeros : new int[] {1, 7, 8, 300}) {
      byte[] file = Raw.part10(Raw.EXPLICIT, MODALITY, PATIENT, new byte[zeros]);
      try (DicomObject object = DicomReader.read(new MemorySource(file), Limits.DEFAULT)) {
        assertThat(object.hasTail()).isTrue();
        assertThat(object.dataSet().size()).isEqualTo(2);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        FileMeta meta = FileMeta.of("1.2", "1.2.3", Raw.EXPLICIT, "1.2.4", "TEST");
        DicomWriter.write(object, meta, OutputSink.of(object.transferSyntax(), out));
        assertThat(out.toByteArray()).isEqualTo(Arrays.copyOf(file, file.length - zeros));
      }
    }
    byte[] next = Raw.explicit(0x00180015, "CS", "HEAD");
    for (int left = 1; left < next.length; left++) {
      assertFault(
          Raw.part10(Raw.EXPLICIT, MODALITY, PATIENT, Arrays.copyOf(next, left)), Fault.TRUNCATED);
    }
    assertFault(
        Raw.part10(Raw.EXPLICIT, MODALITY, PATIENT, new byte[64], next), Fault.BAD_STRUCTURE);
  }

  @Test
  void reads_a_data_set_laid_out_otherwise_than_declared() throws IOException {
    byte[] implicit =
        MadeFiles.join(
            Raw.implicit(0x00080060, "MR"),
            Raw.implicit(Tag.PATIENT_NAME, "A^B "),
            Raw.implicit(Tag.PATIENT_ID, "12"));
    try (DicomObject object =
        DicomReader.read(new MemorySource(Raw.part10(Raw.EXPLICIT, implicit)), Limits.DEFAULT)) {
      assertThat(object.transferSyntax()).isEqualTo(TransferSyntax.IMPLICIT_LITTLE_ENDIAN);
    }
    try (DicomObject object =
        DicomReader.read(
            new MemorySource(Raw.part10(Raw.IMPLICIT, MODALITY, PATIENT)), Limits.DEFAULT)) {
      assertThat(object.transferSyntax()).isEqualTo(TransferSyntax.EXPLICIT_LITTLE_ENDIAN);
    }
  }

  @Test
  void reads_implicit_items_in_an_explicit_sequence() throws IOException {
    DataSet dataSet =
        read(
            Raw.part10(
                Raw.EXPLICIT,
                MODALITY,
                Raw.explicit(REQUEST, "SQ", Raw.item(Raw.implicit(Tag.PATIENT_NAME, "A^B ")))));
    assertThat(dataSet.get(REQUEST).items().get(0).string(Tag.PATIENT_NAME)).isEqualTo("A^B");
  }

  @Test
  void reads_a_vr_of_no_standard_where_the_next_element_proves_its_length() throws IOException {
    byte[] odd = Raw.explicit(0x00081030, "LO", "HEAD");
    odd[4] = '?';
    odd[5] = '?';
    byte[] future = Raw.explicit(0x00081030, "UT", "HEAD");
    future[4] = 'X';
    future[5] = 'Y';
    for (byte[] element : List.of(odd, future, Raw.implicit(0x00081030, "HEAD"))) {
      DataSet dataSet = read(Raw.part10(Raw.EXPLICIT, MODALITY, element, PATIENT));
      assertThat(dataSet.get(0x00081030).bytes(4)).isEqualTo(new byte[] {'H', 'E', 'A', 'D'});
      assertThat(dataSet.string(Tag.PATIENT_NAME)).isEqualTo("A^B");
    }
    byte[] hopeless = odd.clone();
    hopeless[6] = 99;
    assertFault(Raw.part10(Raw.EXPLICIT, MODALITY, hopeless, PATIENT), Fault.BAD_VR);
  }

  @Test
  void accepts_delimiters_where_a_length_is_defined() throws IOException {
    byte[] item = MadeFiles.join(Raw.item(PATIENT, Raw.itemEnd()), Raw.sequenceEnd());
    DataSet inside = read(Raw.part10(Raw.EXPLICIT, Raw.explicit(REQUEST, "SQ", item)));
    assertThat(inside.get(REQUEST).items().get(0).size()).isEqualTo(1);
    DataSet after =
        read(
            Raw.part10(
                Raw.EXPLICIT,
                Raw.explicit(0x00081110, "SQ", Raw.item()),
                Raw.sequenceEnd(),
                PATIENT));
    assertThat(after.string(Tag.PATIENT_NAME)).isEqualTo("A^B");
  }

  @Test
  void believes_the_file_meta_elements_and_not_their_group_length() throws IOException {
    byte[] file = Raw.part10(Raw.EXPLICIT, MODALITY, PATIENT);
    for (int wrong : new int[] {0, 5, 90, 100_000}) {
      byte[] lying = file.clone();
      ElementHeaderWriter.put32(lying, 140, wrong, false);
      assertThat(read(lying).size()).isEqualTo(2);
    }
    byte[] without =
        MadeFiles.join(Arrays.copyOf(file, 132), Arrays.copyOfRange(file, 144, file.length));
    assertThat(read(without).size()).isEqualTo(2);
    assertThat(read(Arrays.copyOfRange(file, 132, file.length)).size()).isEqualTo(2);
    assertThat(read(Arrays.copyOfRange(file, 128, file.length)).size()).isEqualTo(2);
  }

  @Test
  void puts_the_character_set_of_an_item_in_force_there_only() throws IOException {
    byte[] utf8 = {(byte) 0xC3, (byte) 0xA9};
    DataSet dataSet =
        read(
            Raw.part10(
                Raw.EXPLICIT,
                Raw.explicit(Tag.SPECIFIC_CHARACTER_SET, "CS", "ISO_IR 100"),
                Raw.explicit(Tag.PATIENT_NAME, "PN", utf8),
                Raw.explicit(
                    REQUEST,
                    "SQ",
                    MadeFiles.join(
                        Raw.item(
                            Raw.explicit(Tag.SPECIFIC_CHARACTER_SET, "CS", "ISO_IR 192"),
                            Raw.explicit(Tag.PATIENT_NAME, "PN", utf8)),
                        Raw.item(Raw.explicit(Tag.PATIENT_NAME, "PN", utf8))))));
    assertThat(dataSet.string(Tag.PATIENT_NAME)).isEqualTo("Ã©");
    assertThat(dataSet.get(REQUEST).items().get(0).string(Tag.PATIENT_NAME)).isEqualTo("é");
    assertThat(dataSet.get(REQUEST).items().get(1).string(Tag.PATIENT_NAME)).isEqualTo("Ã©");
  }

  /** Reads a file that must come out of the writer as it went in. */
  private static DataSet read(byte[] file) throws IOException {
    DicomObject object = DicomReader.read(new MemorySource(file), Limits.DEFAULT);
    ByteArrayOutputStream copy = new ByteArrayOutputStream();
    DicomWriter.copy(object, copy);
    assertThat(copy.toByteArray()).isEqualTo(file);
    return object.dataSet();
  }

  private static void assertFault(byte[] file, Fault fault) {
    assertThatThrownBy(() -> DicomReader.read(new MemorySource(file), Limits.DEFAULT))
        .isInstanceOfSatisfying(DicomException.class, e -> assertThat(e.fault()).isEqualTo(fault));
  }
}
