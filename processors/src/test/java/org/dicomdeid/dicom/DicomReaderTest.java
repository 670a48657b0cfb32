/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DicomReaderTest {

  private static final byte[] MODALITY = Raw.explicit(0x00080060, "CS", "MR");
  private static final byte[] PATIENT = Raw.explicit(Tag.PATIENT_NAME, "PN", "A^B ");
  private static final int REQUEST = 0x00400275;

  @TempDir Path folder;

  @Test
  void says_why_a_file_is_no_dicom() {
    assertFault(new byte[0], Fault.EMPTY);
    assertFault(
        "Dear colleague, the patient ".repeat(20).getBytes(StandardCharsets.US_ASCII),
        Fault.NOT_DICOM);
    assertFault(new byte[500], Fault.NOT_DICOM);
    byte[] jpeg = new byte[500];
    jpeg[0] = (byte) 0xFF;
    jpeg[1] = (byte) 0xD8;
    assertFault(jpeg, Fault.NOT_DICOM);
    byte[] prefix = Arrays.copyOf(new byte[128], 132);
    System.arraycopy("DICM".getBytes(StandardCharsets.US_ASCII), 0, prefix, 128, 4);
    assertFault(prefix, Fault.NO_DATA_SET);
    assertFault(Raw.part10(Raw.EXPLICIT), Fault.NO_DATA_SET);
    assertFault(Raw.part10(Raw.EXPLICIT, new byte[64]), Fault.NO_DATA_SET);
  }

  @Test
  void finds_the_layout_of_a_bare_data_set() throws IOException {
    for (TransferSyntax syntax :
        List.of(
            TransferSyntax.IMPLICIT_LITTLE_ENDIAN,
            TransferSyntax.EXPLICIT_LITTLE_ENDIAN,
            TransferSyntax.EXPLICIT_BIG_ENDIAN)) {
      DicomBuilder builder =
          DicomBuilder.of(syntax)
              .put(Tag.SOP_CLASS_UID, "1.2")
              .put(Tag.PATIENT_NAME, "A^B")
              .put(Tag.PATIENT_ID, "1");
      byte[] file = MadeFiles.bytes(builder);
      try (DicomObject whole = read(file)) {
        byte[] bare = Arrays.copyOfRange(file, (int) whole.dataSetStart(), file.length);
        try (DicomObject object = read(bare)) {
          assertThat(object.transferSyntax()).isEqualTo(syntax);
          assertThat(object.fileMeta()).isNull();
          assertThat(object.dataSet().string(Tag.PATIENT_NAME)).isEqualTo("A^B");
        }
      }
    }
  }

  @Test
  void refuses_a_length_that_leaves_what_encloses_it() {
    byte[] tooLong = Raw.explicitHeader(Tag.PATIENT_NAME, "PN", 100);
    assertFault(
        Raw.part10(Raw.EXPLICIT, Raw.explicit(REQUEST, "SQ", Raw.item(tooLong)), new byte[200]),
        Fault.BAD_LENGTH);
    assertFault(
        Raw.part10(
            Raw.EXPLICIT,
            Raw.explicit(REQUEST, "SQ", MadeFiles.join(Raw.itemHeader(50), PATIENT)),
            new byte[200]),
        Fault.BAD_LENGTH);
    assertFault(
        Raw.part10(Raw.EXPLICIT, MODALITY, Raw.explicitHeader(0x00420011, "OB", 0xFFFFFFFEL)),
        Fault.TRUNCATED);
    assertFault(
        Raw.part10(
            Raw.EXPLICIT, Raw.explicitHeader(REQUEST, "SQ", Raw.UNDEFINED), Raw.item(PATIENT)),
        Fault.TRUNCATED);
  }

  @Test
  void names_the_place_of_a_fault_and_no_value() {
    byte[] item = Raw.item(MODALITY, Raw.explicitHeader(Tag.PATIENT_NAME, "PN", 100));
    byte[] file =
        Raw.part10(
            Raw.EXPLICIT,
            Raw.explicit(REQUEST, "SQ", MadeFiles.join(Raw.item(MODALITY), item)),
            PATIENT,
            new byte[100]);
    assertThatThrownBy(() -> read(file))
        .hasMessageContaining("(0040,0275)[1](0010,0010)")
        .hasMessageContaining("bad-length");
  }

  @Test
  void keeps_to_its_limits() {
    byte[] file =
        Raw.part10(Raw.EXPLICIT, Raw.explicit(REQUEST, "UN", MadeFiles.implicitItems(20)));
    assertFault(file, new Limits(19, 1_000, 10_000, 1_000, 1_000), Fault.TOO_DEEP);
    assertFault(file, new Limits(20, 20, 10_000, 1_000, 1_000), Fault.TOO_MANY_ELEMENTS);
    assertFault(file, new Limits(20, 1_000, 100, 1_000, 1_000), Fault.HEADER_TOO_LARGE);
    byte[] text = Raw.explicit(0x0040A160, "UT", new byte[5_000]);
    assertFault(
        Raw.part10(Raw.EXPLICIT, text), new Limits(1, 10, 5_000, 10, 10), Fault.HEADER_TOO_LARGE);
  }

  @Test
  void reads_sequences_nested_a_thousand_deep_on_a_small_stack() throws Exception {
    byte[] file =
        Raw.part10(Raw.EXPLICIT, Raw.explicit(REQUEST, "UN", MadeFiles.implicitItems(1_000)));
    Throwable[] failure = new Throwable[1];
    Thread thread =
        new Thread(
            null,
            () -> {
              try (DicomObject object = read(file)) {
                DataSet at = object.dataSet();
                int depth = 0;
                for (; at.get(REQUEST) != null; depth++) {
                  at = at.get(REQUEST).items().get(0);
                }
                assertThat(depth).isEqualTo(1_000);
                at.put(
                    Element.of(Tag.PATIENT_NAME, VR.PN, new byte[] {'L', 'O', 'N', 'G', 'E', 'R'}));
                ByteArrayOutputStream out = new ByteArrayOutputStream();
                DicomWriter.copy(object, out);
                assertThat(out.size()).isEqualTo(file.length + 2);
                read(out.toByteArray()).close();
              } catch (Throwable e) {
                failure[0] = e;
              }
            },
            "small stack",
            256 * 1024);
    thread.start();
    thread.join();
    assertThat(failure[0]).isNull();
  }

  @Test
  void inflates_raw_and_wrapped_streams_within_the_limit() throws IOException {
    byte[] dataSet =
        MadeFiles.join(MODALITY, PATIENT, Raw.explicit(0x00420011, "OB", new byte[9_000_000]));
    for (boolean raw : new boolean[] {true, false}) {
      byte[] file = Raw.part10(TransferSyntax.DEFLATED.uid(), deflated(dataSet, raw));
      try (DicomObject object = read(file)) {
        assertThat(object.dataSet().string(Tag.PATIENT_NAME)).isEqualTo("A^B");
        assertThat(object.body().array()).as("spooled").isNull();
        ByteArrayOutputStream copy = new ByteArrayOutputStream();
        DicomWriter.copy(object, copy);
        assertThat(copy.toByteArray()).isEqualTo(file);
      }
      assertFault(file, new Limits(9, 99, 9_999, 9_999, 1_000_000), Fault.INFLATES_TOO_LARGE);
      assertFault(Arrays.copyOf(file, file.length - 500), Fault.BAD_DEFLATE);
    }
    byte[] noise = new byte[400];
    new Random(1).nextBytes(noise);
    assertFault(Raw.part10(TransferSyntax.DEFLATED.uid(), noise), Fault.BAD_DEFLATE);
  }

  @Test
  void reads_a_large_file_where_it_lies() throws IOException {
    Path file = folder.resolve("large");
    byte[] bytes =
        Raw.part10(
            Raw.EXPLICIT,
            MODALITY,
            Raw.explicit(REQUEST, "SQ", Raw.item(PATIENT)),
            Raw.explicit(0x00420011, "OB", new byte[3_000_000]),
            Raw.explicit(Tag.PIXEL_DATA, "OW", new byte[2_000_000]));
    Files.write(file, bytes);
    try (DicomObject object = DicomReader.read(file, Limits.DEFAULT)) {
      assertThat(object.file().array()).isNull();
      assertThat(object.dataSet().get(0x00420011).length()).isEqualTo(3_000_000);
      assertThatThrownBy(() -> object.dataSet().get(0x00420011).bytes(1_000_000))
          .isInstanceOfSatisfying(
              DicomException.class, e -> assertThat(e.fault()).isEqualTo(Fault.VALUE_TOO_LARGE));
      ByteArrayOutputStream copy = new ByteArrayOutputStream();
      DicomWriter.copy(object, copy);
      assertThat(copy.toByteArray()).isEqualTo(bytes);
    }
  }

  @Test
  void gives_no_byte_of_another_file_after_it_was_closed() throws IOException {
    Path file = folder.resolve("small");
    Files.write(file, Raw.part10(Raw.EXPLICIT, MODALITY, PATIENT));
    DicomObject object = DicomReader.read(file, Limits.DEFAULT);
    Element element = object.dataSet().get(Tag.PATIENT_NAME);
    object.close();
    assertThatThrownBy(() -> element.bytes(10)).isInstanceOf(IOException.class);
  }

  private static byte[] deflated(byte[] bytes, boolean raw) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (OutputStream deflating = new DeflaterOutputStream(out, new Deflater(1, raw))) {
      deflating.write(bytes);
    }
    return out.toByteArray();
  }

  private static DicomObject read(byte[] file) throws IOException {
    return DicomReader.read(new MemorySource(file), Limits.DEFAULT);
  }

  private static void assertFault(byte[] file, Fault fault) {
    assertFault(file, Limits.DEFAULT, fault);
  }

  private static void assertFault(byte[] file, Limits limits, Fault fault) {
    assertThatThrownBy(() -> DicomReader.read(new MemorySource(file), limits))
        .isInstanceOfSatisfying(DicomException.class, e -> assertThat(e.fault()).isEqualTo(fault));
  }
}
