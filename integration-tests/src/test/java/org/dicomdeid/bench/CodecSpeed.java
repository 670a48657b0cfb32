/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.bench;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.dicomdeid.codec.Box;
import org.dicomdeid.codec.Frame;
import org.dicomdeid.codec.FrameCodec;
import org.dicomdeid.codec.FrameCodecs;
import org.dicomdeid.codec.Patch;
import org.dicomdeid.codec.PixelFormat;
import org.dicomdeid.dicom.ByteSource;
import org.dicomdeid.dicom.DicomObject;
import org.dicomdeid.dicom.DicomReader;
import org.dicomdeid.dicom.Element;
import org.dicomdeid.dicom.Limits;
import org.dicomdeid.dicom.Tag;

/** How fast frames are decoded, and decoded, blanked and coded again. */
final class CodecSpeed {

  private static final int SIZE = 1024;
  private static final long WARM_UP_NANOS = 1_200_000_000L;
  private static final long MEASURED_NANOS = 800_000_000L;
  private static final List<CodecKind> KINDS =
      List.of(CodecKind.GREY_8, CodecKind.GREY_12, CodecKind.GREY_16, CodecKind.RGB_8);

  private interface Work {
    void once() throws IOException;
  }

  private final Path work;

  CodecSpeed(Path work) {
    this.work = work;
  }

  void print() throws IOException, InterruptedException {
    System.out.printf("%-46s %8s %8s %8s%n", "syntax, kind", "decode", "blank", "ratio");
    for (CodecKind kind : KINDS) {
      Path plain = work.resolve("speed-" + kind + ".dcm");
      PixelFormat format = kind.format(SIZE, SIZE);
      CodecFile.writeNative(plain, format, 1, kind.cells(SIZE, SIZE, 1));
      Set<String> seen = new HashSet<>();
      for (CodecRecipe recipe : CodecRecipe.all()) {
        if (recipe.fits().test(kind) && seen.add(recipe.syntax())) {
          measure(recipe, kind, plain, format);
        }
      }
    }
  }

  private void measure(CodecRecipe recipe, CodecKind kind, Path plain, PixelFormat format)
      throws IOException, InterruptedException {
    Path file = work.resolve("speed.dcm");
    Files.deleteIfExists(file);
    List<String> command = new ArrayList<>(recipe.command());
    command.addAll(List.of(plain.toString(), file.toString()));
    if (!CodecPrograms.run(command)) {
      return;
    }
    try (DicomObject object = DicomReader.read(file, Limits.DEFAULT)) {
      Element pixels = object.dataSet().get(Tag.PIXEL_DATA);
      FrameCodec codec = FrameCodecs.installed().of(object.transferSyntax().uid()).orElse(null);
      if (codec == null || !pixels.isEncapsulated()) {
        return;
      }
      byte[] stream = stream(pixels);
      PixelFormat stored = PixelFormat.of(object.dataSet());
      Patch patch = new Patch(new Box(16, 16, 200, 40), Collections.nCopies(format.samples(), 0));
      Frame frame = codec.decode(stream, stored);
      double decode = rate(frame, () -> codec.decode(stream, stored));
      double blank = rate(frame, () -> codec.blank(stream, stored, List.of(patch)));
      System.out.printf(
          "%-46s %8.0f %8.0f %8.2f%n",
          recipe.syntax() + ", " + kind.title(),
          decode,
          blank,
          frame.cells().length / (double) stream.length);
    }
  }

  /** By the processor time of the process, which other work on the machine does not lengthen. */
  private static double rate(Frame frame, Work work) throws IOException {
    long warm = cpuNanos() + WARM_UP_NANOS;
    while (cpuNanos() < warm) {
      work.once();
    }
    int times = 0;
    long start = cpuNanos();
    long end = start;
    while (end - start < MEASURED_NANOS) {
      work.once();
      times++;
      end = cpuNanos();
    }
    return (double) frame.cells().length * times / 1e6 / ((end - start) / 1e9);
  }

  private static long cpuNanos() {
    return ProcessHandle.current().info().totalCpuDuration().orElseThrow().toNanos();
  }

  /** All fragments, joined. */
  private static byte[] stream(Element pixels) throws IOException {
    ByteSource source = pixels.span().source();
    long[] places = pixels.fragments();
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    for (int i = 2; i < places.length; i += 2) {
      byte[] fragment = new byte[(int) places[i + 1]];
      source.read(places[i], fragment, 0, fragment.length);
      stream.writeBytes(fragment);
    }
    return stream.toByteArray();
  }
}
