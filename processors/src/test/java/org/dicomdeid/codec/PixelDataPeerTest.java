/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.dicomdeid.Peers;
import org.dicomdeid.dicom.DicomObject;
import org.dicomdeid.dicom.DicomReader;
import org.dicomdeid.dicom.Limits;
import org.dicomdeid.dicom.Tag;
import org.dicomdeid.dicom.TransferSyntax;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Other programs see the same pixels in what we read, and in what we wrote. */
class PixelDataPeerTest {

  private static final String HASHES =
      """
      import sys, hashlib, pydicom
      for file in sys.argv[1:]:
          a = pydicom.dcmread(file).pixel_array
          print(hashlib.sha256(a.astype(a.dtype.newbyteorder('<')).tobytes()).hexdigest())
      """;

  @TempDir Path folder;

  @Test
  void reads_native_pixels_as_dcmtk_converts_them() throws Exception {
    Peers.require("dcmtk");
    for (PixelFormat format : NativePixelsTest.formats().toList()) {
      MadeImage image = new MadeImage(format, 3, 1);
      Files.write(
          folder.resolve("n.dcm"),
          MadeImage.file(image.object(TransferSyntax.EXPLICIT_LITTLE_ENDIAN)));
      for (String syntax : List.of("+ti", "+tb", "+td")) {
        PeerFile.run(folder, "dcmconv", syntax, "n.dcm", "c.dcm");
        assertShows("c.dcm", image);
      }
    }
  }

  @Test
  void fills_boxes_as_pydicom_sees_them() throws Exception {
    Peers.require("pydicom");
    List<String> command = new ArrayList<>(List.of("/usr/bin/python3", "-c", HASHES));
    List<String> expected = new ArrayList<>();
    for (PixelFormat format : NativePixelsTest.formats().toList()) {
      for (TransferSyntax syntax :
          List.of(
              TransferSyntax.IMPLICIT_LITTLE_ENDIAN,
              TransferSyntax.EXPLICIT_BIG_ENDIAN,
              TransferSyntax.DEFLATED)) {
        if (syntax.encoding().isBigEndian() && format.bitsAllocated() != 16) {
          continue; // pydicom 2 swaps neither bytes in words nor words.
        }
        MadeImage image = new MadeImage(format, 3, 2);
        byte[] before = MadeImage.file(image.object(syntax));
        Patch patch = new Patch(new Box(1, 1, 3, 4), List.of(1, 2, 3));
        image.fill(1, patch);
        String name = expected.size() + ".dcm";
        rewrite(before, name, patch);
        command.add(folder.resolve(name).toString());
        expected.add(sha256(image));
      }
    }
    assertThat(output(command).lines().toList()).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "dcmcrle n.dcm j.dcm",
        "gdcmconv -R n.dcm j.dcm",
        "dcmcjpeg +e1 n.dcm j.dcm",
        "dcmcjpeg +e1 +fs 1 n.dcm j.dcm",
        "dcmcjpeg +e1 +fs 1 -ot n.dcm j.dcm",
        "gdcmconv -J n.dcm j.dcm"
      })
  void rewrites_what_others_compressed_so_that_others_decompress_it(String line) throws Exception {
    Peers.require("dcmtk");
    Peers.require("gdcm");
    String decompress = line.contains("rle") || line.contains("-R") ? "dcmdrle" : "dcmdjpeg";
    for (PixelFormat format :
        List.of(
            MadeImage.grey(60, 80, 16, 12, false), MadeImage.colour(40, 50, Photometric.RGB, 0))) {
      MadeImage image = new MadeImage(format, 3, 3);
      Files.write(
          folder.resolve("n.dcm"),
          MadeImage.file(image.object(TransferSyntax.EXPLICIT_LITTLE_ENDIAN)));
      PeerFile.run(folder, line.split(" "));
      assertShows("j.dcm", image);
      Patch patch = new Patch(new Box(10, 20, 30, 15), List.of(7, 8, 9));
      image.fill(1, patch);
      rewrite(Files.readAllBytes(folder.resolve("j.dcm")), "r.dcm", patch);
      assertShows("r.dcm", image);
      PeerFile.run(folder, decompress, "r.dcm", "d.dcm");
      assertShows("d.dcm", image);
      PeerFile.run(folder, "gdcmconv", "--raw", "r.dcm", "g.dcm");
      assertShows("g.dcm", image);
    }
  }

  @Test
  void codes_every_frame_anew_where_the_result_has_another_transfer_syntax() throws Exception {
    Peers.require("dcmtk");
    for (PixelFormat format :
        List.of(
            MadeImage.grey(60, 80, 16, 12, false), MadeImage.colour(40, 50, Photometric.RGB, 0))) {
      MadeImage image = new MadeImage(format, 3, 4);
      Files.write(
          folder.resolve("n.dcm"),
          MadeImage.file(image.object(TransferSyntax.EXPLICIT_LITTLE_ENDIAN)));
      PeerFile.run(folder, "dcmcjpls", "+en", "+md", "2", "n.dcm", "j.dcm");
      Patch patch = new Patch(new Box(10, 20, 30, 15), List.of(7, 8, 9));
      List<byte[]> expected = new ArrayList<>();
      try (DicomObject object = DicomReader.read(folder.resolve("j.dcm"), Limits.DEFAULT);
          PixelData.Rewrite rewrite = NativePixelsTest.pixels(object).rewrite(folder)) {
        for (int i = 0; i < 3; i++) {
          Frame frame = NativePixelsTest.pixels(object).decode(i);
          if (i == 1) {
            frame.apply(patch);
          }
          expected.add(frame.cells());
        }
        rewrite.blank(1, List.of(patch));
        TransferSyntax after = rewrite.finish();
        assertThat(after.uid()).isEqualTo("1.2.840.10008.1.2.4.80");
        assertThat(object.dataSet().string(Tag.PHOTOMETRIC_INTERPRETATION))
            .isEqualTo(format.photometric().term());
        assertThat(object.dataSet().string(0x00282110)).isEqualTo("01");
        Files.write(folder.resolve("r.dcm"), NativePixelsTest.written(object, after));
      }
      PeerFile.run(folder, "dcmdjpls", "r.dcm", "d.dcm");
      for (String name : List.of("r.dcm", "d.dcm")) {
        try (DicomObject object = DicomReader.read(folder.resolve(name), Limits.DEFAULT)) {
          for (int i = 0; i < 3; i++) {
            assertThat(NativePixelsTest.pixels(object).decode(i).cells())
                .isEqualTo(expected.get(i));
          }
        }
      }
    }
  }

  /** gdcm codes all allocated bits, so that what is lost may carry a value over those stored. */
  @ParameterizedTest
  @CsvSource({
    "gdcmconv -K --lossy -r 12 n.dcm j.dcm, false",
    "gdcmconv -K --lossy -r 12 n.dcm j.dcm, true",
    "gdcmconv --jpegls --lossy -e 9 n.dcm j.dcm, false",
    "gdcmconv --jpegls --lossy -e 9 n.dcm j.dcm, true"
  })
  void shows_what_lossy_coding_carried_over_bits_stored_at_their_edge(String line, boolean signed)
      throws Exception {
    Peers.require("gdcm");
    PixelFormat format = MadeFrames.grey(128, 160, 16, 12, signed);
    int most = signed ? 2047 : 4095;
    int least = most - 4095;
    Frame made = MadeFrames.frame(format, 5);
    PeerFile.write(folder.resolve("n.dcm"), format, PeerFile.NATIVE, made.cells());
    PeerFile.run(folder, line.split(" "));
    PeerFile.run(folder, "gdcmconv", "--raw", "j.dcm", "g.dcm");
    byte[] coded = PeerFile.nativeFrame(folder.resolve("g.dcm"), format);
    Frame raw = new Frame(128, 160, 1, 2, Photometric.MONOCHROME2, coded);
    byte[] after;
    int over = 0;
    try (DicomObject object = DicomReader.read(folder.resolve("j.dcm"), Limits.DEFAULT);
        PixelData.Rewrite rewrite = NativePixelsTest.pixels(object).rewrite(folder)) {
      Frame shown = NativePixelsTest.pixels(object).decode(0);
      after = shown.cells();
      for (int row = 0; row < 128; row++) {
        for (int column = 0; column < 160; column++) {
          int value = (short) raw.cell(row, column, 0);
          over += value > most ? 1 : 0;
          assertThat((int) (short) shown.cell(row, column, 0))
              .isCloseTo(Math.max(least, Math.min(most, value)), within(1));
        }
      }
      rewrite.clearUnusedBits();
      Files.write(folder.resolve("r.dcm"), NativePixelsTest.written(object, rewrite.finish()));
    }
    assertThat(over).isPositive();
    PeerFile.run(folder, "gdcmconv", "--raw", "r.dcm", "c.dcm");
    assertThat(PeerFile.nativeFrame(folder.resolve("c.dcm"), format)).isEqualTo(after);
  }

  /** Fills a box of the second frame. */
  private void rewrite(byte[] before, String name, Patch patch) throws IOException {
    try (DicomObject object = NativePixelsTest.read(before);
        PixelData.Rewrite rewrite = NativePixelsTest.pixels(object).rewrite(folder)) {
      rewrite.blank(1, List.of(patch));
      TransferSyntax after = rewrite.finish();
      Files.write(folder.resolve(name), NativePixelsTest.written(object, after));
    }
  }

  private void assertShows(String name, MadeImage image) throws IOException {
    try (DicomObject object = DicomReader.read(folder.resolve(name), Limits.DEFAULT)) {
      NativePixelsTest.assertShows(NativePixelsTest.pixels(object), image);
    }
  }

  private static String sha256(MadeImage image) throws Exception {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    for (int frame = 0; frame < image.frames; frame++) {
      digest.update(image.frame(frame));
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private String output(List<String> command) throws Exception {
    Path out = folder.resolve("out.txt");
    List<String> redirected = new ArrayList<>(List.of("sh", "-c", "exec \"$@\" > out.txt", "sh"));
    redirected.addAll(command);
    PeerFile.run(folder, redirected.toArray(String[]::new));
    return Files.readString(out, StandardCharsets.US_ASCII);
  }
}
