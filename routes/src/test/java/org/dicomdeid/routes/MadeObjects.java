/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.dicomdeid.dicom.DicomBuilder;
import org.dicomdeid.dicom.Tag;
import org.dicomdeid.dicom.TransferSyntax;
import org.dicomdeid.dicom.VR;

/** Small objects of nobody, and files that are none. */
final class MadeObjects {

  static final String PATIENT = "Quillfeather^Zebulon";
  static final String SOURCE_NAME = "Quillfeather_Zebulon_1961";

  private static final String SECONDARY_CAPTURE = "1.2.840.10008.5.1.4.1.1.7";

  /** Pattern of the UIDs in them; one that begins so may be new, but is long. */
  static final String ORIGINAL_UID = "2\\.25\\.77\\d{1,6}(?!\\d)";

  private static final int COLUMNS = 16;

  private MadeObjects() {}

  /** A whole object; its content and its UIDs depend on the number alone. */
  static Path write(Path file, int number) throws IOException {
    return write(file, number, 512);
  }

  /** A whole object with an even picture of so many pixels, in rows of 16. */
  static Path write(Path file, int number, int pixelBytes) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    byte[] pixels = new byte[pixelBytes];
    Arrays.fill(pixels, (byte) number);
    DicomBuilder.of(TransferSyntax.EXPLICIT_LITTLE_ENDIAN)
        .put(Tag.SOP_CLASS_UID, SECONDARY_CAPTURE)
        .put(Tag.SOP_INSTANCE_UID, "2.25.7700" + number)
        .put(Tag.STUDY_INSTANCE_UID, "2.25.771")
        .put(Tag.SERIES_INSTANCE_UID, "2.25.772")
        .put(Tag.PATIENT_NAME, PATIENT)
        .put(Tag.PATIENT_ID, "QF-1961")
        .put(0x00080060, "OT")
        .put(0x00200013, String.valueOf(number))
        .put(0x00280002, VR.US, number16(1))
        .put(0x00280004, "MONOCHROME2")
        .put(Tag.ROWS, VR.US, number16(pixelBytes / COLUMNS))
        .put(Tag.COLUMNS, VR.US, number16(COLUMNS))
        .put(Tag.BITS_ALLOCATED, VR.US, number16(8))
        .put(Tag.BITS_STORED, VR.US, number16(8))
        .put(0x00280102, VR.US, number16(7))
        .put(0x00280103, VR.US, number16(0))
        .put(Tag.PIXEL_DATA, VR.OB, pixels)
        .write(file, "2.25.770", "TEST");
    return file;
  }

  /** The same identity as object {@code number}, other content. */
  static Path writeVariant(Path file, int number) throws IOException {
    return write(file, number, 528);
  }

  private static byte[] number16(int value) {
    return new byte[] {(byte) value, (byte) (value >> 8)};
  }

  static Path writeBroken(Path file, int number) throws IOException {
    write(file, number);
    byte[] whole = Files.readAllBytes(file);
    return Files.write(file, Arrays.copyOf(whole, whole.length - 100));
  }
}
