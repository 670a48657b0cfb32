/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.dicomdeid.Peers;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever OpenJPEG may choose without loss is decoded to the picture that was coded. */
class Jpeg2000OpenJpegTest {

  private static final List<PixelFormat> FORMATS =
      List.of(
          MadeFrames.grey(150, 133, 16, 12, false),
          MadeFrames.grey(97, 140, 8, 8, false),
          MadeFrames.colour(120, 131, 8));

  /** SOP and its length and number; EPH. */
  private static final int PACKET_START = 6;

  private static final int PACKET_END = 2;

  @TempDir private Path folder;
  private final Jpeg2000Codec codec = new Jpeg2000Codec();

  @BeforeAll
  static void needs_openjpeg() {
    Peers.require("openjpeg");
  }

  @ParameterizedTest
  @ValueSource(strings = {"LRCP", "RLCP", "RPCL", "PCRL", "CPRL"})
  void progressions(String order) throws Exception {
    decodes("-p", order);
    decodes("-p", order, "-c", "[64,64],[32,32]", "-r", "20,5,1", "-b", "16,16");
    decodes("-p", order, "-t", "61,50", "-SOP", "-EPH");
    decodes(
        "-p",
        order,
        "-d",
        "13,7",
        "-T",
        "3,2",
        "-t",
        "97,101",
        "-c",
        "[64,32],[32,64]",
        "-EPH",
        "-r",
        "8,2,1");
  }

  /** The bits of table A.19. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4, 5, 8, 13, 16, 20, 32, 37, 63})
  void code_block_styles(int style) throws Exception {
    decodes("-M", Integer.toString(style));
    decodes("-M", Integer.toString(style), "-b", "32,16");
  }

  @Test
  void tile_parts_pointers_and_block_sizes() throws Exception {
    decodes("-TP", "R", "-PLT", "-TLM");
    decodes("-TP", "L", "-r", "10,5,1");
    decodes("-n", "1");
    decodes("-n", "3", "-b", "4,4");
    decodes("-b", "4,1024", "-mct", "0");
  }

  @Test
  void changes_of_progression_are_not_supported() throws Exception {
    PixelFormat format = FORMATS.get(0);
    Frame frame = MadeFrames.frame(format, 5);
    byte[] stream = coded(format, frame, "-n", "4", "-POC", "T1=0,0,1,2,3,RLCP/T1=2,0,1,4,3,PCRL");
    assertThatThrownBy(() -> codec.decode(stream, format))
        .isInstanceOfSatisfying(
            CodecException.class,
            e -> assertThat(e.fault()).isEqualTo(CodecFault.UNSUPPORTED_PIXELS));
  }

  /** OpenJPEG reads but does not write packed packet headers: they are packed here (A.7). */
  @Test
  void packed_packet_headers() throws Exception {
    for (PixelFormat format : FORMATS) {
      Frame frame = MadeFrames.frame(format, 5);
      byte[] stream = coded(format, frame, "-SOP", "-EPH", "-r", "10,1", "-c", "[64,64]");
      for (boolean main : new boolean[] {true, false}) {
        byte[] packed = packed(stream, main);
        assertThat(codec.decode(packed, format).cells()).isEqualTo(frame.cells());
      }
    }
  }

  private void decodes(String... options) throws Exception {
    for (PixelFormat format : FORMATS) {
      Frame frame = MadeFrames.frame(format, 5);
      byte[] stream = coded(format, frame, options);
      assertThat(codec.decode(stream, format).cells())
          .as("%s, %s", String.join(" ", options), format)
          .isEqualTo(frame.cells());
    }
  }

  private byte[] coded(PixelFormat format, Frame frame, String... options) throws Exception {
    String image = format.samples() == 1 ? "i.pgm" : "i.ppm";
    Files.write(folder.resolve(image), portable(format, frame));
    List<String> command = new ArrayList<>(List.of("opj_compress", "-i", image, "-o", "o.j2k"));
    command.addAll(List.of(options));
    PeerFile.run(folder, command.toArray(String[]::new));
    return Files.readAllBytes(folder.resolve("o.j2k"));
  }

  /** As Netpbm has it, most significant byte first. */
  private static byte[] portable(PixelFormat format, Frame frame) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    String head =
        String.format(
            "P%d\n%d %d\n%d\n",
            format.samples() == 1 ? 5 : 6,
            format.columns(),
            format.rows(),
            (1 << format.bitsStored()) - 1);
    out.writeBytes(head.getBytes(StandardCharsets.US_ASCII));
    byte[] cells = frame.cells();
    for (int i = 0; i < cells.length; i++) {
      out.write(cells[format.cellBytes() == 2 ? i ^ 1 : i]);
    }
    return out.toByteArray();
  }

  /** The stream of one tile-part with its packet headers in PPM, or in PPT. */
  private static byte[] packed(byte[] stream, boolean main) throws IOException {
    Jpeg2000Codestream outline = Jpeg2000Codestream.of(stream);
    int data = indexOf(stream, outline.header(), Jpeg2000Marker.SOD) + 2;
    ByteArrayOutputStream headers = new ByteArrayOutputStream();
    ByteArrayOutputStream bodies = new ByteArrayOutputStream();
    int at = data;
    while (at < outline.end() - 2) {
      int end = indexOf(stream, at, Jpeg2000Marker.EPH) + PACKET_END;
      headers.write(stream, at + PACKET_START, end - at - PACKET_START);
      int next = indexOf(stream, end, Jpeg2000Marker.SOP);
      bodies.write(stream, end, next - end);
      at = next;
    }
    ByteArrayOutputStream segment = new ByteArrayOutputStream();
    int length = 3 + headers.size() + (main ? 4 : 0);
    segment.writeBytes(
        new byte[] {-1, (byte) (main ? 0x60 : 0x61), (byte) (length >> 8), (byte) length, 0});
    if (main) {
      segment.writeBytes(number(headers.size()));
    }
    headers.writeTo(segment);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(stream, 0, outline.header());
    if (main) {
      segment.writeTo(out);
    }
    int part = bodies.size() + data - outline.header() + (main ? 0 : segment.size());
    out.write(stream, outline.header(), 6);
    out.writeBytes(number(part));
    out.write(stream, outline.header() + 10, data - 2 - outline.header() - 10);
    if (!main) {
      segment.writeTo(out);
    }
    out.write(stream, data - 2, 2);
    bodies.writeTo(out);
    out.write(stream, outline.end() - 2, 2);
    return out.toByteArray();
  }

  private static byte[] number(int value) {
    return new byte[] {
      (byte) (value >> 24), (byte) (value >> 16), (byte) (value >> 8), (byte) value
    };
  }

  /** Of a marker from here on; where EOC stands when there is none. */
  private static int indexOf(byte[] stream, int from, int marker) {
    for (int i = from; i < stream.length - 2; i++) {
      if (((stream[i] & 0xFF) << 8 | (stream[i + 1] & 0xFF)) == marker) {
        return i;
      }
    }
    return stream.length - 2;
  }
}
