/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.codec;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.dicomdeid.dicom.ByteSource;
import org.dicomdeid.dicom.MemorySource;

/** Where frames of one fragment each begin (PS3.5 A.4, PS3.3 C.7.6.3.1.8). */
final class OffsetTables {

  private static final long MAX_BASIC = 0xFFFFFFFFL;

  private final long[] offsets;
  private final long[] lengths;

  private OffsetTables(long[] offsets, long[] lengths) {
    this.offsets = offsets;
    this.lengths = lengths;
  }

  static OffsetTables of(List<? extends ByteSource> frames) {
    long[] offsets = new long[frames.size()];
    long[] lengths = new long[frames.size()];
    long next = 0;
    for (int i = 0; i < offsets.length; i++) {
      offsets[i] = next;
      lengths[i] = frames.get(i).size();
      next += FragmentMap.withHeader(lengths[i]);
    }
    return new OffsetTables(offsets, lengths);
  }

  /** The Basic Offset Table: empty when it need not be filled, or cannot. */
  MemorySource basic(boolean filled) {
    if (!filled || offsets[offsets.length - 1] > MAX_BASIC) {
      return new MemorySource(new byte[0]);
    }
    ByteBuffer bytes = ByteBuffer.allocate(4 * offsets.length).order(ByteOrder.LITTLE_ENDIAN);
    for (long offset : offsets) {
      bytes.putInt((int) offset);
    }
    return new MemorySource(bytes.array());
  }

  byte[] offsets() {
    return bytes(offsets);
  }

  byte[] lengths() {
    return bytes(lengths);
  }

  private static byte[] bytes(long[] values) {
    ByteBuffer bytes = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    for (long value : values) {
      bytes.putLong(value);
    }
    return bytes.array();
  }
}
