/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.dicom;

import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;

/**
 * Bytes put together from stretches of other sources and from new ones. Nothing is copied: the
 * sources stay open as long as this is used, and closing this closes none of them.
 */
public final class SplicedSource implements ByteSource {

  /** Takes a stretch of a source. */
  @FunctionalInterface
  interface Stretches {
    void take(ByteSource source, long from, long to);
  }

  /** Puts stretches one behind the other. */
  public static final class Builder {

    private ByteSource[] sources = new ByteSource[8];
    private long[] froms = new long[8];
    private long[] starts = new long[8];
    private int count;
    private long size;

    private Builder() {}

    /** Adds {@code [from, to)} of a source. */
    public Builder append(ByteSource source, long from, long to) {
      if (source instanceof SplicedSource spliced) {
        spliced.stretches(from, to, this::add);
      } else {
        add(source, from, to);
      }
      return this;
    }

    /** Adds new bytes, which are not copied. */
    public Builder append(byte[] bytes) {
      add(new MemorySource(bytes), 0, bytes.length);
      return this;
    }

    /** Bytes so far. */
    public long size() {
      return size;
    }

    public SplicedSource build() {
      return new SplicedSource(
          Arrays.copyOf(sources, count),
          Arrays.copyOf(froms, count),
          Arrays.copyOf(starts, count),
          size);
    }

    private void add(ByteSource source, long from, long to) {
      if (from < 0 || to < from || to > source.size()) {
        throw new IndexOutOfBoundsException("not a stretch of the source");
      }
      if (from == to) {
        return;
      }
      int last = count - 1;
      boolean follows =
          count > 0 && sources[last] == source && froms[last] + size - starts[last] == from;
      if (!follows) {
        if (count == sources.length) {
          sources = Arrays.copyOf(sources, 2 * count);
          froms = Arrays.copyOf(froms, 2 * count);
          starts = Arrays.copyOf(starts, 2 * count);
        }
        sources[count] = source;
        froms[count] = from;
        starts[count] = size;
        count++;
      }
      size += to - from;
    }
  }

  private final ByteSource[] sources;

  /** Where each stretch begins in its source. */
  private final long[] froms;

  /** Where each stretch begins in this. */
  private final long[] starts;

  private final long size;

  private SplicedSource(ByteSource[] sources, long[] froms, long[] starts, long size) {
    this.sources = sources;
    this.froms = froms;
    this.starts = starts;
    this.size = size;
  }

  public static Builder builder() {
    return new Builder();
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public void read(long position, byte[] target, int from, int length) throws IOException {
    if (position < 0 || length > size - position) {
      throw new EOFException();
    }
    int done = 0;
    for (int i = length == 0 ? 0 : stretchAt(position); done < length; i++) {
      long inside = position + done - starts[i];
      int n = (int) Math.min(end(i) - starts[i] - inside, length - done);
      sources[i].read(froms[i] + inside, target, from + done, n);
      done += n;
    }
  }

  @Override
  public void close() {}

  /** What {@code [from, to)} is made of, in order. */
  void stretches(long from, long to, Stretches taker) {
    for (int i = from == to ? starts.length : stretchAt(from);
        i < starts.length && starts[i] < to;
        i++) {
      long first = Math.max(from, starts[i]);
      long last = Math.min(to, end(i));
      taker.take(sources[i], froms[i] + first - starts[i], froms[i] + last - starts[i]);
    }
  }

  private int stretchAt(long position) {
    int found = Arrays.binarySearch(starts, position);
    return found >= 0 ? found : -found - 2;
  }

  private long end(int stretch) {
    return stretch + 1 < starts.length ? starts[stretch + 1] : size;
  }
}
