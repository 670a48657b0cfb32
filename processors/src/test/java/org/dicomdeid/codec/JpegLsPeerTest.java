/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.dicomdeid.Peers;
import org.dicomdeid.codec.JpegLsScanHeader.Interleave;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class JpegLsPeerTest {

  private static final String LOSSLESS = "1.2.840.10008.1.2.4.80";

  @TempDir private Path folder;
  private final JpegLsCodec codec = new JpegLsCodec();

  static Stream<PixelFormat> formats() {
    return Stream.of(
        MadeFrames.grey(36, 300, 8, 8, false),
        MadeFrames.grey(21, 33, 8, 8, true),
        MadeFrames.grey(36, 50, 16, 8, false),
        MadeFrames.grey(36, 50, 16, 10, false),
        MadeFrames.grey(36, 50, 16, 12, false),
        MadeFrames.grey(36, 50, 16, 12, true),
        MadeFrames.grey(37, 61, 16, 16, true),
        MadeFrames.colour(30, 42, 8),
        MadeFrames.colour(12, 24, 16));
  }

  @ParameterizedTest
  @MethodSource("formats")
  void decodes_what_dcmtk_coded_as_dcmtk_does(PixelFormat format) throws Exception {
    Peers.require("dcmtk");
    Frame frame = MadeFrames.frame(format, 1);
    PeerFile.write(folder.resolve("n.dcm"), format, PeerFile.NATIVE, frame.cells());
    for (List<String> options : options(format)) {
      List<String> command = new ArrayList<>(List.of("dcmcjpls", "+un"));
      command.addAll(options);
      command.addAll(List.of("n.dcm", "j.dcm"));
      PeerFile.run(folder, command.toArray(String[]::new));
      byte[] stream = PeerFile.encapsulatedFrame(folder.resolve("j.dcm"));
      boolean lossless = !options.contains("+en");
      byte[] cells = codec.decode(stream, format).cells();
      if (lossless) {
        assertThat(cells).as("%s", options).isEqualTo(frame.cells());
      } else {
        PeerFile.run(folder, "dcmdjpls", "+px", "j.dcm", "d.dcm");
        byte[] expected = PeerFile.nativeFrame(folder.resolve("d.dcm"), format);
        assertThat(cells).as("%s", options).isEqualTo(expected).isNotEqualTo(frame.cells());
      }
      byte[] again = codec.encode(codec.decode(stream, format), format, stream);
      assertThat(codec.decode(again, format).cells()).as("%s", options).isEqualTo(cells);
    }
  }

  private static List<List<String>> options(PixelFormat format) {
    List<List<String>> all = new ArrayList<>();
    List<String> interleaves =
        format.samples() == 1 ? List.of("+il") : List.of("+il", "+is", "+in");
    for (String interleave : interleaves) {
      all.add(List.of("+pr", interleave));
      // CharLS has no RESET of its own for pixels side by side: dcmcjpls ends in a crash.
      all.add(
          interleave.equals("+is")
              ? List.of("+t1", "4", "+t2", "9", "+t3", "30", interleave)
              : List.of("+t1", "4", "+t2", "9", "+t3", "30", "+rs", "31", interleave));
      // dcmcjpls refuses signed images and narrows cells; dcmdjpls refuses some plane by plane.
      boolean whole = format.bitsAllocated() == 8 || format.bitsStored() > 8;
      if (!format.signed() && whole && !interleave.equals("+in")) {
        all.add(List.of("+en", "+md", "1", interleave));
        all.add(List.of("+en", "+md", "5", interleave));
      }
    }
    return all;
  }

  @ParameterizedTest
  @MethodSource("formats")
  void decodes_what_gdcm_coded(PixelFormat format) throws Exception {
    Peers.require("gdcm");
    Frame frame = MadeFrames.frame(format, 2);
    PeerFile.write(folder.resolve("n.dcm"), format, PeerFile.NATIVE, frame.cells());
    PeerFile.run(folder, "gdcmconv", "--jpegls", "n.dcm", "j.dcm");
    byte[] stream = PeerFile.encapsulatedFrame(folder.resolve("j.dcm"));
    assertThat(codec.decode(stream, format).cells()).isEqualTo(frame.cells());
  }

  @ParameterizedTest
  @MethodSource("formats")
  void codes_what_dcmtk_and_gdcm_decode(PixelFormat format) throws Exception {
    Peers.require("dcmtk");
    Peers.require("gdcm");
    Frame frame = MadeFrames.frame(format, 3);
    byte[] plain = codec.encode(frame, format, new byte[0]);
    List<byte[]> streams = new ArrayList<>(List.of(plain));
    for (Interleave interleave : Interleave.values()) {
      // CharLS has no RESET of its own for pixels side by side.
      JpegLsPreset preset =
          new JpegLsPreset(0, 5, 11, 40, interleave == Interleave.SAMPLE ? 64 : 33);
      JpegLsChoices choices = new JpegLsChoices(format.bitsAllocated(), preset, interleave);
      streams.add(new JpegLsEncoder(frame, choices).encode());
    }
    for (byte[] stream : streams) {
      assertPeersDecode(stream, frame, format);
    }
  }

  @Test
  void restart_intervals_are_as_gdcm_takes_them() throws Exception {
    Peers.require("gdcm");
    PixelFormat format = MadeFrames.grey(43, 30, 16, 12, false);
    Frame frame = MadeFrames.frame(format, 3);
    byte[] stream = JpegLsCodecTest.withRestarts(frame, 7);
    PeerFile.write(folder.resolve("j.dcm"), format, LOSSLESS, stream);
    PeerFile.run(folder, "gdcmconv", "--raw", "j.dcm", "g.dcm");
    assertThat(PeerFile.nativeFrame(folder.resolve("g.dcm"), format)).isEqualTo(frame.cells());
  }

  @Test
  void what_was_blanked_reads_alike_everywhere() throws Exception {
    Peers.require("dcmtk");
    Peers.require("gdcm");
    PixelFormat format = MadeFrames.colour(30, 42, 8);
    Frame frame = MadeFrames.frame(format, 4);
    byte[] stream = codec.encode(frame, format, new byte[0]);
    Patch patch = new Patch(new Box(5, 6, 20, 9), List.of(0, 128, 255));
    byte[] blanked = codec.blank(stream, format, List.of(patch));
    frame.apply(patch);
    assertPeersDecode(blanked, frame, format);
  }

  private void assertPeersDecode(byte[] stream, Frame frame, PixelFormat format) throws Exception {
    PeerFile.write(folder.resolve("j.dcm"), format, LOSSLESS, stream);
    PeerFile.run(folder, "dcmdjpls", "+px", "j.dcm", "d.dcm");
    assertThat(PeerFile.nativeFrame(folder.resolve("d.dcm"), format)).isEqualTo(frame.cells());
    PeerFile.run(folder, "gdcmconv", "--raw", "j.dcm", "g.dcm");
    assertThat(PeerFile.nativeFrame(folder.resolve("g.dcm"), format)).isEqualTo(frame.cells());
  }
}
