/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.dicom;

import java.io.Closeable;
import java.io.IOException;

/**
 * Random access to the bytes of one object. Positions are byte offsets from its start. Not safe for
 * concurrent use.
 */
public interface ByteSource extends Closeable {

  long size();

  /**
   * Fills {@code target[from, from + length)} from {@code position}.
   *
   * @throws java.io.EOFException when the source ends first
   */
  void read(long position, byte[] target, int from, int length) throws IOException;

  /**
   * The bytes themselves when all are in memory, the first at index 0; null when they are not. The
   * array may be longer than {@link #size()}; nobody writes to it, nor reads it once the source is
   * closed.
   */
  default byte[] array() {
    return null;
  }
}
