/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.dicom;

import java.io.IOException;

/** Hands stretches of a source and new bytes to a sink; small ones share a buffer. */
final class SinkOutput {

  private static final int STAGING = 16 * 1024;
  private static final int SMALL = 2 * 1024;
  private static final int CHUNK = 128 * 1024;

  private final DicomSink sink;
  private final InputDigest digest;
  private final byte[] staging = new byte[STAGING];
  private int staged;
  private byte[] chunk;
  private ByteSource chunkSource;
  private long chunkStart;
  private int chunkFilled;

  /**
   * @param digest null when nobody asks for it
   */
  SinkOutput(DicomSink sink, InputDigest digest) {
    this.sink = sink;
    this.digest = digest;
  }

  /** Header bytes that are in the source. */
  void copy(ByteSource source, long from, long to) throws IOException {
    byte[] array = source.array();
    if (array != null) {
      put(array, (int) from, (int) (to - from));
      return;
    }
    for (long at = from; at < to; ) {
      int index = load(source, at);
      int n = (int) Math.min(chunkFilled - index, to - at);
      put(chunk, index, n);
      at += n;
    }
  }

  /** New header bytes. */
  void put(byte[] bytes, int offset, int length) throws IOException {
    if (length > STAGING - staged) {
      flush();
    }
    if (length > SMALL) {
      flush();
      sink.header(bytes, offset, length);
    } else {
      System.arraycopy(bytes, offset, staging, staged, length);
      staged += length;
    }
  }

  /** Pixel data that are in the source. */
  void copyBulk(ByteSource source, long from, long to) throws IOException {
    flush();
    byte[] array = source.array();
    if (array != null) {
      sink.bulk(array, (int) from, (int) (to - from));
      return;
    }
    for (long at = from; at < to; ) {
      int index = load(source, at);
      int n = (int) Math.min(chunkFilled - index, to - at);
      sink.bulk(chunk, index, n);
      at += n;
    }
  }

  /** New pixel data. */
  void putBulk(byte[] bytes) throws IOException {
    flush();
    sink.bulk(bytes, 0, bytes.length);
  }

  /** Hands everything to the sink. */
  void flush() throws IOException {
    if (staged > 0) {
      sink.header(staging, 0, staged);
      staged = 0;
    }
  }

  /**
   * Brings a piece of the source that begins at {@code at} into the chunk, unless it is there, and
   * returns its index. Reads on beyond what is asked for: a digest wants it anyhow, and what is
   * next is seldom far.
   */
  private int load(ByteSource source, long at) throws IOException {
    if (source == chunkSource && at >= chunkStart && at < chunkStart + chunkFilled) {
      return (int) (at - chunkStart);
    }
    if (chunk == null) {
      chunk = new byte[CHUNK];
    }
    chunkFilled = 0;
    chunkSource = source;
    chunkStart = at;
    int n = (int) Math.min(CHUNK, source.size() - at);
    fill(source, at, n);
    chunkFilled = n;
    return 0;
  }

  /** The digest sees what is in the file, the sink what an edit makes of it. */
  private void fill(ByteSource source, long at, int length) throws IOException {
    if (source instanceof EditedSource edited) {
      fill(edited.original(), at, length);
      edited.edit(at, chunk, 0, length);
      return;
    }
    source.read(at, chunk, 0, length);
    if (digest != null) {
      digest.saw(source, at, chunk, 0, length);
    }
  }
}
