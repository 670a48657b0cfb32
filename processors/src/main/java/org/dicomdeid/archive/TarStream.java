/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.archive;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * The bytes of a tar file, watched: headers must stay small, since names of any length would be
 * held in memory, and the end must be marked, since a file that was cut off between two entries
 * looks whole otherwise.
 */
final class TarStream extends FilterInputStream {

  private static final long HEADER_BYTES = 1 << 20;
  private static final int BLOCK = 512;

  private long headerBytes = -1;
  private long position;
  private long zeros;

  TarStream(InputStream in) {
    super(in);
  }

  /** From here to {@link #endHeader}, what is read is held in memory. */
  void beginHeader() {
    headerBytes = 0;
    // Black pixels are no end mark.
    zeros = 0;
  }

  void endHeader() {
    headerBytes = -1;
  }

  /**
   * Reads the rest, which must be nothing but zeros.
   *
   * @throws ArchiveException when there was no end mark, or something follows it
   */
  void requireEnd() throws IOException {
    long lastBlock = position / BLOCK * BLOCK - BLOCK;
    boolean marked = lastBlock >= position - zeros;
    byte[] buffer = new byte[8192];
    for (int n; (n = in.read(buffer)) > 0; ) {
      for (int i = 0; i < n; i++) {
        marked &= buffer[i] == 0;
      }
    }
    if (!marked) {
      throw new ArchiveException(ArchiveFault.DAMAGED);
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int from, int length) throws IOException {
    int n = in.read(buffer, from, length);
    if (n > 0) {
      count(buffer, from, n);
    }
    return n;
  }

  /** By reading, so that nothing passes uncounted. */
  @Override
  public long skip(long bytes) throws IOException {
    byte[] buffer = new byte[(int) Math.min(Math.max(bytes, 1), 8192)];
    int n = read(buffer, 0, (int) Math.min(bytes, buffer.length));
    return Math.max(n, 0);
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  private void count(byte[] buffer, int from, int n) throws IOException {
    position += n;
    int trailing = 0;
    while (trailing < n && buffer[from + n - 1 - trailing] == 0) {
      trailing++;
    }
    zeros = trailing == n ? zeros + n : trailing;
    if (headerBytes >= 0) {
      headerBytes += n;
      if (headerBytes > HEADER_BYTES) {
        throw new ArchiveException(ArchiveFault.DAMAGED);
      }
    }
  }
}
