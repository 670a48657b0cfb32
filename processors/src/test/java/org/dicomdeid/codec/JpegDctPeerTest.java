/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.dicomdeid.Peers;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every sample is the one that dcmtk and gdcm decode. */
class JpegDctPeerTest {

  private static final List<String> SAMPLINGS =
      List.of("1x1", "2x1", "2x2", "1x2", "4x1", "2x2,1x2,2x1", "1x1,2x2,1x1");

  private final JpegDctCodec codec = new JpegDctCodec();
  private final Random random = new Random(5);
  private final List<Path> files = new ArrayList<>();
  private final List<byte[]> decoded = new ArrayList<>();

  @TempDir Path folder;

  @BeforeAll
  static void peers() {
    Peers.require("dcmtk");
    Peers.require("python-gdcm");
  }

  @Test
  void decodes_every_sampling_size_and_restart_interval_as_the_peers_do() throws IOException {
    Peers.require("libjpeg-turbo");
    Path scans = folder.resolve("scans");
    Files.writeString(scans, "0;\n1,2;\n");
    List<List<String>> choices =
        List.of(
            List.of(),
            List.of("-optimize", "-restart", "3B"),
            List.of("-quality", "100", "-restart", "1"),
            List.of("-quality", "20", "-scans", scans.toString()));
    int i = 0;
    for (String sampling : SAMPLINGS) {
      for (int[] size : new int[][] {{37, 53}, {5, 3}}) {
        List<String> options = new ArrayList<>(List.of("-sample", sampling));
        options.addAll(choices.get(i++ % choices.size()));
        Photometric header = i % 2 == 0 ? Photometric.YBR_FULL : Photometric.YBR_FULL_422;
        compareCjpeg(format(size[0], size[1], 3, 8, header), options, Photometric.YBR_FULL);
      }
    }
    compareCjpeg(format(40, 41, 3, 8, Photometric.RGB), List.of("-rgb"), Photometric.RGB);
    compareCjpeg(format(1, 1, 3, 8, Photometric.YBR_FULL), List.of(), Photometric.YBR_FULL);
    for (List<String> choice : choices.subList(0, 3)) {
      compareCjpeg(format(31, 50, 1, 8, Photometric.MONOCHROME1), choice, Photometric.MONOCHROME1);
    }
    compareWithGdcm();
  }

  @Test
  void decodes_what_dcmtk_encodes_as_the_peers_do() throws IOException {
    for (List<String> options :
        List.of(
            List.of("+eb"),
            List.of("+eb", "-ho", "+q", "40"),
            List.of("+eb", "+s4"),
            List.of("+eb", "+n1"),
            List.of("+eb", "+cr"),
            List.of("+ee", "+q", "100"))) {
      PixelFormat made = format(45, 38, 3, 8, Photometric.RGB);
      byte[] cells = DctStreams.picture(random, 45, 38, 3, 8);
      byte[] stream = DctStreams.dcmcjpeg(folder, cells, made, options);
      Photometric coded = options.contains("+cr") ? Photometric.RGB : Photometric.YBR_FULL;
      compare(stream, format(45, 38, 3, 8, coded), coded);
    }
    for (String quality : List.of("20", "90", "100")) {
      PixelFormat format = format(45, 38, 1, 12, Photometric.MONOCHROME2);
      byte[] cells = DctStreams.picture(random, 45, 38, 1, 12);
      byte[] stream = DctStreams.dcmcjpeg(folder, cells, format, List.of("+ee", "+q", quality));
      compare(stream, format, Photometric.MONOCHROME2);
    }
    compareWithGdcm();
  }

  @Test
  void decodes_coefficients_beyond_any_picture_as_the_peers_do() throws IOException {
    for (int precision : new int[] {8, 12}) {
      for (int density : new int[] {0, 3, 20}) {
        DctPicture picture = DctPicture.random(random, precision, 34, 43, List.of(0x11), density);
        byte[] stream = picture.stream(new DctPicture.Layout(density, true, density == 3));
        compare(stream, picture.format(), Photometric.MONOCHROME2);
      }
    }
    compareWithGdcm();
  }

  @Test
  void decodes_scans_of_one_component_each_as_the_peers_do() throws IOException {
    for (List<Integer> sampling :
        List.of(List.of(0x22, 0x11, 0x11), List.of(0x21, 0x11, 0x11), List.of(0x11, 0x11, 0x11))) {
      DctPicture picture = DctPicture.random(random, 8, 35, 19, sampling, 4);
      byte[] stream = picture.stream(new DctPicture.Layout(2, false, true));
      compare(stream, picture.format(), Photometric.YBR_FULL);
    }
    compareWithGdcm();
  }

  @Test
  void the_peers_read_a_blanked_stream_as_we_do() throws IOException {
    Peers.require("libjpeg-turbo");
    PixelFormat format = format(70, 90, 3, 8, Photometric.YBR_FULL);
    byte[] cells = DctStreams.picture(random, 70, 90, 3, 8);
    Patch patch = new Patch(new Box(20, 10, 41, 13), List.of(0, 128, 128));
    Patch edge = new Patch(new Box(80, 60, 10, 10), List.of(255, 128, 128));
    for (String sampling : SAMPLINGS) {
      byte[] stream =
          DctStreams.cjpeg(
              folder, cells, format, List.of("-sample", sampling, "-optimize", "-restart", "4B"));
      byte[] blanked = codec.blank(stream, format, List.of(patch, edge));
      compare(blanked, format, Photometric.YBR_FULL);
      Path file = folder.resolve("blanked.jpg");
      Files.write(file, blanked);
      // Ends with another status than 0 when it had anything to warn of.
      DctStreams.run(
          List.of("djpeg", "-outfile", folder.resolve("out.pnm").toString(), file.toString()));
    }
    compareWithGdcm();
  }

  private void compareCjpeg(PixelFormat format, List<String> options, Photometric expected)
      throws IOException {
    byte[] cells = DctStreams.picture(random, format.rows(), format.columns(), format.samples(), 8);
    compare(DctStreams.cjpeg(folder, cells, format, options), format, expected);
  }

  private void compare(byte[] stream, PixelFormat format, Photometric expected) throws IOException {
    Path file = folder.resolve(files.size() + ".dcm");
    DctStreams.wrap(stream, format, file);
    Frame frame = codec.decode(stream, format);
    assertThat(frame.photometric()).isEqualTo(expected);
    assertThat(frame.cells()).isEqualTo(DctStreams.dcmtk(file, format));
    files.add(file);
    decoded.add(frame.cells());
  }

  private void compareWithGdcm() throws IOException {
    List<byte[]> theirs = DctStreams.gdcm(files);
    for (int i = 0; i < files.size(); i++) {
      assertThat(decoded.get(i)).as("file " + i).isEqualTo(theirs.get(i));
    }
  }

  private static PixelFormat format(
      int rows, int columns, int samples, int bits, Photometric photometric) {
    return new PixelFormat(
        rows, columns, samples, bits > 8 ? 16 : 8, bits, bits - 1, false, photometric, 0);
  }
}
