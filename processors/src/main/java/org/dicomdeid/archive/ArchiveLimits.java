/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.archive;

/**
 * Bounds on what an archive may grow to, so that none can exhaust the disk, memory or time.
 *
 * @param entries most entries, in all archives that lie in each other
 * @param bytes most bytes that are unpacked in all
 * @param ratio most bytes unpacked for each byte of the archive; not asked below {@link #FREE}
 * @param depth how deep archives may lie in each other; a tar.gz counts as two
 */
public record ArchiveLimits(int entries, long bytes, int ratio, int depth) {

  /** Unpacked bytes that no ratio is asked of: a blank image may shrink a thousandfold. */
  static final long FREE = 64L << 20;

  public static final ArchiveLimits DEFAULT = new ArchiveLimits(50_000, 32_000_000_000L, 200, 4);
}
