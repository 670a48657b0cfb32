/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.dicom;

/**
 * Bounds on what a reader accepts, so that no file can exhaust memory or time.
 *
 * @param depth deepest nesting of items
 * @param elements most data elements in all, items and delimiters counted
 * @param headerBytes most bytes of element headers and of values that are not bulk
 * @param valueBytes largest single value that is ever brought into memory
 * @param inflatedBytes largest size of an inflated data set
 */
public record Limits(
    int depth, int elements, long headerBytes, int valueBytes, long inflatedBytes) {

  public static final Limits DEFAULT = new Limits(4_096, 2_000_000, 256L << 20, 16 << 20, 4L << 30);

  /** As any record; written out because the digest of a profile is made of it at every start. */
  @Override
  public String toString() {
    return "Limits[depth="
        + depth
        + ", elements="
        + elements
        + ", headerBytes="
        + headerBytes
        + ", valueBytes="
        + valueBytes
        + ", inflatedBytes="
        + inflatedBytes
        + "]";
  }
}
