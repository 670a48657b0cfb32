/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.dicom;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DicomWriterTest {

  private static final byte[] MODALITY = Raw.explicit(0x00080060, "CS", "MR");
  private static final byte[] PATIENT = Raw.explicit(Tag.PATIENT_NAME, "PN", "A^B ");
  private static final int REQUEST = 0x00400275;

  @TempDir Path folder;

  /** Keeps the two kinds of bytes apart. */
  private static final class Kinds implements DicomSink {
    final ByteArrayOutputStream header = new ByteArrayOutputStream();
    final ByteArrayOutputStream bulk = new ByteArrayOutputStream();

    @Override
    public void header(byte[] bytes, int offset, int length) {
      header.write(bytes, offset, length);
    }

    @Override
    public void bulk(byte[] bytes, int offset, int length) {
      bulk.write(bytes, offset, length);
    }
  }

  @Test
  void hands_pixel_data_of_the_top_level_and_nothing_else_to_bulk() throws IOException {
    byte[] icon = Raw.explicit(Tag.PIXEL_DATA, "OW", new byte[] {9, 9, 9, 9});
    byte[] pixels = {1, 2, 3, 4, 5, 6};
    byte[] file =
        Raw.part10(
            Raw.EXPLICIT,
            MODALITY,
            Raw.explicit(REQUEST, "SQ", Raw.item(icon)),
            Raw.explicit(0x00420011, "OB", new byte[] {7, 7}),
            Raw.explicit(Tag.PIXEL_DATA, "OW", pixels));
    Kinds kinds = new Kinds();
    DicomWriter.write(read(file), meta(Raw.EXPLICIT), kinds);
    assertThat(kinds.bulk.toByteArray()).isEqualTo(pixels);
    assertThat(MadeFiles.join(kinds.header.toByteArray(), pixels)).isEqualTo(file);
  }

  @Test
  void zeroes_the_preamble_and_writes_file_meta_information_anew() throws IOException {
    byte[] file = Raw.part10(Raw.EXPLICIT, MODALITY, PATIENT);
    byte[] secret = file.clone();
    Arrays.fill(secret, 0, 128, (byte) 'S');
    Kinds kinds = new Kinds();
    DicomWriter.write(read(secret), meta(Raw.EXPLICIT), kinds);
    assertThat(kinds.header.toByteArray()).isEqualTo(file);
    ByteArrayOutputStream copy = new ByteArrayOutputStream();
    DicomWriter.copy(read(secret), copy);
    assertThat(copy.toByteArray()).isEqualTo(secret);
  }

  @Test
  void digests_the_whole_input_whatever_it_leaves_out() throws Exception {
    List<byte[]> elements = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      elements.add(Raw.explicit(Tag.of(0x0042, 0x0011 + i), "OB", new byte[50_000 + 2 * i]));
    }
    elements.add(Raw.explicit(Tag.PIXEL_DATA, "OW", new byte[700_000]));
    for (boolean unsorted : new boolean[] {false, true}) {
      if (unsorted) {
        Collections.reverse(elements);
      }
      byte[] large =
          Raw.part10(
              Raw.EXPLICIT,
              MODALITY,
              MadeFiles.join(elements.toArray(byte[][]::new)),
              new byte[40]);
      byte[] small = Raw.part10(Raw.EXPLICIT, MODALITY, PATIENT);
      byte[] deflated =
          MadeFiles.bytes(DicomBuilder.of(TransferSyntax.DEFLATED).put(Tag.PATIENT_ID, "1"));
      for (byte[] bytes : List.of(large, small, deflated)) {
        Path file = folder.resolve("in");
        Files.write(file, bytes);
        try (DicomObject object = DicomReader.read(file, Limits.DEFAULT)) {
          int[] seen = new int[1];
          object.dataSet().edit(element -> seen[0]++ % 3 == 1 ? null : element);
          MessageDigest digest = sha256();
          DicomWriter.write(object, meta(Raw.EXPLICIT), new Kinds(), digest);
          assertThat(digest.digest()).isEqualTo(sha256().digest(bytes));
        }
      }
    }
  }

  @Test
  void digests_elements_that_were_moved_behind_others() throws Exception {
    byte[] bytes =
        Raw.part10(
            Raw.EXPLICIT,
            Raw.explicit(0x00420011, "OB", new byte[900_000]),
            Raw.explicit(0x00420012, "LO", "B "),
            Raw.explicit(0x00420013, "OB", new byte[900_000]));
    Path file = folder.resolve("in");
    Files.write(file, bytes);
    try (DicomObject object = DicomReader.read(file, Limits.DEFAULT)) {
      List<Element> all = new ArrayList<>();
      object.dataSet().forEach(all::add);
      object.dataSet().edit(element -> null);
      Collections.reverse(all);
      all.forEach(object.dataSet()::append);
      MessageDigest digest = sha256();
      DicomWriter.write(object, meta(Raw.EXPLICIT), new Kinds(), digest);
      assertThat(digest.digest()).isEqualTo(sha256().digest(bytes));
    }
  }

  @Test
  void writes_text_beyond_64_kilobytes_as_un() throws IOException {
    DicomObject object = read(Raw.part10(Raw.EXPLICIT, MODALITY, PATIENT));
    object.dataSet().put(Element.of(Tag.PATIENT_NAME, VR.PN, new byte[70_000]));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    DicomWriter.copy(object, out);
    Element written = read(out.toByteArray()).dataSet().get(Tag.PATIENT_NAME);
    assertThat(written.vr()).isEqualTo(VR.UN);
    assertThat(written.length()).isEqualTo(70_000);
  }

  @Test
  void keeps_items_read_from_un_in_un() throws IOException {
    byte[] items = MadeFiles.implicitItems(2);
    DicomObject object = read(Raw.part10(Raw.EXPLICIT, Raw.explicit(REQUEST, "UN", items)));
    DataSet dataSet = object.dataSet();
    DataSet inner = dataSet.get(REQUEST).items().get(0).get(REQUEST).items().get(0);
    inner.put(Element.of(Tag.PATIENT_ID, VR.LO, new byte[] {'I', 'D'}));
    dataSet.put(Element.sequence(REQUEST, dataSet.get(REQUEST).items()));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    DicomWriter.copy(object, out);
    Element written = read(out.toByteArray()).dataSet().get(REQUEST);
    assertThat(written.vr()).isEqualTo(VR.UN);
    assertThat(written.items().get(0).get(REQUEST).items().get(0).string(Tag.PATIENT_ID))
        .isEqualTo("ID");
  }

  @Test
  void lets_the_observer_see_plain_bytes_of_a_deflated_file() throws IOException {
    byte[] file =
        MadeFiles.bytes(
            DicomBuilder.of(TransferSyntax.DEFLATED).put(Tag.PATIENT_ID, "X".repeat(200)));
    DicomObject object = read(file);
    object.dataSet().put(Element.of(Tag.PATIENT_NAME, VR.PN, new byte[] {'A', 'B'}));
    Kinds plain = new Kinds();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    DicomWriter.write(
        object,
        meta(TransferSyntax.DEFLATED.uid()),
        OutputSink.of(object.transferSyntax(), out, plain));
    assertThat(plain.header.toString(StandardCharsets.ISO_8859_1)).contains("X".repeat(200));
    assertThat(out.toString(StandardCharsets.ISO_8859_1)).doesNotContain("X".repeat(200));
    DataSet again = read(out.toByteArray()).dataSet();
    assertThat(again.string(Tag.PATIENT_ID)).isEqualTo("X".repeat(200));
    assertThat(again.string(Tag.PATIENT_NAME)).isEqualTo("AB");
  }

  @Test
  void builds_what_the_typed_readers_read() throws IOException {
    DataSet dataSet =
        read(MadeFiles.bytes(
                DicomBuilder.of(TransferSyntax.EXPLICIT_BIG_ENDIAN)
                    .put(Tag.SPECIFIC_CHARACTER_SET, "ISO_IR 192")
                    .put(Tag.PATIENT_NAME, "Müller^Jörg")
                    .put(0x00080008, "ORIGINAL", "PRIMARY")
                    .put(0x00280010, VR.US, 65_535)
                    .put(0x00280008, VR.IS, 12)
                    .sequence(REQUEST, item -> item.put(Tag.PATIENT_ID, "7"), item -> {})))
            .dataSet();
    assertThat(dataSet.string(Tag.PATIENT_NAME)).isEqualTo("Müller^Jörg");
    assertThat(dataSet.strings(0x00080008)).containsExactly("ORIGINAL", "PRIMARY");
    assertThat(dataSet.integer(0x00280010)).hasValue(65_535);
    assertThat(dataSet.integer(0x00280008)).hasValue(12);
    assertThat(dataSet.integer(0x00280011)).isEmpty();
    assertThat(dataSet.string(0x00280011)).isNull();
    assertThat(dataSet.get(REQUEST).items()).hasSize(2);
    assertThat(dataSet.get(REQUEST).items().get(0).string(Tag.PATIENT_ID)).isEqualTo("7");
  }

  private static FileMeta meta(String transferSyntax) {
    return FileMeta.of("1.2", "1.2.3", transferSyntax, "1.2.4", "TEST");
  }

  private static DicomObject read(byte[] file) throws IOException {
    return DicomReader.read(new MemorySource(file), Limits.DEFAULT);
  }

  private static MessageDigest sha256() throws NoSuchAlgorithmException {
    return MessageDigest.getInstance("SHA-256");
  }
}
