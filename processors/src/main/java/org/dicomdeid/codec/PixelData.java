/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.codec;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.dicomdeid.dicom.DataSet;
import org.dicomdeid.dicom.Element;
import org.dicomdeid.dicom.Tag;
import org.dicomdeid.dicom.TransferSyntax;

/**
 * The frames of one image: that of an object, or an icon inside it. Reads from the object's source
 * when asked, one frame at a time; as little safe for concurrent use as that source.
 */
public final class PixelData {

  private final PixelFormat format;
  private final int frames;
  private final StoredFrames stored;

  private PixelData(PixelFormat format, int frames, StoredFrames stored) {
    this.format = format;
    this.frames = frames;
    this.stored = stored;
  }

  /** Whether there is Pixel Data (7FE0,0010). */
  public static boolean isIn(DataSet holder) {
    return holder.contains(Tag.PIXEL_DATA);
  }

  /**
   * Whether there are Float or Double Float Pixel Data (7FE0,0008), (7FE0,0009), which are not
   * decoded here (PS3.3 C.7.6.24, C.7.6.25).
   */
  public static boolean isFloatIn(DataSet holder) {
    return holder.contains(Tag.FLOAT_PIXEL_DATA) || holder.contains(Tag.DOUBLE_FLOAT_PIXEL_DATA);
  }

  /**
   * The frames of an image.
   *
   * @param holder a data set at the top, or an item of Icon Image Sequence
   * @param syntax of the object, also for an icon
   * @throws CodecException when the attributes contradict each other, frames are missing or cannot
   *     be told apart, or one is larger than the limit; NO_CODEC and UNSUPPORTED_PIXELS for what
   *     cannot be decoded here
   */
  public static PixelData of(DataSet holder, TransferSyntax syntax, PixelLimits limits)
      throws IOException {
    Element element = holder.get(Tag.PIXEL_DATA);
    if (element == null) {
      throw new CodecException(
          isFloatIn(holder) ? CodecFault.UNSUPPORTED_PIXELS : CodecFault.TRUNCATED_PIXELS);
    }
    PixelFormat format = PixelFormat.of(holder);
    int frames = PixelDescription.frames(holder);
    limits.check(format.frameBytes());
    return new PixelData(format, frames, stored(holder, element, syntax, format, frames, limits));
  }

  private static StoredFrames stored(
      DataSet holder,
      Element element,
      TransferSyntax syntax,
      PixelFormat format,
      int frames,
      PixelLimits limits)
      throws IOException {
    if (element.isEncapsulated()) {
      return new EncapsulatedFrames(holder, element, syntax, format, frames, limits);
    }
    // Only icons may be native where the syntax is encapsulated (PS3.5 A.4).
    if (element.isSequence() || (syntax.encapsulated() && holder.parent() == null)) {
      throw new CodecException(CodecFault.UNSUPPORTED_PIXELS);
    }
    return new NativeFrames(holder, element, syntax, format, frames);
  }

  public PixelFormat format() {
    return format;
  }

  /** Number of frames, at least 1. */
  public int frames() {
    return frames;
  }

  /**
   * Decodes a frame. Values outside Bits Stored are clamped where the transfer syntax is lossy, for
   * there they are what coding carried over the edge; in any other the unused bits are given as
   * they are, for whatever is in them was put there.
   *
   * @param frame from 0
   * @throws CodecException when it is damaged, or not what the header says
   */
  public Frame decode(int frame) throws IOException {
    return decode(frame, new UnusedBits(format));
  }

  /**
   * Decodes a frame in the same way.
   *
   * @param seen is shown the cells before they are clamped
   */
  public Frame decode(int frame, UnusedBits seen) throws IOException {
    Frame decoded = stored.coded(Objects.checkIndex(frame, frames));
    seen.see(decoded.cells(), 0, decoded.cells().length);
    stored.clamp(decoded);
    return decoded;
  }

  /**
   * Whether anything but zeros follows the last native frame. What follows the end of a compressed
   * frame only {@link Rewrite#dropHiddenBytes} finds.
   */
  public boolean hasExcess() throws IOException {
    return stored.hasExcess();
  }

  /**
   * Whether the bits outside Bits Stored hold anything but zeros, or the sign of signed values, in
   * any frame: overlays of old objects, or what lossy coding carried there. Native frames are only
   * read for it, others decoded.
   */
  public boolean hasUnusedBits() throws IOException {
    UnusedBits bits = new UnusedBits(format);
    if (bits.exist()) {
      stored.look(bits);
    }
    return bits.areUsed();
  }

  /**
   * Begins to rewrite the frames.
   *
   * @param spoolFolder where compressed frames that were changed wait when they are many, in a file
   *     that only its owner can read and that is gone when the rewrite is closed
   */
  public Rewrite rewrite(Path spoolFolder) {
    return stored.rewrite(spoolFolder);
  }

  /**
   * Changes to the frames of one image, all made at {@link #finish}. Keep it open until the object
   * is written: the new pixels are made, or wait in its spool, until then.
   */
  public abstract static sealed class Rewrite implements Closeable
      permits NativeRewrite, EncapsulatedRewrite {

    private final int frames;
    private final Map<Integer, List<Patch>> patches = new TreeMap<>();
    private boolean clear;
    private boolean drop;

    Rewrite(int frames) {
      this.frames = frames;
    }

    /** Fills boxes of a frame, counted from 0. */
    public void blank(int frame, List<Patch> boxes) {
      if (!boxes.isEmpty()) {
        patches
            .computeIfAbsent(Objects.checkIndex(frame, frames), f -> new ArrayList<>())
            .addAll(boxes);
      }
    }

    /**
     * Sets the bits outside Bits Stored of all cells to zero, above a negative value to its sign;
     * in a lossy transfer syntax clamps values that reach into them.
     */
    public void clearUnusedBits() {
      clear = true;
    }

    /**
     * Leaves out what no decoder shows: comments and application segments of compressed frames,
     * bytes behind the end of each, and of the last native one. The latter go with any change.
     */
    public void dropHiddenBytes() {
      drop = true;
    }

    /**
     * Stores compressed frames as native ones, as an icon may be whatever the transfer syntax of
     * its object (PS3.5 A.4): for icons whose object gets another one.
     */
    public abstract void storeNatively();

    /**
     * Puts the new pixels into the data set. Photometric Interpretation (0028,0004) and Planar
     * Configuration (0028,0006) change only where frames were coded anew in another transfer
     * syntax; Lossy Image Compression (0028,2110) to (0028,2114) stay, for what was lost stays lost
     * (PS3.3 C.7.6.1.1.5).
     *
     * @return the transfer syntax of the result
     * @throws CodecException when a frame cannot be decoded or coded
     */
    public final TransferSyntax finish() throws IOException {
      return apply();
    }

    abstract TransferSyntax apply() throws IOException;

    final Map<Integer, List<Patch>> patches() {
      return patches;
    }

    final boolean clears() {
      return clear;
    }

    final boolean drops() {
      return drop;
    }

    @Override
    public abstract void close() throws IOException;
  }
}
