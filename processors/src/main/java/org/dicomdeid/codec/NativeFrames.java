/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.codec;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.dicomdeid.dicom.ByteSource;
import org.dicomdeid.dicom.DataSet;
import org.dicomdeid.dicom.Element;
import org.dicomdeid.dicom.MemorySource;
import org.dicomdeid.dicom.TransferSyntax;
import org.dicomdeid.dicom.VR;

/** Frames that are not compressed (PS3.5 8.1). */
final class NativeFrames implements StoredFrames {

  private static final int CHUNK = 128 * 1024;

  private final DataSet holder;
  private final Element element;
  private final TransferSyntax syntax;
  private final NativeLayout layout;
  private final int count;
  private final ByteSource source;
  private final long start;
  private final long length;
  private final int swap;

  /**
   * @throws CodecException TRUNCATED_PIXELS when fewer bytes are there than frames need
   */
  NativeFrames(
      DataSet holder, Element element, TransferSyntax syntax, PixelFormat format, int count)
      throws IOException {
    this.holder = holder;
    this.element = element;
    this.syntax = syntax;
    this.count = count;
    this.length = element.length();
    this.layout = NativeLayout.of(format, count, length);
    Element.Span span = element.span();
    this.source = span == null ? new MemorySource(element.bytes(Integer.MAX_VALUE)) : span.source();
    this.start = span == null ? 0 : span.valueStart();
    // Words are swapped, and cells of 8 bits only where they are stored as words (PS3.5 7.3,
    // 8.1.2).
    boolean words = format.bitsAllocated() > 8 || element.vr() == VR.OW;
    this.swap = holder.encoding().isBigEndian() && words ? 1 : 0;
    if ((length & ~swap) < layout.bytes(count)) {
      throw new CodecException(CodecFault.TRUNCATED_PIXELS);
    }
  }

  DataSet holder() {
    return holder;
  }

  Element element() {
    return element;
  }

  TransferSyntax syntax() {
    return syntax;
  }

  NativeLayout layout() {
    return layout;
  }

  int count() {
    return count;
  }

  ByteSource source() {
    return source;
  }

  /** Where the value begins in the source. */
  long start() {
    return start;
  }

  long length() {
    return length;
  }

  /** 1 where the bytes of each pair are swapped, else 0. */
  int swap() {
    return swap;
  }

  @Override
  public Frame coded(int frame) throws IOException {
    long firstBit = layout.frameBits() * frame;
    long from = firstBit >>> 3;
    long to = (firstBit + layout.frameBits() + 7) >>> 3;
    // In pairs where they are swapped; the value has whole pairs as far as frames go.
    long first = from & ~swap;
    byte[] bytes = new byte[(int) (((to + swap) & ~swap) - first)];
    source.read(start + first, bytes, 0, bytes.length);
    if (swap == 1) {
      swapPairs(bytes);
      if (bytes.length != to - from) {
        bytes = Arrays.copyOfRange(bytes, (int) (from - first), (int) (to - first));
      }
    }
    return layout.frame(bytes, (int) (firstBit & 7));
  }

  @Override
  public boolean clamp(Frame frame) {
    return false;
  }

  @Override
  public boolean hasExcess() throws IOException {
    long end = layout.bytes(count);
    int bits = (int) ((layout.frameBits() * count) & 7);
    if (bits != 0) {
      byte[] last = new byte[1];
      source.read(start + ((end - 1) ^ swap), last, 0, 1);
      if ((last[0] & 0xFF) >>> bits != 0) {
        return true;
      }
    }
    long at = end & ~swap;
    byte[] chunk = new byte[(int) Math.min(CHUNK, length - at)];
    while (at < length) {
      int n = (int) Math.min(chunk.length, length - at);
      source.read(start + at, chunk, 0, n);
      for (int i = 0; i < n; i++) {
        if (chunk[i] != 0 && ((at + i) ^ swap) >= end) {
          return true;
        }
      }
      at += n;
    }
    return false;
  }

  @Override
  public void look(UnusedBits bits) throws IOException {
    long end = layout.bytes(count);
    byte[] chunk = new byte[(int) Math.min(CHUNK, end + swap)];
    for (long at = 0; at < end && !bits.areUsed(); ) {
      int n = (int) Math.min(chunk.length, ((end + swap) & ~swap) - at);
      source.read(start + at, chunk, 0, n);
      if (swap == 1) {
        swapPairs(chunk);
      }
      bits.see(chunk, 0, (int) Math.min(n, end - at));
      at += n;
    }
  }

  @Override
  public PixelData.Rewrite rewrite(Path spoolFolder) {
    return new NativeRewrite(this);
  }

  private static void swapPairs(byte[] bytes) {
    for (int i = 0; i + 1 < bytes.length; i += 2) {
      byte even = bytes[i];
      bytes[i] = bytes[i + 1];
      bytes[i + 1] = even;
    }
  }
}
