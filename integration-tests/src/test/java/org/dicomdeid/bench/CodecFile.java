/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.dicomdeid.codec.PixelFormat;
import org.dicomdeid.dicom.DicomBuilder;
import org.dicomdeid.dicom.Tag;
import org.dicomdeid.dicom.TransferSyntax;
import org.dicomdeid.dicom.VR;

/** An image file with what other programs want to see in one. */
final class CodecFile {

  private static final String SECONDARY_CAPTURE = "1.2.840.10008.5.1.4.1.1.7";

  private CodecFile() {}

  /** A native image in explicit little endian. */
  static void writeNative(Path file, PixelFormat format, int frames, byte[] value)
      throws IOException {
    DicomBuilder builder = head(format, frames, TransferSyntax.EXPLICIT_LITTLE_ENDIAN);
    builder.put(Tag.PIXEL_DATA, format.bitsAllocated() > 8 ? VR.OW : VR.OB, value);
    builder.write(file, "1.2.3", "BENCH");
  }

  /** A compressed image of one frame. */
  static void writeFrame(Path file, PixelFormat format, String syntax, byte[] stream)
      throws IOException {
    DicomBuilder builder = head(format, 1, TransferSyntax.of(syntax).orElseThrow());
    builder.encapsulated(List.of(stream)).write(file, "1.2.3", "BENCH");
  }

  private static DicomBuilder head(PixelFormat format, int frames, TransferSyntax syntax) {
    DicomBuilder builder =
        DicomBuilder.of(syntax)
            .put(Tag.SOP_CLASS_UID, SECONDARY_CAPTURE)
            .put(Tag.SOP_INSTANCE_UID, "1.2.3.4")
            .put(Tag.STUDY_INSTANCE_UID, "1.2.3.5")
            .put(Tag.SERIES_INSTANCE_UID, "1.2.3.6")
            .put(0x00080060, "OT")
            .put(Tag.SAMPLES_PER_PIXEL, VR.US, format.samples())
            .put(Tag.PHOTOMETRIC_INTERPRETATION, format.photometric().term())
            .put(Tag.ROWS, VR.US, format.rows())
            .put(Tag.COLUMNS, VR.US, format.columns())
            .put(Tag.BITS_ALLOCATED, VR.US, format.bitsAllocated())
            .put(Tag.BITS_STORED, VR.US, format.bitsStored())
            .put(Tag.HIGH_BIT, VR.US, format.highBit())
            .put(Tag.PIXEL_REPRESENTATION, VR.US, format.signed() ? 1 : 0);
    if (format.samples() > 1) {
      builder.put(Tag.PLANAR_CONFIGURATION, VR.US, format.planarConfiguration());
    }
    if (frames > 1) {
      builder.put(Tag.NUMBER_OF_FRAMES, VR.IS, frames);
    }
    if (format.photometric().term().startsWith("PALETTE")) {
      for (int i = 0; i < 3; i++) {
        builder.put(0x00281101 + i, VR.US, 256, 0, 8);
        builder.put(0x00281201 + i, VR.OW, new byte[256]);
      }
    }
    return builder;
  }
}
