/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.codec;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.dicomdeid.dicom.DicomBuilder;
import org.dicomdeid.dicom.DicomObject;
import org.dicomdeid.dicom.DicomReader;
import org.dicomdeid.dicom.Limits;
import org.dicomdeid.dicom.Tag;
import org.dicomdeid.dicom.TransferSyntax;
import org.dicomdeid.dicom.VR;

/** Makes sequential JPEG streams with the peers' encoders, and has the peers decode them. */
final class DctStreams {

  static final String BASELINE = "1.2.840.10008.1.2.4.50";
  static final String EXTENDED = "1.2.840.10008.1.2.4.51";

  private static final String DECODE_WITH_GDCM =
      """
      import gdcm, sys
      for file in sys.argv[1:]:
          reader = gdcm.ImageReader()
          reader.SetFileName(file)
          if not reader.Read():
              raise SystemExit(1)
          buffer = reader.GetImage().GetBuffer()
          with open(file + '.gdcm', 'wb') as out:
              out.write(buffer.encode('utf-8', 'surrogateescape'))
      """;

  private DctStreams() {}

  /** Cells of a picture with slopes, an edge and noise; 2 bytes each above 8 bits. */
  static byte[] picture(Random random, int rows, int columns, int samples, int bits) {
    int largest = (1 << bits) - 1;
    int cellBytes = bits > 8 ? 2 : 1;
    byte[] cells = new byte[rows * columns * samples * cellBytes];
    int at = 0;
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        for (int sample = 0; sample < samples; sample++) {
          double wave = Math.sin(column / (5.0 + sample)) + Math.cos(row / (7.0 - sample));
          double value = largest * (0.5 + wave / 4 + random.nextGaussian() * 0.06);
          if (row > rows / 3 && row < rows / 2 && column > columns / 4) {
            value = sample % 2 == 0 ? 0 : largest;
          }
          int cell = (int) Math.max(0, Math.min(largest, value));
          cells[at++] = (byte) cell;
          if (cellBytes == 2) {
            cells[at++] = (byte) (cell >> 8);
          }
        }
      }
    }
    return cells;
  }

  /** What libjpeg-turbo makes of a picture of 8 bits. */
  static byte[] cjpeg(Path folder, byte[] cells, PixelFormat format, List<String> options)
      throws IOException {
    Path in = folder.resolve("in.pnm");
    Path out = folder.resolve("out.jpg");
    String head =
        (format.samples() == 3 ? "P6\n" : "P5\n")
            + format.columns()
            + " "
            + format.rows()
            + "\n255\n";
    Files.write(in, join(head.getBytes(StandardCharsets.US_ASCII), cells));
    List<String> command = new ArrayList<>(List.of("cjpeg"));
    if (format.samples() == 1) {
      command.add("-grayscale");
    }
    command.addAll(options);
    command.addAll(List.of("-outfile", out.toString(), in.toString()));
    run(command);
    return Files.readAllBytes(out);
  }

  /** What dcmtk makes of a picture. */
  static byte[] dcmcjpeg(Path folder, byte[] cells, PixelFormat format, List<String> options)
      throws IOException {
    Path in = folder.resolve("in.dcm");
    Path out = folder.resolve("out.dcm");
    object(format, TransferSyntax.EXPLICIT_LITTLE_ENDIAN)
        .put(Tag.PIXEL_DATA, format.bitsAllocated() == 8 ? VR.OB : VR.OW, cells)
        .write(in, "1.2.3", "TEST");
    List<String> command = new ArrayList<>(List.of("dcmcjpeg"));
    command.addAll(options);
    command.addAll(List.of(in.toString(), out.toString()));
    run(command);
    try (DicomObject object = DicomReader.read(out, Limits.DEFAULT)) {
      byte[] all = object.dataSet().get(Tag.PIXEL_DATA).bytes(Integer.MAX_VALUE);
      // An offset table item with one entry, the item of the frame, the delimiter.
      int frame = 8 + (all[4] & 0xFF);
      int length = 0;
      for (int i = 7; i >= 4; i--) {
        length = length << 8 | (all[frame + i] & 0xFF);
      }
      return Arrays.copyOfRange(all, frame + 8, frame + 8 + length);
    }
  }

  /** A Part 10 file around a stream. */
  static void wrap(byte[] stream, PixelFormat format, Path file) throws IOException {
    TransferSyntax syntax =
        TransferSyntax.of(format.bitsAllocated() == 8 ? BASELINE : EXTENDED).orElseThrow();
    object(format, syntax).encapsulated(List.of(stream)).write(file, "1.2.3", "TEST");
  }

  /** The cells that dcmtk reads, without conversion of colours. */
  static byte[] dcmtk(Path file, PixelFormat format) throws IOException {
    Path out = file.resolveSibling(file.getFileName() + ".native");
    run(List.of("dcmdjpeg", "+cn", "+px", file.toString(), out.toString()));
    try (DicomObject object = DicomReader.read(out, Limits.DEFAULT)) {
      byte[] cells = object.dataSet().get(Tag.PIXEL_DATA).bytes(Integer.MAX_VALUE);
      return Arrays.copyOf(cells, (int) format.frameBytes());
    }
  }

  /** The cells that gdcm reads, of all files in one go. */
  static List<byte[]> gdcm(List<Path> files) throws IOException {
    List<String> command = new ArrayList<>(List.of("/usr/bin/python3", "-c", DECODE_WITH_GDCM));
    files.forEach(file -> command.add(file.toString()));
    run(command);
    List<byte[]> all = new ArrayList<>();
    for (Path file : files) {
      all.add(Files.readAllBytes(file.resolveSibling(file.getFileName() + ".gdcm")));
    }
    return all;
  }

  static void run(List<String> command) throws IOException {
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
        process.destroyForcibly();
        throw new IOException(command.get(0) + " failed");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  static byte[] join(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  private static DicomBuilder object(PixelFormat format, TransferSyntax syntax) {
    DicomBuilder builder =
        DicomBuilder.of(syntax)
            .put(0x0008_0016, VR.UI, "1.2.840.10008.5.1.4.1.1.7")
            .put(0x0008_0018, VR.UI, "1.2.3.4")
            .put(0x0008_0060, VR.CS, "OT")
            .put(0x0020_000D, VR.UI, "1.2.3.5")
            .put(0x0020_000E, VR.UI, "1.2.3.6")
            .put(0x0028_0002, VR.US, format.samples())
            .put(0x0028_0004, VR.CS, format.photometric().term());
    if (format.samples() == 3) {
      builder.put(0x0028_0006, VR.US, 0);
    }
    return builder
        .put(0x0028_0010, VR.US, format.rows())
        .put(0x0028_0011, VR.US, format.columns())
        .put(0x0028_0100, VR.US, format.bitsAllocated())
        .put(0x0028_0101, VR.US, format.bitsStored())
        .put(0x0028_0102, VR.US, format.highBit())
        .put(0x0028_0103, VR.US, 0);
  }
}
