/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.codec;

/**
 * How native frames lie one behind the other (PS3.5 8.1.1, 8.1.2). All offsets are those of a
 * little endian value; a value of swapped words has each byte at its offset with the lowest bit
 * turned over.
 *
 * @param subsampled whether two pixels share their chrominance: Y Y Cb Cr (PS3.3 C.7.6.3.1.2)
 */
record NativeLayout(PixelFormat format, boolean subsampled) {

  /** Takes bytes of a value. */
  interface Bytes {

    /** Whether any offset of {@code [from, to)} is wanted. */
    boolean want(long from, long to);

    /** Sets the masked bits of the byte at an offset from the start of the first frame. */
    void set(long offset, int mask, int value);
  }

  /**
   * The layout of frames of which so many bytes are there.
   *
   * @throws CodecException when the format has no native layout
   */
  static NativeLayout of(PixelFormat format, int frames, long length) throws CodecException {
    switch (format.photometric()) {
      case YBR_PARTIAL_420, YBR_ICT, YBR_RCT ->
          throw new CodecException(CodecFault.UNSUPPORTED_PIXELS);
      case YBR_FULL_422 -> {
        // Some decoders leave the term of the compressed image on what they have upsampled.
        if (new NativeLayout(format, false).bytes(frames) <= length) {
          return new NativeLayout(format, false);
        }
        if (format.bitsAllocated() != 8 || format.planarConfiguration() != 0) {
          throw new CodecException(CodecFault.UNSUPPORTED_PIXELS);
        }
        if (format.columns() % 2 != 0) {
          throw new CodecException(CodecFault.BAD_PIXEL_DESCRIPTION);
        }
        return new NativeLayout(format, true);
      }
      default -> {
        return new NativeLayout(format, false);
      }
    }
  }

  long frameBits() {
    long pixels = (long) format.rows() * format.columns();
    return subsampled ? pixels * 16 : pixels * format.samples() * format.bitsAllocated();
  }

  /** Bytes of the first so many frames; frames of packed bits are not aligned to bytes. */
  long bytes(int frames) {
    return (frameBits() * frames + 7) / 8;
  }

  Photometric photometric() {
    return format.photometric() == Photometric.YBR_FULL_422
        ? Photometric.YBR_FULL
        : format.photometric();
  }

  /** Whether the bytes of a frame are the cells of a {@link Frame} as they stand. */
  boolean isPlain() {
    return !subsampled
        && format.bitsAllocated() != 1
        && (format.planarConfiguration() == 0 || format.samples() == 1);
  }

  /**
   * A frame of these bytes, which it may keep.
   *
   * @param firstBit where the frame begins in the first byte
   */
  Frame frame(byte[] bytes, int firstBit) {
    byte[] cells = isPlain() ? bytes : new byte[(int) format.frameBytes()];
    if (format.bitsAllocated() == 1) {
      for (int i = 0; i < cells.length; i++) {
        int bit = firstBit + i;
        cells[i] = (byte) ((bytes[bit >>> 3] >>> (bit & 7)) & 1);
      }
    } else if (subsampled) {
      for (int in = 0, out = 0; out < cells.length; in += 4, out += 6) {
        cells[out] = bytes[in];
        cells[out + 3] = bytes[in + 1];
        cells[out + 1] = cells[out + 4] = bytes[in + 2];
        cells[out + 2] = cells[out + 5] = bytes[in + 3];
      }
    } else if (!isPlain()) {
      interleave(bytes, cells, true);
    }
    return new Frame(
        format.rows(),
        format.columns(),
        format.samples(),
        format.cellBytes(),
        photometric(),
        cells);
  }

  /** The bytes of a frame alone, its first bit in the first byte. */
  byte[] bytes(Frame frame) {
    byte[] cells = frame.cells();
    if (isPlain()) {
      return cells;
    }
    byte[] bytes = new byte[(int) bytes(1)];
    if (format.bitsAllocated() == 1) {
      for (int i = 0; i < cells.length; i++) {
        bytes[i >>> 3] |= (byte) ((cells[i] & 1) << (i & 7));
      }
    } else if (subsampled) {
      for (int in = 0, out = 0; in < cells.length; in += 6, out += 4) {
        bytes[out] = cells[in];
        bytes[out + 1] = cells[in + 3];
        bytes[out + 2] = cells[in + 1];
        bytes[out + 3] = cells[in + 2];
      }
    } else {
      interleave(cells, bytes, false);
    }
    return bytes;
  }

  /** Fills the box of a patch in one frame. */
  void fill(int frame, Patch patch, Bytes bytes) {
    Box box = patch.box().within(format.columns(), format.rows());
    if (box.isEmpty()) {
      return;
    }
    for (int row = box.row(); row < box.bottom(); row++) {
      if (format.bitsAllocated() == 1) {
        fillBits(frame, row, box, patch, bytes);
      } else if (subsampled) {
        fillPairs(frame, row, box, patch, bytes);
      } else if (format.planarConfiguration() == 1) {
        for (int sample = 0; sample < format.samples(); sample++) {
          fillPlane(frame, row, sample, box, patch, bytes);
        }
      } else {
        fillPixels(frame, row, box, patch, bytes);
      }
    }
  }

  private void fillBits(int frame, int row, Box box, Patch patch, Bytes bytes) {
    long first = frame * frameBits() + (long) row * format.columns() + box.column();
    if (!bytes.want(first >>> 3, (first + box.width() + 7) >>> 3)) {
      return;
    }
    int value = (patch.cell(0) & 1) == 0 ? 0 : 0xFF;
    for (long bit = first; bit < first + box.width(); bit++) {
      bytes.set(bit >>> 3, 1 << (bit & 7), value);
    }
  }

  private void fillPairs(int frame, int row, Box box, Patch patch, Bytes bytes) {
    long start = (frameBits() * frame) / 8 + 2L * row * format.columns();
    if (!bytes.want(start, start + 2L * format.columns())) {
      return;
    }
    for (int column = box.column(); column < box.right(); column++) {
      long pair = start + 4L * (column / 2);
      bytes.set(pair + column % 2, 0xFF, patch.cell(0));
      bytes.set(pair + 2, 0xFF, patch.cell(1));
      bytes.set(pair + 3, 0xFF, patch.cell(2));
    }
  }

  private void fillPlane(int frame, int row, int sample, Box box, Patch patch, Bytes bytes) {
    int cellBytes = format.cellBytes();
    long plane = (long) sample * format.rows() + row;
    long at = frame * (frameBits() / 8) + (plane * format.columns() + box.column()) * cellBytes;
    if (!bytes.want(at, at + (long) box.width() * cellBytes)) {
      return;
    }
    int cell = patch.cell(sample);
    for (int i = 0; i < box.width() * cellBytes; i++) {
      bytes.set(at + i, 0xFF, cell >>> (8 * (i % cellBytes)));
    }
  }

  private void fillPixels(int frame, int row, Box box, Patch patch, Bytes bytes) {
    int cellBytes = format.cellBytes();
    long pixel = (long) row * format.columns() + box.column();
    long at = frame * (frameBits() / 8) + pixel * format.samples() * cellBytes;
    if (!bytes.want(at, at + (long) box.width() * format.samples() * cellBytes)) {
      return;
    }
    for (int column = 0; column < box.width(); column++) {
      for (int sample = 0; sample < format.samples(); sample++) {
        int cell = patch.cell(sample);
        for (int b = 0; b < cellBytes; b++) {
          bytes.set(at++, 0xFF, cell >>> (8 * b));
        }
      }
    }
  }

  /** Between plane by plane and pixel by pixel. */
  private void interleave(byte[] from, byte[] to, boolean fromPlanes) {
    int samples = format.samples();
    int cellBytes = format.cellBytes();
    int pixels = format.rows() * format.columns();
    for (int sample = 0; sample < samples; sample++) {
      int planar = sample * pixels * cellBytes;
      int mixed = sample * cellBytes;
      for (int pixel = 0; pixel < pixels; pixel++, mixed += samples * cellBytes) {
        for (int b = 0; b < cellBytes; b++, planar++) {
          if (fromPlanes) {
            to[mixed + b] = from[planar];
          } else {
            to[planar] = from[mixed + b];
          }
        }
      }
    }
  }
}
