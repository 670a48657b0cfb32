/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.dicom;

import java.io.IOException;
import java.security.MessageDigest;

/**
 * Feeds a digest with every byte of a file once and in order, mostly from what a writer reads of it
 * anyhow; only what the writer skips is read for the digest alone.
 */
final class InputDigest {

  private static final int CHUNK = 128 * 1024;

  private final ByteSource file;
  private final MessageDigest digest;
  private long done;
  private byte[] gap;

  InputDigest(ByteSource file, MessageDigest digest) {
    this.file = file;
    this.digest = digest;
    byte[] array = file.array();
    if (array != null) {
      digest.update(array, 0, (int) file.size());
      done = file.size();
    }
  }

  /** Bytes that were read from a source; those of other sources are no concern of this. */
  void saw(ByteSource source, long position, byte[] bytes, int offset, int length)
      throws IOException {
    if (source != file || position + length <= done) {
      return;
    }
    feedTo(position);
    int known = (int) (done - position);
    digest.update(bytes, offset + known, length - known);
    done = position + length;
  }

  /** Feeds what is left of the file. */
  void finish() throws IOException {
    feedTo(file.size());
  }

  private void feedTo(long position) throws IOException {
    while (done < position) {
      if (gap == null) {
        gap = new byte[CHUNK];
      }
      int n = (int) Math.min(CHUNK, position - done);
      file.read(done, gap, 0, n);
      digest.update(gap, 0, n);
      done += n;
    }
  }
}
