/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One frame as a file that other programs read and write, explicit little endian. */
final class PeerFile {

  static final String NATIVE = "1.2.840.10008.1.2.1";
  private static final int LONG_LENGTH = 0xFFFFFFFF;

  private PeerFile() {}

  /** A file whose frame is native, or one fragment. */
  static void write(Path file, PixelFormat format, String syntax, byte[] frame) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream meta = new ByteArrayOutputStream();
    text(meta, 0x0002, 0x0002, "UI", "1.2.840.10008.5.1.4.1.1.7");
    text(meta, 0x0002, 0x0003, "UI", "1.2.3.4");
    text(meta, 0x0002, 0x0010, "UI", syntax);
    text(meta, 0x0002, 0x0012, "UI", "1.2.3");
    out.write(new byte[128]);
    out.write("DICM".getBytes(StandardCharsets.US_ASCII));
    element(out, 0x0002, 0x0000, "UL", new byte[] {(byte) meta.size(), 0, 0, 0});
    meta.writeTo(out);
    text(out, 0x0008, 0x0016, "UI", "1.2.840.10008.5.1.4.1.1.7");
    text(out, 0x0008, 0x0018, "UI", "1.2.3.4");
    text(out, 0x0008, 0x0060, "CS", "OT");
    text(out, 0x0020, 0x000D, "UI", "1.2.3.1");
    text(out, 0x0020, 0x000E, "UI", "1.2.3.2");
    number(out, 0x0002, format.samples());
    text(out, 0x0028, 0x0004, "CS", format.photometric().term());
    if (format.samples() > 1) {
      number(out, 0x0006, 0);
    }
    number(out, 0x0010, format.rows());
    number(out, 0x0011, format.columns());
    number(out, 0x0100, format.bitsAllocated());
    number(out, 0x0101, format.bitsStored());
    number(out, 0x0102, format.highBit());
    number(out, 0x0103, format.signed() ? 1 : 0);
    if (syntax.equals(NATIVE)) {
      element(out, 0x7FE0, 0x0010, format.bitsAllocated() > 8 ? "OW" : "OB", even(frame));
    } else {
      header(out, 0x7FE0, 0x0010, "OB", LONG_LENGTH);
      item(out, 0xE000, 0);
      byte[] fragment = even(frame);
      item(out, 0xE000, fragment.length);
      out.write(fragment);
      item(out, 0xE0DD, 0);
    }
    Files.write(file, out.toByteArray());
  }

  /** The value of native pixel data, which the writer put last. */
  static byte[] nativeFrame(Path file, PixelFormat format) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    int at = pixelData(bytes);
    int length = int32(bytes, at + 8);
    assertThat(length).isGreaterThanOrEqualTo((int) format.frameBytes());
    return Arrays.copyOfRange(bytes, at + 12, at + 12 + (int) format.frameBytes());
  }

  /** The fragments of a file with one frame, joined. */
  static byte[] encapsulatedFrame(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    int at = pixelData(bytes);
    assertThat(int32(bytes, at + 8)).isEqualTo(LONG_LENGTH);
    at += 12;
    at += 8 + int32(bytes, at + 4);
    ByteArrayOutputStream frame = new ByteArrayOutputStream();
    while ((bytes[at + 2] & 0xFF) == 0x00) {
      int length = int32(bytes, at + 4);
      frame.write(bytes, at + 8, length);
      at += 8 + length;
    }
    return frame.toByteArray();
  }

  /** Runs a program in a folder and expects that it succeeds. */
  static void run(Path folder, String... command) throws IOException, InterruptedException {
    Path log = Files.createTempFile(folder, "run", ".log");
    Process process =
        new ProcessBuilder(List.of(command))
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    boolean ended = process.waitFor(60, TimeUnit.SECONDS);
    if (!ended) {
      process.destroyForcibly();
    }
    assertThat(ended && process.exitValue() == 0)
        .as("%s: %s", String.join(" ", command), Files.readString(log, StandardCharsets.ISO_8859_1))
        .isTrue();
  }

  private static int pixelData(byte[] bytes) {
    for (int i = bytes.length - 12; i >= 132; i--) {
      if (bytes[i] == (byte) 0xE0
          && bytes[i + 1] == 0x7F
          && bytes[i + 2] == 0x10
          && bytes[i + 3] == 0
          && bytes[i + 4] == 'O'
          && bytes[i + 6] == 0) {
        return i;
      }
    }
    throw new AssertionError("no pixel data");
  }

  private static int int32(byte[] bytes, int at) {
    return (bytes[at] & 0xFF)
        | (bytes[at + 1] & 0xFF) << 8
        | (bytes[at + 2] & 0xFF) << 16
        | (bytes[at + 3] & 0xFF) << 24;
  }

  private static void number(ByteArrayOutputStream out, int element, int value) throws IOException {
    element(out, 0x0028, element, "US", new byte[] {(byte) value, (byte) (value >> 8)});
  }

  private static void text(
      ByteArrayOutputStream out, int group, int element, String vr, String value)
      throws IOException {
    byte[] bytes = value.getBytes(StandardCharsets.US_ASCII);
    byte[] padded = even(bytes);
    if (padded.length > bytes.length && !vr.equals("UI")) {
      padded[bytes.length] = ' ';
    }
    element(out, group, element, vr, padded);
  }

  private static void element(
      ByteArrayOutputStream out, int group, int element, String vr, byte[] value)
      throws IOException {
    header(out, group, element, vr, value.length);
    out.write(value);
  }

  private static void header(
      ByteArrayOutputStream out, int group, int element, String vr, int length) {
    little(out, group, 2);
    little(out, element, 2);
    out.writeBytes(vr.getBytes(StandardCharsets.US_ASCII));
    boolean wide = vr.startsWith("O");
    little(out, wide ? 0 : length, 2);
    if (wide) {
      little(out, length, 4);
    }
  }

  private static void item(ByteArrayOutputStream out, int element, int length) {
    little(out, 0xFFFE, 2);
    little(out, element, 2);
    little(out, length, 4);
  }

  private static void little(ByteArrayOutputStream out, int value, int bytes) {
    for (int i = 0; i < bytes; i++) {
      out.write(value >>> (8 * i));
    }
  }

  private static byte[] even(byte[] bytes) {
    return Arrays.copyOf(bytes, bytes.length + (bytes.length & 1));
  }
}
