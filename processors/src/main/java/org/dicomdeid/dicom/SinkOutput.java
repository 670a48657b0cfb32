/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.dicom;

import java.io.IOException;

/**
 * Gathers what goes to a sink: neighbouring stretches of a source become one copy, small pieces
 * share a buffer.
 */
final class SinkOutput {

  private static final int STAGING = 16 * 1024;
  private static final int SMALL = 2 * 1024;
  private static final int CHUNK = 128 * 1024;

  private final DicomSink sink;
  private final InputDigest digest;
  private final byte[] staging = new byte[STAGING];
  private int staged;
  private byte[] chunk;
  private ByteSource runSource;
  private long runStart;
  private long runEnd;

  /**
   * @param digest null when nobody asks for it
   */
  SinkOutput(DicomSink sink, InputDigest digest) {
    this.sink = sink;
    this.digest = digest;
  }

  /** Header bytes that are in the source. */
  void copy(ByteSource source, long from, long to) throws IOException {
    if (source == runSource && from == runEnd) {
      runEnd = to;
      return;
    }
    endRun();
    runSource = source;
    runStart = from;
    runEnd = to;
  }

  /** New header bytes. */
  void put(byte[] bytes, int offset, int length) throws IOException {
    endRun();
    stage(bytes, offset, length);
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
      int n = load(source, at, to);
      sink.bulk(chunk, 0, n);
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
    endRun();
    unstage();
  }

  private void endRun() throws IOException {
    if (runSource == null) {
      return;
    }
    ByteSource source = runSource;
    runSource = null;
    byte[] array = source.array();
    if (array != null) {
      stage(array, (int) runStart, (int) (runEnd - runStart));
      return;
    }
    for (long at = runStart; at < runEnd; ) {
      int n = load(source, at, runEnd);
      stage(chunk, 0, n);
      at += n;
    }
  }

  private int load(ByteSource source, long at, long to) throws IOException {
    if (chunk == null) {
      chunk = new byte[CHUNK];
    }
    int n = (int) Math.min(CHUNK, to - at);
    source.read(at, chunk, 0, n);
    if (digest != null) {
      digest.saw(source, at, chunk, 0, n);
    }
    return n;
  }

  private void stage(byte[] bytes, int offset, int length) throws IOException {
    if (length > STAGING - staged) {
      unstage();
    }
    if (length > SMALL) {
      unstage();
      sink.header(bytes, offset, length);
    } else {
      System.arraycopy(bytes, offset, staging, staged, length);
      staged += length;
    }
  }

  private void unstage() throws IOException {
    if (staged > 0) {
      sink.header(staging, 0, staged);
      staged = 0;
    }
  }
}
