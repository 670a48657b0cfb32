/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.codec;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.dicomdeid.dicom.EditedSource;

/** Native frames with boxes filled, unused bits cleared, and nothing behind the last frame. */
final class NativeEdit extends EditedSource {

  private final NativeLayout layout;
  private final int frames;
  private final Map<Integer, List<Patch>> patches;
  private final UnusedBits unused;
  private final long start;
  private final long length;
  private final int swap;

  /**
   * @param unused null to leave unused bits alone
   */
  NativeEdit(NativeFrames frames, Map<Integer, List<Patch>> patches, UnusedBits unused) {
    super(frames.source());
    this.layout = frames.layout();
    this.frames = frames.count();
    this.patches = patches;
    this.unused = unused;
    this.start = frames.start();
    this.length = frames.length();
    this.swap = frames.swap();
  }

  @Override
  protected void edit(long position, byte[] bytes, int from, int length) throws IOException {
    long first = Math.max(position, start) - start;
    long last = Math.min(position + length, start + this.length) - start;
    if (first < last) {
      // Where the value's first byte would be.
      long zero = from + start - position;
      if (unused != null) {
        clear(first, Math.min(last, cellsEnd()), bytes, zero);
      }
      if (!patches.isEmpty()) {
        fill(new Stretch(first, last, bytes, zero));
      }
      cut(first, last, bytes, zero);
    }
  }

  private long cellsEnd() {
    int cellBytes = layout.format().cellBytes();
    return layout.format().bitsAllocated() == 1
        ? 0
        : layout.bytes(frames) / cellBytes * cellBytes + swapTail();
  }

  /** A swapped odd cell of 8 bits lies one byte further on. */
  private int swapTail() {
    return swap == 1 ? (int) (layout.bytes(frames) & 1) : 0;
  }

  private void clear(long first, long last, byte[] bytes, long zero) throws IOException {
    if (first >= last) {
      return;
    }
    int cellBytes = layout.format().cellBytes();
    long inner = (first + cellBytes - 1) / cellBytes * cellBytes;
    long outer = Math.max(inner, last / cellBytes * cellBytes);
    if (first < inner) {
      clearPart(inner - cellBytes, first, Math.min(last, inner), bytes, zero);
    }
    if (inner < outer) {
      unused.clear(bytes, (int) (zero + inner), (int) (zero + outer), swap);
    }
    if (outer < last) {
      clearPart(outer, outer, last, bytes, zero);
    }
  }

  /** Clears those bytes of a cell that were asked for. */
  private void clearPart(long cell, long first, long last, byte[] bytes, long zero)
      throws IOException {
    byte[] whole = new byte[layout.format().cellBytes()];
    original().read(start + cell, whole, 0, whole.length);
    unused.clear(whole, 0, whole.length, swap);
    System.arraycopy(
        whole, (int) (first - cell), bytes, (int) (zero + first), (int) (last - first));
  }

  private void fill(Stretch stretch) {
    long firstBit = (stretch.first & ~swap) * 8;
    long lastBit = ((stretch.last + swap) & ~swap) * 8 - 1;
    long last = Math.min(frames - 1L, lastBit / layout.frameBits());
    for (long frame = firstBit / layout.frameBits(); frame <= last; frame++) {
      for (Patch patch : patches.getOrDefault((int) frame, List.of())) {
        layout.fill((int) frame, patch, stretch);
      }
    }
  }

  private void cut(long first, long last, byte[] bytes, long zero) {
    long end = layout.bytes(frames);
    int bits = (int) ((layout.frameBits() * frames) & 7);
    for (long at = Math.max(first, (end - 1) & ~swap); at < last; at++) {
      long offset = at ^ swap;
      if (offset >= end) {
        bytes[(int) (zero + at)] = 0;
      } else if (offset == end - 1 && bits != 0) {
        bytes[(int) (zero + at)] &= (byte) ((1 << bits) - 1);
      }
    }
  }

  /** The bytes of a value that are in an array. */
  private final class Stretch implements NativeLayout.Bytes {
    final long first;
    final long last;
    private final byte[] bytes;
    private final long zero;

    Stretch(long first, long last, byte[] bytes, long zero) {
      this.first = first;
      this.last = last;
      this.bytes = bytes;
      this.zero = zero;
    }

    @Override
    public boolean want(long from, long to) {
      return from - swap < last && to + swap > first;
    }

    @Override
    public void set(long offset, int mask, int value) {
      long at = offset ^ swap;
      if (at >= first && at < last) {
        int index = (int) (zero + at);
        bytes[index] = (byte) ((bytes[index] & ~mask) | (value & mask));
      }
    }
  }
}
