/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.junit.jupiter.api.Test;

/**
 * Decoding, as far as the JDK's own decoder can tell: the Independent JPEG Group's, or where it is
 * libjpeg-turbo one that interpolates chrominance of half the height too, as DICOM peers do not.
 */
class JpegDctCodecTest {

  private final JpegDctCodec codec = new JpegDctCodec();
  private final Random random = new Random(13);

  @Test
  void is_installed_for_both_transfer_syntaxes() {
    for (String uid : List.of(DctStreams.BASELINE, DctStreams.EXTENDED)) {
      assertThat(FrameCodecs.installed().of(uid)).containsInstanceOf(JpegDctCodec.class);
    }
  }

  @Test
  void decodes_as_the_jdk_does_where_both_sample_up_alike() throws IOException {
    for (List<Integer> sampling :
        List.of(
            List.of(0x11),
            List.of(0x22),
            List.of(0x11, 0x11, 0x11),
            List.of(0x21, 0x11, 0x11),
            List.of(0x22, 0x11, 0x11),
            List.of(0x41, 0x11, 0x11),
            List.of(0x11, 0x22, 0x12))) {
      for (int[] size : new int[][] {{1, 1}, {2, 2}, {3, 5}, {17, 16}, {40, 33}}) {
        DctPicture picture = DctPicture.random(random, 8, size[0], size[1], sampling, 5);
        DctPicture.Layout layout =
            new DctPicture.Layout(random.nextInt(5), random.nextBoolean(), random.nextBoolean());
        byte[] stream = picture.stream(layout);

        assertThat(codec.decode(stream, picture.format()).cells()).isEqualTo(ofJdk(stream));
      }
    }
  }

  @Test
  void widens_samples_to_the_cells_that_the_header_allocates() throws CodecException {
    DctPicture picture = DctPicture.random(random, 8, 9, 9, List.of(0x11), 5);
    byte[] stream = picture.stream(new DctPicture.Layout(0, true, true));
    PixelFormat wide = new PixelFormat(9, 9, 1, 16, 8, 7, false, Photometric.MONOCHROME1, 0);

    Frame narrow = codec.decode(stream, picture.format());
    Frame frame = codec.decode(stream, wide);

    assertThat(frame.cellBytes()).isEqualTo(2);
    assertThat(frame.photometric()).isEqualTo(Photometric.MONOCHROME1);
    for (int i = 0; i < 81; i++) {
      assertThat(frame.cell(i / 9, i % 9, 0)).isEqualTo(narrow.cell(i / 9, i % 9, 0));
    }
  }

  private static byte[] ofJdk(byte[] stream) throws IOException {
    ImageReader reader = ImageIO.getImageReadersByFormatName("jpeg").next();
    try (ImageInputStream in = ImageIO.createImageInputStream(new ByteArrayInputStream(stream))) {
      reader.setInput(in);
      Raster raster = reader.readRaster(0, null);
      int[] samples = raster.getPixels(0, 0, raster.getWidth(), raster.getHeight(), (int[]) null);
      byte[] cells = new byte[samples.length];
      for (int i = 0; i < cells.length; i++) {
        cells[i] = (byte) samples[i];
      }
      return cells;
    } finally {
      reader.dispose();
    }
  }
}
