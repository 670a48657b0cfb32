/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.dicomdeid.dicom.DicomBuilder;
import org.dicomdeid.dicom.Tag;
import org.dicomdeid.dicom.TransferSyntax;
import org.dicomdeid.dicom.VR;

/**
 * Makes small objects of nobody, in series of 100, for runs that count objects rather than bytes.
 */
final class LoadObjects {

  private static final int COLUMNS = 128;
  private static final int IN_A_SERIES = 100;

  private LoadObjects() {}

  /** Arguments: folder, number of objects, rows of 128 bytes. */
  public static void main(String[] arguments) throws IOException {
    Path folder = Files.createDirectories(Path.of(arguments[0]));
    int count = Integer.parseInt(arguments[1]);
    int rows = Integer.parseInt(arguments[2]);
    byte[] pixels = new byte[rows * COLUMNS];
    Random random = new Random(1);
    for (int number = 0; number < count; number++) {
      random.nextBytes(pixels);
      int series = number / IN_A_SERIES;
      DicomBuilder.of(TransferSyntax.EXPLICIT_LITTLE_ENDIAN)
          .put(Tag.SOP_CLASS_UID, "1.2.840.10008.5.1.4.1.1.7")
          .put(Tag.SOP_INSTANCE_UID, "2.25.660" + number)
          .put(Tag.STUDY_INSTANCE_UID, "2.25.661" + series)
          .put(Tag.SERIES_INSTANCE_UID, "2.25.662" + series)
          .put(Tag.PATIENT_NAME, "Nobody^" + series)
          .put(Tag.PATIENT_ID, "N-" + series)
          .put(0x00080020, "20260102")
          .put(0x00080060, "OT")
          .put(0x0008103E, "Overview of the knee")
          .put(0x00200013, String.valueOf(number))
          .put(0x00280002, VR.US, number16(1))
          .put(0x00280004, "MONOCHROME2")
          .put(Tag.ROWS, VR.US, number16(rows))
          .put(Tag.COLUMNS, VR.US, number16(COLUMNS))
          .put(Tag.BITS_ALLOCATED, VR.US, number16(8))
          .put(Tag.BITS_STORED, VR.US, number16(8))
          .put(0x00280102, VR.US, number16(7))
          .put(0x00280103, VR.US, number16(0))
          .put(Tag.PIXEL_DATA, VR.OB, pixels)
          .write(folder.resolve(number + ".dcm"), "2.25.663", "TEST");
    }
  }

  private static byte[] number16(int value) {
    return new byte[] {(byte) value, (byte) (value >> 8)};
  }
}
