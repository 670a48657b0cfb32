/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.dicomdeid.Peers;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RlePeerTest {

  private static final String RLE = "1.2.840.10008.1.2.5";

  @TempDir private Path folder;
  private final RleCodec codec = new RleCodec();

  static Stream<PixelFormat> formats() {
    return Stream.of(
        MadeFrames.grey(36, 300, 8, 8, false),
        MadeFrames.grey(20, 32, 8, 8, true),
        MadeFrames.grey(36, 50, 16, 12, false),
        MadeFrames.grey(36, 50, 16, 16, true),
        MadeFrames.colour(30, 42, 8),
        MadeFrames.colour(12, 24, 16));
  }

  @ParameterizedTest
  @MethodSource("formats")
  void decodes_what_dcmtk_and_gdcm_coded(PixelFormat format) throws Exception {
    Peers.require("dcmtk");
    Peers.require("gdcm");
    Frame frame = MadeFrames.frame(format, 1);
    PeerFile.write(folder.resolve("n.dcm"), format, PeerFile.NATIVE, frame.cells());
    for (List<String> command :
        List.of(
            List.of("dcmcrle", "n.dcm", "r.dcm"), List.of("gdcmconv", "-R", "n.dcm", "r.dcm"))) {
      PeerFile.run(folder, command.toArray(String[]::new));
      byte[] stream = PeerFile.encapsulatedFrame(folder.resolve("r.dcm"));
      assertThat(codec.decode(stream, format).cells()).as("%s", command).isEqualTo(frame.cells());
    }
  }

  @ParameterizedTest
  @MethodSource("formats")
  void codes_what_dcmtk_and_gdcm_decode(PixelFormat format) throws Exception {
    Peers.require("dcmtk");
    Peers.require("gdcm");
    Frame frame = MadeFrames.frame(format, 2);
    byte[] coded = codec.encode(frame, format, new byte[0]);
    PeerFile.write(folder.resolve("r.dcm"), format, RLE, coded);
    PeerFile.run(folder, "dcmdrle", "r.dcm", "d.dcm");
    assertThat(PeerFile.nativeFrame(folder.resolve("d.dcm"), format)).isEqualTo(frame.cells());
    if (format.samples() == 3 && format.bitsAllocated() == 16) {
      return; // gdcm 3.0.21 mixes the planes of 16-bit colour when it decodes them.
    }
    PeerFile.run(folder, "gdcmconv", "--raw", "r.dcm", "g.dcm");
    assertThat(PeerFile.nativeFrame(folder.resolve("g.dcm"), format)).isEqualTo(frame.cells());
  }
}
