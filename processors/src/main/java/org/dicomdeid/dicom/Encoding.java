/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.dicom;

/**
 * How the elements of one data set are laid out; an item inside UN is implicit little endian
 * whatever surrounds it.
 */
public enum Encoding {
  IMPLICIT_LITTLE_ENDIAN(false, false),
  EXPLICIT_LITTLE_ENDIAN(true, false),
  EXPLICIT_BIG_ENDIAN(true, true);

  private final boolean explicit;
  private final boolean bigEndian;

  Encoding(boolean explicit, boolean bigEndian) {
    this.explicit = explicit;
    this.bigEndian = bigEndian;
  }

  public boolean isExplicit() {
    return explicit;
  }

  public boolean isBigEndian() {
    return bigEndian;
  }
}
