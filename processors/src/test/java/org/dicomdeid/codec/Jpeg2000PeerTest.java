/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.dicomdeid.Peers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** gdcm codes and decodes JPEG 2000 with OpenJPEG. */
class Jpeg2000PeerTest {

  private static final String LOSSLESS = "1.2.840.10008.1.2.4.90";

  @TempDir private Path folder;
  private final Jpeg2000Codec codec = new Jpeg2000Codec();

  static Stream<PixelFormat> formats() {
    return Stream.of(
        MadeFrames.grey(70, 90, 8, 8, false),
        MadeFrames.grey(70, 90, 8, 8, true),
        MadeFrames.grey(64, 33, 16, 12, false),
        MadeFrames.grey(130, 150, 16, 12, true),
        MadeFrames.grey(70, 90, 16, 10, false),
        MadeFrames.grey(70, 90, 16, 16, true),
        MadeFrames.grey(70, 90, 16, 16, false),
        MadeFrames.colour(66, 130, 8),
        MadeFrames.colour(66, 130, 16));
  }

  @ParameterizedTest
  @MethodSource("formats")
  void decodes_what_gdcm_coded_without_loss(PixelFormat format) throws Exception {
    Peers.require("gdcm");
    Frame frame = MadeFrames.frame(format, 1);
    PeerFile.write(folder.resolve("n.dcm"), format, PeerFile.NATIVE, frame.cells());
    PeerFile.run(folder, "gdcmconv", "-K", "n.dcm", "j.dcm");
    byte[] stream = PeerFile.encapsulatedFrame(folder.resolve("j.dcm"));
    assertThat(codec.decode(stream, format).cells()).isEqualTo(frame.cells());
    byte[] again = codec.encode(frame, format, stream);
    assertThat(codec.decode(again, format).cells()).isEqualTo(frame.cells());
  }

  @ParameterizedTest
  @MethodSource("formats")
  void codes_what_gdcm_decodes(PixelFormat format) throws Exception {
    Peers.require("gdcm");
    Frame frame = MadeFrames.frame(format, 2);
    byte[] stream = codec.encode(frame, format, new byte[0]);
    PeerFile.write(folder.resolve("j.dcm"), format, LOSSLESS, stream);
    PeerFile.run(folder, "gdcmconv", "--raw", "j.dcm", "g.dcm");
    assertThat(PeerFile.nativeFrame(folder.resolve("g.dcm"), format)).isEqualTo(frame.cells());
  }

  @ParameterizedTest
  @MethodSource("formats")
  void decodes_what_was_coded_with_loss_as_gdcm_does_within_one(PixelFormat format)
      throws Exception {
    Peers.require("gdcm");
    Frame frame = MadeFrames.frame(format, 3);
    PeerFile.write(folder.resolve("n.dcm"), format, PeerFile.NATIVE, frame.cells());
    PeerFile.run(folder, "gdcmconv", "-K", "--lossy", "-r", "8", "n.dcm", "j.dcm");
    PeerFile.run(folder, "gdcmconv", "--raw", "j.dcm", "g.dcm");
    byte[] expected = PeerFile.nativeFrame(folder.resolve("g.dcm"), format);
    Frame decoded = codec.decode(PeerFile.encapsulatedFrame(folder.resolve("j.dcm")), format);
    assertThat(largestDifference(format, decoded.cells(), expected)).isLessThanOrEqualTo(1);
  }

  @Test
  void a_jp2_file_decodes_as_its_codestream() throws Exception {
    PixelFormat format = MadeFrames.grey(40, 50, 16, 12, false);
    Frame frame = MadeFrames.frame(format, 4);
    byte[] stream = codec.encode(frame, format, new byte[0]);
    byte[] file = Jp2Files.around(stream);
    assertThat(codec.decode(file, format).cells()).isEqualTo(frame.cells());
    assertThat(new Jpeg2000Codec().withoutMetadata(file)).isEqualTo(stream);
  }

  private static int largestDifference(PixelFormat format, byte[] some, byte[] others) {
    int largest = 0;
    for (int i = 0; i < some.length; i += format.cellBytes()) {
      largest = Math.max(largest, Math.abs(value(format, some, i) - value(format, others, i)));
    }
    return largest;
  }

  private static int value(PixelFormat format, byte[] cells, int at) {
    if (format.cellBytes() == 1) {
      return format.signed() ? cells[at] : cells[at] & 0xFF;
    }
    int value = (cells[at] & 0xFF) | cells[at + 1] << 8;
    return format.signed() ? value : value & 0xFFFF;
  }
}
