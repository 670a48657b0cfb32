/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.dicom;

import java.io.IOException;

/**
 * Another source, byte for byte at the same positions, some of the bytes with another value. They
 * are changed as they are read, so that nothing is copied. The original stays open as long as this
 * is used; closing this does not close it.
 */
public abstract class EditedSource implements ByteSource {

  private final ByteSource original;

  protected EditedSource(ByteSource original) {
    this.original = original;
  }

  /** What is edited. */
  protected final ByteSource original() {
    return original;
  }

  /**
   * Gives the bytes of a stretch their new values, in place.
   *
   * @param position of the first byte in the source; any stretch may be asked for
   * @param bytes holds the original stretch at {@code [from, from + length)}
   */
  protected abstract void edit(long position, byte[] bytes, int from, int length)
      throws IOException;

  @Override
  public final long size() {
    return original.size();
  }

  @Override
  public final void read(long position, byte[] target, int from, int length) throws IOException {
    original.read(position, target, from, length);
    edit(position, target, from, length);
  }

  @Override
  public final void close() {}
}
