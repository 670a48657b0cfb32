/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.dicomdeid.codec.CodecException;
import org.dicomdeid.codec.CodecFault;
import org.dicomdeid.codec.PixelData;
import org.dicomdeid.codec.PixelFormat;
import org.dicomdeid.dicom.DicomException;
import org.dicomdeid.dicom.DicomObject;
import org.dicomdeid.dicom.DicomReader;
import org.dicomdeid.dicom.Limits;

/** Decodes images of every syntax, depth, colour and sign beside dcmtk and gdcm. */
final class CodecMatrix {

  private static final int[][] SIZES = {{48, 64}, {61, 37}};

  private static final Set<String> NATIVE =
      Set.of(
          "1.2.840.10008.1.2",
          "1.2.840.10008.1.2.1",
          "1.2.840.10008.1.2.2",
          "1.2.840.10008.1.2.1.99");

  private final Path work;
  private final CodecPrograms programs;
  private final Map<String, CodecRow> rows = new TreeMap<>();
  private final List<String> open = new ArrayList<>();

  CodecMatrix(Path work, CodecPrograms programs) {
    this.work = work;
    this.programs = programs;
  }

  /** Makes images and tries them. */
  void made() throws IOException, InterruptedException {
    for (CodecKind kind : CodecKind.values()) {
      for (int i = 0; i < SIZES.length; i++) {
        made(kind, SIZES[i][0], SIZES[i][1], i == 1);
      }
    }
  }

  /**
   * @param second two frames, and colour plane by plane
   */
  private void made(CodecKind kind, int height, int width, boolean second)
      throws IOException, InterruptedException {
    int frames = second ? 2 : 1;
    PixelFormat format = kind.format(height, width);
    byte[] cells = kind.cells(height * frames, width, 7);
    byte[] original = kind == CodecKind.BITMAP ? CodecCells.packed(cells) : cells;
    Path plain = work.resolve(kind + "-" + height + ".dcm");
    boolean planar = second && kind.isColour();
    CodecFile.writeNative(
        plain,
        planar ? planar(format) : format,
        frames,
        planar ? planes(cells, format, frames) : original);
    int number = 0;
    for (CodecRecipe recipe : CodecRecipe.all()) {
      if (!recipe.fits().test(kind)) {
        continue;
      }
      Path file = work.resolve(kind + "-" + height + "-" + number++ + ".dcm");
      List<String> command = new ArrayList<>(recipe.command());
      command.addAll(List.of(plain.toString(), file.toString()));
      if (CodecPrograms.run(command)) {
        String recipeName = String.join(" ", recipe.command()) + " " + plain.getFileName();
        compare(
            file,
            recipe.syntax() + ", " + kind.title(),
            recipeName,
            Optional.of(original).filter(any -> recipe.lossless()));
      }
    }
  }

  private static PixelFormat planar(PixelFormat format) {
    return new PixelFormat(
        format.rows(),
        format.columns(),
        format.samples(),
        format.bitsAllocated(),
        format.bitsStored(),
        format.highBit(),
        format.signed(),
        format.photometric(),
        1);
  }

  private static byte[] planes(byte[] cells, PixelFormat format, int frames) {
    byte[] planes = new byte[cells.length];
    int width = format.cellBytes();
    int pixels = format.rows() * format.columns();
    int samples = format.samples();
    for (int i = 0; i < pixels * samples * frames; i++) {
      int frame = i / (pixels * samples);
      int inFrame = i % (pixels * samples);
      int to = frame * pixels * samples + inFrame % samples * pixels + inFrame / samples;
      System.arraycopy(cells, i * width, planes, to * width, width);
    }
    return planes;
  }

  /** Tries every file with pixels below a folder. */
  void real(Path folder) throws IOException, InterruptedException {
    List<Path> files;
    try (Stream<Path> walk = Files.walk(folder)) {
      files = walk.filter(Files::isRegularFile).sorted().toList();
    }
    int number = 0;
    for (Path file : files) {
      String syntax;
      try (DicomObject object = DicomReader.read(file, Limits.DEFAULT)) {
        if (!PixelData.isIn(object.dataSet())) {
          continue;
        }
        syntax = object.transferSyntax().uid();
      } catch (DicomException e) {
        continue;
      }
      // A copy: the programs write their results beside it.
      Path copy = work.resolve("real-" + folder.getFileName() + "-" + number++ + ".dcm");
      Files.copy(file, copy);
      compare(
          copy,
          "real: " + syntax.replace("1.2.840.10008.", ""),
          file.getFileName().toString(),
          Optional.empty());
    }
  }

  private void compare(Path file, String title, String recipe, Optional<byte[]> original)
      throws IOException, InterruptedException {
    CodecRow row = rows.computeIfAbsent(title, t -> new CodecRow());
    row.files++;
    String syntax;
    try (DicomObject object = DicomReader.read(file, Limits.DEFAULT)) {
      syntax = object.transferSyntax().uid();
    }
    Optional<CodecPrograms.Decoded> dcmtk = programs.dcmtk(file, syntax);
    Optional<CodecPrograms.Decoded> gdcm = programs.gdcm(file);
    CodecCells ours;
    try {
      ours = CodecCells.of(file);
    } catch (CodecException e) {
      // Of native images dcmtk only copies the value.
      boolean dcmtkReads = dcmtk.isPresent() && !NATIVE.contains(syntax);
      row.note(
          "refused: "
              + e.fault().code()
              + (dcmtkReads ? "" : ", not read by dcmtk")
              + (gdcm.isPresent() ? "" : ", not read by gdcm"));
      boolean onlyItsCoderReads = recipe.startsWith("dcm") && gdcm.isEmpty();
      boolean onPurpose = e.fault() == CodecFault.BAD_PIXEL_DESCRIPTION;
      if ((gdcm.isPresent() || dcmtkReads) && !onlyItsCoderReads && !onPurpose) {
        row.unexplained++;
        open.add(title + ": " + recipe + ": refused here: " + e.getMessage());
      }
      return;
    }
    row.decoded++;
    boolean asOriginal = original.isPresent() && ours.equalTo(original.get());
    boolean asDcmtk = agrees(row.dcmtk, ours, dcmtk);
    boolean asGdcm = agrees(row.gdcm, ours, gdcm);
    original.ifPresent(any -> row.original.add(asOriginal));
    if (original.isPresent() && !asOriginal) {
      row.note(
          asDcmtk && asGdcm
              ? "coder changed the picture: both references agree"
              : "not as the original");
    }
    boolean agreed = asOriginal || asDcmtk || asGdcm;
    if (dcmtk.isPresent() && !asDcmtk) {
      explain(row, "dcmtk", ours, dcmtk.get(), agreed, title + ": " + recipe);
    }
    if (gdcm.isPresent() && !asGdcm) {
      explain(row, "gdcm", ours, gdcm.get(), agreed, title + ": " + recipe);
    }
    if (dcmtk.isEmpty() && gdcm.isEmpty()) {
      row.note("read by neither reference");
    }
  }

  private static boolean agrees(
      CodecRow.Agreement agreement, CodecCells ours, Optional<CodecPrograms.Decoded> theirs)
      throws IOException {
    if (theirs.isEmpty()) {
      return false;
    }
    boolean same = ours.equalTo(Files.readAllBytes(theirs.get().cells()));
    agreement.add(same);
    return same;
  }

  private void explain(
      CodecRow row,
      String who,
      CodecCells ours,
      CodecPrograms.Decoded theirs,
      boolean agreedElsewhere,
      String recipe)
      throws IOException {
    byte[] cells = Files.readAllBytes(theirs.cells());
    String explanation = ours.explanation(cells, theirs.photometric());
    if (explanation == null && agreedElsewhere) {
      explanation = "alone, against the original or the other";
    }
    if (explanation != null) {
      row.note(who + " " + explanation);
      return;
    }
    long greatest = ours.greatestDifference(cells);
    if (greatest <= 1 && recipe.contains(".91")) {
      row.note(who + " by one, rounding of the irreversible transform");
      return;
    }
    row.unexplained++;
    row.note(who + " differs by up to " + greatest);
    open.add(
        recipe
            + ": "
            + who
            + " differs in "
            + ours.differentCells(cells)
            + " cells by up to "
            + greatest);
  }

  void print() {
    System.out.println(CodecRow.header());
    CodecRow sum = new CodecRow();
    rows.forEach(
        (title, row) -> {
          System.out.println(row.format(title));
          sum.add(row);
        });
    System.out.println(sum.format("all"));
    if (!open.isEmpty()) {
      System.out.println("\nopen differences");
      open.forEach(line -> System.out.println("  " + line));
    }
  }
}
