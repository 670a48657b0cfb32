/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.codec;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.function.IntPredicate;
import org.dicomdeid.dicom.ByteSource;
import org.dicomdeid.dicom.DataSet;
import org.dicomdeid.dicom.Element;
import org.dicomdeid.dicom.Tag;

/**
 * Which fragments make up each frame (PS3.5 A.4): as an offset table says that fits the fragments,
 * else one fragment each, else by where streams begin.
 */
final class FragmentMap {

  private static final int ITEM_HEADER = 8;
  private static final int SIGNATURE = 8;

  /** SOI and a marker: JPEG, JPEG-LS. */
  private static final byte[] JPEG = {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF};

  /** SOC and SIZ: a JPEG 2000 codestream. */
  private static final byte[] JPEG_2000 = {(byte) 0xFF, 0x4F, (byte) 0xFF, 0x51};

  /** A JP2 signature box, which has no place there and is found there. */
  private static final byte[] JP2 = {0, 0, 0, 12, 'j', 'P', ' ', ' '};

  private final ByteSource source;

  /** Offset and length of each fragment in turn, the Basic Offset Table first. */
  private final long[] places;

  /** The first fragment of each frame, then one more than the last; from 1. */
  private final int[] firsts;

  private FragmentMap(ByteSource source, long[] places, int[] firsts) {
    this.source = source;
    this.places = places;
    this.firsts = firsts;
  }

  /**
   * @throws CodecException BAD_FRAMES when the fragments cannot be so many frames
   */
  static FragmentMap of(DataSet holder, Element element, int frames) throws IOException {
    FragmentMap all = new FragmentMap(element.span().source(), element.fragments(), new int[] {1});
    return new FragmentMap(all.source, all.places, all.firsts(holder, frames));
  }

  ByteSource source() {
    return source;
  }

  /** Whether the Basic Offset Table has entries. */
  boolean hasBasicTable() {
    return places[1] > 0;
  }

  /** The first fragment of a frame. */
  int first(int frame) {
    return firsts[frame];
  }

  /** The fragment behind the last of a frame. */
  int end(int frame) {
    return firsts[frame + 1];
  }

  long offset(int fragment) {
    return places[2 * fragment];
  }

  long length(int fragment) {
    return places[2 * fragment + 1];
  }

  /** Bytes of a frame, all its fragments together. */
  long frameLength(int frame) {
    long length = 0;
    for (int fragment = first(frame); fragment < end(frame); fragment++) {
      length += length(fragment);
    }
    return length;
  }

  private int[] firsts(DataSet holder, int frames) throws IOException {
    int end = places.length / 2;
    if (end - 1 < frames) {
      throw new CodecException(CodecFault.BAD_FRAMES);
    }
    if (frames == 1) {
      return new int[] {1, end};
    }
    int[] firsts = extendedTable(holder, frames);
    if (firsts == null) {
      firsts = basicTable(frames);
    }
    if (firsts == null) {
      firsts = those(frames, fragment -> length(fragment) > 0, false);
    }
    if (firsts == null) {
      firsts = scanned(frames);
    }
    if (firsts == null) {
      throw new CodecException(CodecFault.BAD_FRAMES);
    }
    return firsts;
  }

  /** PS3.3 C.7.6.3.1.8; null when it is missing or fits no fragments. */
  private int[] extendedTable(DataSet holder, int frames) throws IOException {
    Element table = holder.get(Tag.EXTENDED_OFFSET_TABLE);
    if (table == null || table.isSequence() || table.length() != 8L * frames) {
      return null;
    }
    ByteBuffer bytes = littleEndian(table.bytes(8 * frames));
    return matched(frames, frame -> bytes.getLong(8 * frame));
  }

  /** PS3.5 A.4; null when it is empty or fits no fragments. */
  private int[] basicTable(int frames) throws IOException {
    if (length(0) != 4L * frames) {
      return null;
    }
    byte[] table = new byte[4 * frames];
    source.read(offset(0), table, 0, table.length);
    ByteBuffer bytes = littleEndian(table);
    return matched(frames, frame -> Integer.toUnsignedLong(bytes.getInt(4 * frame)));
  }

  private interface Offsets {
    long of(int frame);
  }

  private int[] matched(int frames, Offsets offsets) {
    int end = places.length / 2;
    int[] firsts = new int[frames + 1];
    int fragment = 1;
    for (int frame = 0; frame < frames; frame++) {
      long wanted = offsets.of(frame);
      while (fragment < end && offset(fragment) - offset(1) < wanted) {
        fragment++;
      }
      boolean repeated = frame > 0 && firsts[frame - 1] == fragment;
      if (fragment == end || offset(fragment) - offset(1) != wanted || repeated) {
        return null;
      }
      firsts[frame] = fragment;
    }
    firsts[frames] = end;
    // No fragment may lie before the first frame.
    return firsts[0] == 1 ? firsts : null;
  }

  /** Frames begin where streams do, after one that has ended; else wherever streams begin. */
  private int[] scanned(int frames) throws IOException {
    int end = places.length / 2;
    boolean[] begins = new boolean[end];
    boolean[] ends = new boolean[end];
    for (int fragment = 1; fragment < end; fragment++) {
      begins[fragment] = begins(fragment);
      ends[fragment] = ends(fragment);
    }
    ends[0] = true;
    int[] firsts = those(frames, fragment -> begins[fragment] && ends[fragment - 1], true);
    return firsts != null ? firsts : those(frames, fragment -> begins[fragment], true);
  }

  /** Null unless as many fragments as frames begin a frame, the first among them if so wished. */
  private int[] those(int frames, IntPredicate beginsFrame, boolean fromFirst) {
    int end = places.length / 2;
    int[] firsts = new int[frames + 1];
    int found = 0;
    for (int fragment = 1; fragment < end; fragment++) {
      if (beginsFrame.test(fragment)) {
        if (found == frames) {
          return null;
        }
        firsts[found++] = fragment;
      }
    }
    firsts[frames] = end;
    return found == frames && (!fromFirst || firsts[0] == 1) ? firsts : null;
  }

  private boolean begins(int fragment) throws IOException {
    byte[] start = new byte[(int) Math.min(SIGNATURE, length(fragment))];
    source.read(offset(fragment), start, 0, start.length);
    return startsWith(start, JPEG) || startsWith(start, JPEG_2000) || startsWith(start, JP2);
  }

  /** Whether a fragment ends with EOI or EOC, which are one marker, and no more than padding. */
  private boolean ends(int fragment) throws IOException {
    byte[] tail = new byte[(int) Math.min(3, length(fragment))];
    source.read(offset(fragment) + length(fragment) - tail.length, tail, 0, tail.length);
    int n = tail.length;
    if (n == 3 && tail[2] == 0) {
      n--;
    }
    return n >= 2 && tail[n - 2] == (byte) 0xFF && tail[n - 1] == (byte) 0xD9;
  }

  private static boolean startsWith(byte[] bytes, byte[] signature) {
    return bytes.length >= signature.length
        && Arrays.equals(bytes, 0, signature.length, signature, 0, signature.length);
  }

  private static ByteBuffer littleEndian(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** The item headers between fragments, for offset tables. */
  static long withHeader(long length) {
    return length + (length & 1) + ITEM_HEADER;
  }
}
