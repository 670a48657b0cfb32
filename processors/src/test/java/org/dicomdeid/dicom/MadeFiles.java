/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.dicom;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Small objects that between them hold every construct of PS3.5 7. */
final class MadeFiles {

  static final TransferSyntax RLE = TransferSyntax.of("1.2.840.10008.1.2.5").orElseThrow();

  private MadeFiles() {}

  /** One per layout, with defined and with undefined lengths. */
  static List<byte[]> all() {
    List<byte[]> files = new ArrayList<>();
    for (TransferSyntax syntax :
        List.of(
            TransferSyntax.IMPLICIT_LITTLE_ENDIAN,
            TransferSyntax.EXPLICIT_LITTLE_ENDIAN,
            TransferSyntax.EXPLICIT_BIG_ENDIAN,
            TransferSyntax.DEFLATED,
            RLE)) {
      files.add(bytes(filled(DicomBuilder.of(syntax), syntax)));
      files.add(bytes(filled(DicomBuilder.ofUndefinedLengths(syntax), syntax)));
    }
    return files;
  }

  static byte[] bytes(DicomBuilder builder) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      builder.write(out, "1.2.3.4", "TEST");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static DicomBuilder filled(DicomBuilder builder, TransferSyntax syntax) {
    builder
        .put(Tag.SPECIFIC_CHARACTER_SET, "ISO_IR 192")
        .put(Tag.SOP_CLASS_UID, "1.2.840.10008.5.1.4.1.1.7")
        .put(Tag.SOP_INSTANCE_UID, "1.2.3.4.5")
        .put(Tag.PATIENT_NAME, "Müller^Jörg")
        .put(0x00081140, VR.SQ, new byte[0])
        .sequence(
            0x00081110,
            item -> item.put(0x00081150, "1.2").put(0x00081155, "1.2.3"),
            item -> {},
            item -> item.sequence(0x00081199, inner -> inner.put(0x00081155, "1.2.3.4")))
        .put(0x00280010, VR.US, 2)
        .put(0x00280011, VR.US, 3)
        .put(0x00090010, VR.LO, "MAKER")
        .put(0x00091001, VR.UN, new byte[] {1, 2, 3, 4})
        .put(0x00091002, VR.UN, implicitItems(3))
        .put(0x00080000, VR.UL, 7)
        .put(Tag.DATA_SET_TRAILING_PADDING, VR.OB, new byte[16]);
    if (syntax.encapsulated()) {
      byte[] misleading = {1, (byte) 0xFE, (byte) 0xFF, (byte) 0xDD, (byte) 0xE0, 0, 0, 0, 0, 2};
      builder.encapsulated(List.of(misleading, new byte[30], new byte[0]));
    } else {
      builder.put(Tag.PIXEL_DATA, VR.OW, new byte[12]);
    }
    return builder;
  }

  /** Items in implicit little endian, nested as deep as given, as UN values hold them. */
  static byte[] implicitItems(int depth) {
    byte[] value = {0x10, 0, 0x10, 0, 4, 0, 0, 0, 'A', '^', 'B', ' '};
    for (int level = 0; level < depth; level++) {
      byte[] item = Arrays.copyOf(new byte[] {(byte) 0xFE, (byte) 0xFF, 0, (byte) 0xE0}, 8);
      ElementHeaderWriter.put32(item, 4, value.length, false);
      byte[] items = join(item, value);
      if (level == depth - 1) {
        return items;
      }
      byte[] header = {0x40, 0, 0x75, 2, 0, 0, 0, 0};
      ElementHeaderWriter.put32(header, 4, items.length, false);
      value = join(header, items);
    }
    return value;
  }

  static byte[] join(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }
}
