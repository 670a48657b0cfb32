/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.bench;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.dicomdeid.dicom.DataSet;
import org.dicomdeid.dicom.DicomObject;
import org.dicomdeid.dicom.DicomReader;
import org.dicomdeid.dicom.Limits;
import org.dicomdeid.dicom.Tag;

/** What dcmtk and gdcm make of a file: the cells of all frames, samples side by side. */
final class CodecPrograms implements AutoCloseable {

  /** Cells and the colour space that the program says they are in. */
  record Decoded(String photometric, Path cells) {}

  private static final long PATIENCE_SECONDS = 60;

  private final Path script;
  private Process gdcm;
  private BufferedWriter toGdcm;
  private BufferedReader fromGdcm;

  CodecPrograms(Path script) {
    this.script = script;
  }

  /** Whether a program ended well. */
  static boolean run(List<String> command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
    process.destroyForcibly();
    return ended && process.exitValue() == 0;
  }

  /** By dcmtk, which has no JPEG 2000. */
  Optional<Decoded> dcmtk(Path file, String syntax) throws IOException, InterruptedException {
    Path plain = file.resolveSibling(file.getFileName() + ".dcmtk.dcm");
    List<String> command =
        switch (syntax) {
          case "1.2.840.10008.1.2.5" -> List.of("dcmdrle");
          case "1.2.840.10008.1.2.4.80", "1.2.840.10008.1.2.4.81" -> List.of("dcmdjpls", "+px");
          case "1.2.840.10008.1.2.4.90", "1.2.840.10008.1.2.4.91" -> List.of();
          case "1.2.840.10008.1.2",
              "1.2.840.10008.1.2.1",
              "1.2.840.10008.1.2.2",
              "1.2.840.10008.1.2.1.99" ->
              List.of("dcmconv", "+te");
          default -> List.of("dcmdjpeg", "+cn", "+px");
        };
    if (command.isEmpty()) {
      return Optional.empty();
    }
    List<String> whole = new ArrayList<>(command);
    whole.addAll(List.of(file.toString(), plain.toString()));
    if (!run(whole)) {
      return Optional.empty();
    }
    try (DicomObject object = DicomReader.read(plain, Limits.DEFAULT)) {
      Path cells = file.resolveSibling(file.getFileName() + ".dcmtk");
      Files.write(cells, interleaved(object.dataSet()));
      return Optional.of(
          new Decoded(object.dataSet().string(Tag.PHOTOMETRIC_INTERPRETATION), cells));
    } finally {
      Files.delete(plain);
    }
  }

  /** Native little endian pixel data with the samples of each pixel side by side. */
  private static byte[] interleaved(DataSet image) throws IOException {
    byte[] value = image.get(Tag.PIXEL_DATA).bytes(Integer.MAX_VALUE);
    int samples = image.integer(Tag.SAMPLES_PER_PIXEL).orElse(1);
    if (samples == 1 || image.integer(Tag.PLANAR_CONFIGURATION).orElse(0) == 0) {
      return value;
    }
    int width = image.integer(Tag.BITS_ALLOCATED).orElseThrow() / 8;
    int pixels = image.integer(Tag.ROWS).orElseThrow() * image.integer(Tag.COLUMNS).orElseThrow();
    byte[] cells = new byte[value.length];
    int frame = pixels * samples * width;
    for (int from = 0; from + frame <= value.length; from += frame) {
      for (int i = 0; i < pixels * samples; i++) {
        int source = from + (i % samples * pixels + i / samples) * width;
        System.arraycopy(value, source, cells, from + i * width, width);
      }
    }
    return cells;
  }

  /** By gdcm, in a process that is started again where a file ended it. */
  Optional<Decoded> gdcm(Path file) throws IOException {
    if (gdcm == null || !gdcm.isAlive()) {
      gdcm =
          new ProcessBuilder("/usr/bin/python3", script.toString())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      toGdcm = gdcm.outputWriter(StandardCharsets.UTF_8);
      fromGdcm = gdcm.inputReader(StandardCharsets.UTF_8);
    }
    try {
      toGdcm.write(file + "\n");
      toGdcm.flush();
      String line = fromGdcm.readLine();
      if (line == null) {
        gdcm.destroyForcibly().onExit().join();
        return Optional.empty();
      }
      return line.equals("error")
          ? Optional.empty()
          : Optional.of(new Decoded(line, Path.of(file + ".gdcm")));
    } catch (IOException e) {
      // It ended while it was written to.
      gdcm.destroyForcibly().onExit().join();
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    if (gdcm != null) {
      gdcm.destroyForcibly();
    }
  }
}
