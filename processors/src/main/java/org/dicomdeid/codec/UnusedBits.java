/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.codec;

/**
 * The bits of a cell that are no part of its value (PS3.5 8.1.1), in which old objects hide
 * overlays. Above a signed value they may repeat its sign.
 */
public final class UnusedBits {

  private final int cellBytes;
  private final int stored;
  private final int sign;
  private final int extension;

  /** The greatest cell that holds a value. */
  private final int most;

  private boolean odd;
  private boolean extended;
  private boolean plain;

  public UnusedBits(PixelFormat format) {
    int bits = format.cellBytes() * 8;
    // Cells of one bit have none but that, and are unpacked into a byte each.
    boolean packed = format.bitsAllocated() == 1;
    int below = upTo(packed ? 7 : format.highBit());
    this.cellBytes = format.cellBytes();
    this.stored = packed ? below : below & ~upTo(format.highBit() - format.bitsStored());
    this.sign = format.signed() && !packed ? 1 << format.highBit() : 0;
    this.extension = sign == 0 ? 0 : upTo(bits - 1) & ~below;
    this.most = below & ~sign;
  }

  /** Whether the format has such bits at all. */
  public boolean exist() {
    return (upTo(cellBytes * 8 - 1) & ~stored) != 0;
  }

  /** Looks at cells, little endian. */
  public void see(byte[] cells, int from, int to) {
    if (!exist()) {
      return;
    }
    if (sign == 0 && cellBytes == 2) {
      seeUnsignedPairs(cells, from, to);
      return;
    }
    for (int i = from; i + cellBytes <= to; i += cellBytes) {
      int cell = cell(cells, i, 0);
      int unused = cell & ~stored;
      if ((cell & sign) == 0) {
        odd |= unused != 0;
      } else if (unused == 0) {
        plain = true;
      } else if (unused == extension) {
        extended = true;
      } else {
        odd = true;
      }
    }
  }

  /** What most large images have, in a loop that does no more than it must. */
  private void seeUnsignedPairs(byte[] cells, int from, int to) {
    int low = 0;
    int high = 0;
    for (int i = from; i + 2 <= to; i += 2) {
      low |= cells[i];
      high |= cells[i + 1];
    }
    odd |= (((low & 0xFF) | (high & 0xFF) << 8) & ~stored) != 0;
  }

  /**
   * Whether what was seen so far holds something in these bits that is not the sign: also when some
   * negative values repeat it and some do not, which is a picture too.
   */
  public boolean areUsed() {
    return odd || (extended && plain);
  }

  /**
   * Brings the cells of a frame that was decoded from a lossy transfer syntax, little endian, back
   * into the range of the value: coding with loss carries values of all allocated bits over its
   * edge. Never to be used on others: what is in these bits there somebody put in, and clamped it
   * would be a white picture in the bits that everybody sees.
   *
   * <p>Signed cells are whole as soon as one of them has more than the stored bits; else they are
   * those of a writer that coded the stored bits alone, and none can be told to lie outside.
   *
   * @return whether a cell changed
   */
  boolean clamp(byte[] cells) {
    boolean whole = sign == 0;
    for (int i = 0; i < cells.length && !whole; i += cellBytes) {
      whole = (cell(cells, i, 0) & extension) != 0;
    }
    boolean changed = false;
    int least = sign == 0 ? 0 : ~most;
    int up = sign == 0 ? 0 : 32 - 8 * cellBytes;
    for (int i = 0; whole && i < cells.length; i += cellBytes) {
      int value = cell(cells, i, 0) << up >> up;
      int clamped = Math.max(least, Math.min(most, value));
      if (clamped != value) {
        changed = true;
        put(cells, i, 0, clamped);
      }
    }
    return changed;
  }

  /**
   * Gives these bits the one meaning that they may have, the sign of a signed value, else zero.
   *
   * @param swap 1 where the bytes of each pair are swapped, else 0
   * @return whether a cell changed
   */
  boolean clear(byte[] cells, int from, int to, int swap) {
    boolean changed = false;
    int turned = cellBytes == 1 ? 0 : swap;
    for (int i = from; i + cellBytes <= to; i += cellBytes) {
      int cell = cell(cells, i, turned);
      int cleared = cell & stored;
      if ((cell & sign) != 0) {
        cleared |= extension;
      }
      if (cleared != cell) {
        changed = true;
        put(cells, i, turned, cleared);
      }
    }
    return changed;
  }

  private void put(byte[] cells, int at, int swap, int cell) {
    for (int b = 0; b < cellBytes; b++) {
      cells[at + (b ^ swap)] = (byte) (cell >>> (8 * b));
    }
  }

  private int cell(byte[] cells, int at, int swap) {
    if (cellBytes == 1) {
      return cells[at] & 0xFF;
    }
    int cell = (cells[at + swap] & 0xFF) | (cells[at + (1 ^ swap)] & 0xFF) << 8;
    return cellBytes == 2
        ? cell
        : cell | (cells[at + (2 ^ swap)] & 0xFF) << 16 | cells[at + (3 ^ swap)] << 24;
  }

  /** Bits 0 to {@code bit}. */
  private static int upTo(int bit) {
    return bit < 0 ? 0 : bit >= 31 ? -1 : (1 << (bit + 1)) - 1;
  }
}
