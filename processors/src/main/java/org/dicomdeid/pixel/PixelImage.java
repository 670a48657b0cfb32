/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.pixel;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.dicomdeid.codec.Box;
import org.dicomdeid.codec.Frame;
import org.dicomdeid.codec.Patch;
import org.dicomdeid.codec.PixelData;
import org.dicomdeid.codec.PixelFormat;
import org.dicomdeid.codec.PixelLimits;
import org.dicomdeid.dicom.DataSet;
import org.dicomdeid.dicom.TransferSyntax;

/**
 * An image with what its header says of it, taken down before the header is de-identified: its
 * pixels, how they are displayed, the device that made it.
 */
public final class PixelImage {

  /** A line is not much taller than any part of it. */
  private static final double LINE = 1.9;

  private static final double HALF = 0.5;

  /** What a part of a line has of its height in it; a line over or under it has less. */
  private static final double SAME_LINE = 0.8;

  /**
   * What lies in a line and is hardly longer than that is tall may be the middle of its letters.
   */
  private static final double NEARLY_ALL = 0.9;

  private static final double SHORT = 1.5;

  /** What reads as so many more characters than its share of the line is a text of its own. */
  private static final int FEW_MORE = 2;

  /** Strokes reach a little beyond what the detector marks. */
  private static final int BESIDE = 3;

  /** Ground around a line by which its tone is told: one part in so many of its height. */
  private static final int AROUND = 6;

  private final PixelData pixels;
  private final DisplayParameters display;
  private final DeviceFacts device;
  private final List<Box> ultrasoundRegions;

  private PixelImage(
      PixelData pixels,
      DisplayParameters display,
      DeviceFacts device,
      List<Box> ultrasoundRegions) {
    this.pixels = pixels;
    this.display = display;
    this.device = device;
    this.ultrasoundRegions = ultrasoundRegions;
  }

  /**
   * The image in a data set or in an item of an icon sequence; empty when it has no pixel data.
   *
   * @throws org.dicomdeid.codec.CodecException when its pixels cannot be decoded here
   */
  public static Optional<PixelImage> of(DataSet holder, TransferSyntax syntax, PixelLimits limits)
      throws IOException {
    if (!PixelData.isIn(holder) && !PixelData.isFloatIn(holder)) {
      return Optional.empty();
    }
    return Optional.of(
        new PixelImage(
            PixelData.of(holder, syntax, limits),
            DisplayParameters.of(holder),
            DeviceFacts.of(holder),
            UltrasoundRegions.of(holder)));
  }

  public PixelData pixels() {
    return pixels;
  }

  DisplayParameters display() {
    return display;
  }

  DeviceFacts device() {
    return device;
  }

  /** Regions of (0018,6011) that lie in the image. */
  public List<Box> ultrasoundRegions() {
    return ultrasoundRegions;
  }

  /** A frame, from 0, as a viewer shows it. */
  public Picture shown(int frame) throws IOException {
    return FrameValues.of(pixels.decode(frame), pixels.format(), display)
        .shown(pixels.format(), display);
  }

  /** A frame, from 0, as a viewer would show it after {@link #blank}. */
  public Picture shownBlanked(int frame, PixelFindings findings) throws IOException {
    Frame decoded = pixels.decode(frame);
    patches(decoded, findings.redactedOn(frame)).forEach(decoded::apply);
    return FrameValues.of(decoded, pixels.format(), display).shown(pixels.format(), display);
  }

  /**
   * Blanks what was found, and all that no viewer shows: comments in streams, bytes after the last
   * frame, bits outside those stored.
   *
   * @return the transfer syntax of the result
   */
  public TransferSyntax blank(PixelFindings findings, PixelData.Rewrite rewrite)
      throws IOException {
    for (int frame = 0; frame < pixels.frames(); frame++) {
      List<Finding> here = findings.redactedOn(frame);
      if (!here.isEmpty()) {
        rewrite.blank(frame, patches(pixels.decode(frame), here));
      }
    }
    if (findings.unusedBits()) {
      rewrite.clearUnusedBits();
    }
    rewrite.dropHiddenBytes();
    return rewrite.finish();
  }

  List<Patch> patches(Frame frame, List<Finding> findings) {
    PixelFormat format = pixels.format();
    Blanking blanking =
        new Blanking(frame, FrameValues.of(frame, format, display), format, display);
    List<Patch> patches = new ArrayList<>();
    List<Finding> texts = new ArrayList<>();
    for (Finding finding : findings) {
      if (finding.kind() == Finding.Kind.TEXT) {
        texts.add(finding);
      } else {
        patches.add(blanking.black(finding.box()));
      }
    }
    texts.sort(Comparator.comparingLong((Finding text) -> text.box().area()).reversed());
    patches.addAll(textPatches(blanking, texts));
    return patches;
  }

  /** Smaller boxes over larger ones, but a part of a line is filled as the line is. */
  static List<Patch> textPatches(Blanking blanking, List<Finding> largestFirst) {
    List<Finding> lines = new ArrayList<>();
    List<Patch> patches = new ArrayList<>();
    for (Finding text : largestFirst) {
      if (lines.stream().anyMatch(line -> isPartOfLine(text, line))) {
        patches.addAll(blanking.patches(text.box()));
      } else {
        lines.add(text);
      }
    }
    for (Finding line : lines) {
      patches.addAll(blanking.patches(line.box()));
    }
    // Where boxes overlap, a line is filled as it needs it, not as its neighbour's box does.
    for (Finding line : lines) {
      List<Box> shared =
          lines.stream()
              .filter(it -> !it.equals(line))
              .map(it -> it.box().intersection(line.box()))
              .filter(box -> !box.isEmpty())
              .toList();
      if (!shared.isEmpty()) {
        int size = Math.min(line.line().width(), line.line().height());
        int around = Math.max(BESIDE, size / AROUND);
        for (Patch patch : blanking.patches(line.line().grown(around, around))) {
          shared.stream()
              .filter(patch.box()::intersects)
              .forEach(box -> patches.add(patch.within(box)));
        }
      }
    }
    return patches;
  }

  /** Whether a text is a part of a line that was detected once more, rather than one over it. */
  static boolean isPartOfLine(Finding text, Finding whole) {
    Box part = text.box();
    Box line = whole.box();
    boolean lying = line.width() >= line.height();
    double share = (double) along(part, lying) / along(line, lying);
    if (text.characters() > whole.characters() * share + FEW_MORE) {
      return false;
    }
    Box both = part.intersection(line);
    double partSize = Math.min(part.width(), part.height());
    double lineSize = Math.min(line.width(), line.height());
    return (along(both, !lying) >= SAME_LINE * along(part, !lying)
            && both.area() >= HALF * part.area()
            && lineSize <= LINE * partSize)
        || (both.area() >= NEARLY_ALL * part.area()
            && Math.max(part.width(), part.height()) <= SHORT * lineSize);
  }

  private static int along(Box box, boolean lying) {
    return lying ? box.width() : box.height();
  }
}
