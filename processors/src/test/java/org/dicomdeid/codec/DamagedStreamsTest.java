/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.ImageIO;
import org.dicomdeid.Peers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every codec, over streams that were cut, flipped, zeroed, shuffled and lied about. */
class DamagedStreamsTest {

  private static final String UNCOMPRESSED = "1.2.840.10008.1.2.1.98";
  private static final String DEFLATED = "1.2.840.10008.1.2.8.1";
  private static final String BASELINE = "1.2.840.10008.1.2.4.50";
  private static final String EXTENDED = "1.2.840.10008.1.2.4.51";
  private static final String NEAR_LOSSLESS = "1.2.840.10008.1.2.4.81";

  private static final String LOSSY_2000 = "1.2.840.10008.1.2.4.91";

  /** Those that the codecs code themselves. */
  private static final List<String> LOSSLESS =
      List.of(
          "1.2.840.10008.1.2.5",
          "1.2.840.10008.1.2.4.57",
          "1.2.840.10008.1.2.4.70",
          "1.2.840.10008.1.2.4.80",
          "1.2.840.10008.1.2.4.90");

  /** What the slowest codec allows itself; the frames are small. */
  private static final Duration LIMIT = Duration.ofSeconds(12);

  private static final PixelFormat GREY = MadeFrames.grey(37, 45, 16, 12, false);
  private static final PixelFormat BYTES = MadeFrames.grey(37, 45, 8, 8, false);
  private static final PixelFormat COLOUR = MadeFrames.colour(37, 45, 8);

  /** How the streams of a codec ended. */
  private static final class Count {
    int streams;
    int refused;
    int stillDecoded;
    long slowestMillis;
  }

  @TempDir private Path folder;
  private final Map<String, Count> counts = new TreeMap<>();
  private final List<String> wrong = new ArrayList<>();

  @Test
  void damage_ends_in_a_typed_error_within_its_time() throws IOException {
    for (String syntax : LOSSLESS) {
      for (PixelFormat format : List.of(GREY, BYTES, COLOUR)) {
        Frame frame = MadeFrames.frame(format, 1);
        damage(syntax, format, codec(syntax).encode(frame, format, new byte[0]));
      }
    }
    for (PixelFormat format : List.of(GREY, BYTES, COLOUR)) {
      byte[] cells = MadeFrames.frame(format, 1).cells();
      damage(UNCOMPRESSED, format, cells);
      damage(DEFLATED, format, deflated(cells));
    }
    damage(BASELINE, BYTES, jpeg(BYTES, BufferedImage.TYPE_BYTE_GRAY));
    damage(BASELINE, COLOUR, jpeg(COLOUR, BufferedImage.TYPE_3BYTE_BGR));
    report(300);
  }

  @Test
  void damage_to_what_dcmtk_coded_ends_so_too() throws Exception {
    Peers.require("dcmtk");
    damage(EXTENDED, GREY, coded(GREY, "dcmcjpeg", "+ee", "+bt"));
    damage(EXTENDED, BYTES, coded(BYTES, "dcmcjpeg", "+ee", "+be"));
    damage(BASELINE, COLOUR, coded(COLOUR, "dcmcjpeg", "+eb", "+cy", "+s2"));
    damage(NEAR_LOSSLESS, GREY, coded(GREY, "dcmcjpls", "+en"));
    damage(NEAR_LOSSLESS, COLOUR, coded(COLOUR, "dcmcjpls", "+en", "+is"));
    report(100);
  }

  @Test
  void damage_to_what_gdcm_coded_ends_so_too() throws Exception {
    Peers.require("gdcm");
    String[] command = {"gdcmconv", "--j2k", "--lossy", "-r", "5"};
    damage(LOSSY_2000, GREY, coded(GREY, command));
    damage(LOSSY_2000, COLOUR, coded(COLOUR, command));
    report(80);
  }

  private static FrameCodec codec(String syntax) {
    return FrameCodecs.installed().of(syntax).orElseThrow();
  }

  private void damage(String syntax, PixelFormat format, byte[] stream) throws IOException {
    FrameCodec codec = codec(syntax);
    assertThat(codec.decode(stream, format).cells()).hasSize((int) format.frameBytes());
    Count count = counts.computeIfAbsent(syntax.replace("1.2.840.10008.1.2", ""), s -> new Count());
    for (StreamDamage damage : StreamDamage.of(stream, syntax.hashCode())) {
      count.streams++;
      long start = System.nanoTime();
      String place = syntax + " " + format.bitsAllocated() + " bits: " + damage.what();
      try {
        Frame frame = codec.decode(damage.stream(), format);
        count.stillDecoded++;
        if (damage.surelyWrong()) {
          wrong.add(place + " was decoded, " + damage.stream().length + " bytes");
        } else if (frame.cells().length != format.frameBytes()) {
          wrong.add(place + " gave a frame of another size");
        }
      } catch (CodecException e) {
        count.refused++;
      } catch (Throwable e) {
        wrong.add(place + " ended in " + e);
      }
      long millis = (System.nanoTime() - start) / 1_000_000;
      count.slowestMillis = Math.max(count.slowestMillis, millis);
      if (millis > LIMIT.toMillis()) {
        wrong.add(place + " took " + millis + " ms");
      }
      withoutMetadata(codec, damage.stream(), place);
    }
  }

  private void withoutMetadata(FrameCodec codec, byte[] stream, String place) {
    try {
      assertThat(codec.withoutMetadata(stream).length).isLessThanOrEqualTo(stream.length);
    } catch (CodecException e) {
      assertThat(e.fault()).isNotNull();
    } catch (Throwable e) {
      wrong.add(place + ", looked through for metadata, ended in " + e);
    }
  }

  private void report(int least) {
    int all = 0;
    for (Map.Entry<String, Count> each : counts.entrySet()) {
      Count count = each.getValue();
      all += count.streams;
      System.out.printf(
          "damaged streams, %-6s %4d: %4d typed errors, %4d still decoded, slowest %d ms%n",
          each.getKey(), count.streams, count.refused, count.stillDecoded, count.slowestMillis);
    }
    assertThat(wrong).isEmpty();
    assertThat(all).isGreaterThanOrEqualTo(least);
  }

  private byte[] coded(PixelFormat format, String... command) throws Exception {
    byte[] cells = MadeFrames.frame(format, 2).cells();
    PeerFile.write(folder.resolve("n.dcm"), format, PeerFile.NATIVE, cells);
    List<String> whole = new ArrayList<>(List.of(command));
    whole.addAll(List.of("n.dcm", "c.dcm"));
    PeerFile.run(folder, whole.toArray(String[]::new));
    return PeerFile.encapsulatedFrame(folder.resolve("c.dcm"));
  }

  private static byte[] deflated(byte[] cells) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (DeflaterOutputStream deflater =
        new DeflaterOutputStream(out, new Deflater(Deflater.BEST_COMPRESSION, true))) {
      deflater.write(cells);
    }
    return out.toByteArray();
  }

  private static byte[] jpeg(PixelFormat format, int type) throws IOException {
    Frame frame = MadeFrames.frame(format, 3);
    BufferedImage image = new BufferedImage(format.columns(), format.rows(), type);
    int[] pixel = new int[format.samples()];
    for (int row = 0; row < format.rows(); row++) {
      for (int column = 0; column < format.columns(); column++) {
        for (int sample = 0; sample < pixel.length; sample++) {
          pixel[sample] = frame.cell(row, column, sample);
        }
        image.getRaster().setPixel(column, row, pixel);
      }
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    assertThat(ImageIO.write(image, "jpeg", out)).isTrue();
    return out.toByteArray();
  }
}
