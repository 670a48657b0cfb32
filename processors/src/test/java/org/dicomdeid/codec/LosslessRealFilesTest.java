/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.dicomdeid.Peers;
import org.dicomdeid.dicom.DicomException;
import org.dicomdeid.dicom.DicomObject;
import org.dicomdeid.dicom.DicomReader;
import org.dicomdeid.dicom.Limits;
import org.dicomdeid.dicom.RealFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of other people's making decode as gdcm decodes them. */
class LosslessRealFilesTest {

  private static final Set<String> SYNTAXES =
      Set.of(
          "1.2.840.10008.1.2.5",
          "1.2.840.10008.1.2.4.57",
          "1.2.840.10008.1.2.4.70",
          "1.2.840.10008.1.2.4.90",
          "1.2.840.10008.1.2.4.91");

  /** gdcm 3.0.21 mixes the planes of deep colour, or loses the second frame's. */
  private static final Set<String> WRONG_IN_GDCM =
      Set.of(
          "SC_rgb_rle_16bit.dcm",
          "SC_rgb_rle_16bit_2frame.dcm",
          "SC_rgb_rle_32bit.dcm",
          "SC_rgb_rle_32bit_2frame.dcm");

  /** Its SIZ segment was overwritten by what ends a sequence. */
  private static final String OVERWRITTEN = "JPEG2000-embedded-sequence-delimiter.dcm";

  @TempDir private Path folder;

  @Test
  void files_of_pydicom_decode_as_gdcm_decodes_them() throws Exception {
    Peers.require("gdcm");
    assertThat(compare(RealFiles.ofPydicom())).isGreaterThan(8);
  }

  @Test
  void files_beside_the_project_decode_as_gdcm_decodes_them() throws Exception {
    List<Path> files = RealFiles.ofSharedFolder();
    Peers.require("gdcm");
    assertThat(compare(files)).isPositive();
  }

  private int compare(List<Path> files) throws Exception {
    int compared = 0;
    for (Path file : files) {
      String name = file.getFileName().toString();
      if (!name.endsWith(".dcm") || WRONG_IN_GDCM.contains(name)) {
        continue;
      }
      try (DicomObject object = DicomReader.read(file, Limits.DEFAULT)) {
        boolean ours = SYNTAXES.contains(object.transferSyntax().uid());
        if (!ours || !PixelData.isIn(object.dataSet())) {
          continue;
        }
        if (name.equals(OVERWRITTEN)) {
          assertThatThrownBy(() -> first(object)).isInstanceOf(CodecException.class);
          continue;
        }
        assertAsGdcm(name, object, file);
        compared++;
      } catch (DicomException e) {
        // pydicom's collection has files that no reader takes; the reader's own tests name them.
      }
    }
    return compared;
  }

  private void assertAsGdcm(String name, DicomObject object, Path file) throws Exception {
    Path plain = folder.resolve("raw.dcm");
    PeerFile.run(folder, "gdcmconv", "--raw", file.toAbsolutePath().toString(), plain.toString());
    Frame frame = first(object);
    try (DicomObject other = DicomReader.read(plain, Limits.DEFAULT)) {
      boolean lossy = object.transferSyntax().uid().endsWith(".91");
      byte[] expected = first(other).cells();
      if (!lossy) {
        assertThat(frame.cells()).as(name).isEqualTo(expected);
      } else {
        boolean wide = frame.cellBytes() == 2;
        for (int i = 0; i < expected.length; i += frame.cellBytes()) {
          int mine =
              wide ? (frame.cells()[i] & 0xFF) | frame.cells()[i + 1] << 8 : frame.cells()[i];
          int others = wide ? (expected[i] & 0xFF) | expected[i + 1] << 8 : expected[i];
          assertThat(Math.abs(mine - others)).as(name).isLessThanOrEqualTo(1);
        }
      }
    }
  }

  private static Frame first(DicomObject object) throws IOException {
    return PixelData.of(object.dataSet(), object.transferSyntax(), PixelLimits.DEFAULT).decode(0);
  }
}
