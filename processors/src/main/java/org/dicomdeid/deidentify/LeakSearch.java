/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.deidentify;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/**
 * Searches bytes that are about to be written for the identifiers of the object they came from.
 * Immutable; each stream has its own {@link Scanner}.
 *
 * <p>A text is found in UTF-8, UTF-16 of either order, the ISO 8859 parts and the East Asian
 * encodings of DICOM, ASCII letters in any case, other letters as given and in all upper or all
 * lower case. So that chance is not taken for a leak:
 *
 * <ul>
 *   <li>a text of fewer than 4 characters is searched only if 2 are not ASCII, and a form of fewer
 *       than 4 bytes never;
 *   <li>a text of fewer than 6 characters does not count beside an ASCII letter of the same word;
 *   <li>a number has 6 digits or more, and does not count beside a digit or as a component of a UID
 *       or a decimal.
 * </ul>
 */
public final class LeakSearch {

  private static final int HASH = 0x9E3779B1;
  private static final int KEY_BYTES = 4;

  /** Sets 20H of each byte, which makes one key of both cases of a letter. */
  private static final int COARSE_FOLD = 0x20202020;

  private static final int[] NO_PATTERNS = new int[0];

  private final LeakPattern[] patterns;
  private final long[] filter;
  private final int filterShift;
  private final int[][] buckets;
  private final int bucketShift;
  private final int longest;

  private LeakSearch(List<LeakPattern> found) {
    this.patterns = found.toArray(new LeakPattern[0]);
    int bits = 32 - Integer.numberOfLeadingZeros(Math.max(patterns.length, 64));
    // 128 to 256 bits a pattern: a byte in 128 or fewer passes by chance, and the usual filter fits
    // into the first cache.
    this.filterShift = 32 - Math.min(bits + 7, 24);
    this.filter = new long[1 << (32 - filterShift - 6)];
    this.bucketShift = 32 - bits;
    this.buckets = new int[1 << bits][];
    Arrays.fill(buckets, NO_PATTERNS);
    int length = 0;
    for (int i = 0; i < patterns.length; i++) {
      int hash = hash(ByteBuffer.wrap(patterns[i].bytes), 0);
      filter[hash >>> filterShift >>> 6] |= 1L << (hash >>> filterShift);
      int bucket = hash >>> bucketShift;
      buckets[bucket] = Arrays.copyOf(buckets[bucket], buckets[bucket].length + 1);
      buckets[bucket][buckets[bucket].length - 1] = i;
      length = Math.max(length, patterns[i].bytes.length);
    }
    this.longest = length;
  }

  /**
   * A search for these identifiers.
   *
   * @param texts identifiers as text, already in all textual variants; each is searched in every
   *     usual encoding
   * @param rawValues identifiers as bytes, searched as they stand, ASCII letters in any case
   */
  public static LeakSearch of(Collection<String> texts, Collection<byte[]> rawValues) {
    LeakPatterns patterns = new LeakPatterns();
    for (String text : texts) {
      patterns.addText(text);
    }
    for (byte[] value : rawValues) {
      patterns.addRaw(value);
    }
    return new LeakSearch(patterns.patterns());
  }

  /** A search for the identifiers of these patterns and for further texts. */
  static LeakSearch of(LeakPatterns known, Iterable<String> texts) {
    LeakPatterns patterns = new LeakPatterns(known);
    for (String text : texts) {
      patterns.addText(text);
    }
    return new LeakSearch(patterns.patterns());
  }

  /** A scanner at the start of a stream. */
  public Scanner scanner() {
    return new StreamScanner();
  }

  /** Takes a stream in pieces of any size; where they are cut makes no difference. */
  public interface Scanner {

    /** The next bytes of the stream. */
    void accept(byte[] bytes, int offset, int length);

    /** Whether an identifier stands in what was accepted, taken as the whole stream. */
    boolean found();

    /** Offset in the stream where the first hit starts; -1 for none. */
    long at();

    /**
     * Which identifier was hit first, counted over the texts and then the raw values; the lowest
     * when several start at {@link #at}; -1 for none.
     */
    int identifier();
  }

  /**
   * Hash of four bytes; a view of bytes reads them at once, without the start-up of a VarHandle.
   */
  private static int hash(ByteBuffer bytes, int at) {
    return (bytes.getInt(at) | COARSE_FOLD) * HASH;
  }

  /** The first place in {@code [from, to)} that may be a hit; {@code to} for none. */
  private int candidate(ByteBuffer bytes, int from, int to) {
    long[] bits = filter;
    int shift = filterShift;
    for (int i = from; i < to; i++) {
      int slot = hash(bytes, i) >>> shift;
      if ((bits[slot >>> 6] >>> slot & 1) != 0) {
        return i;
      }
    }
    return to;
  }

  /** The lowest identifier that stands at {@code at}, where this is the hash; -1 for none. */
  private int identifierAt(byte[] bytes, int hash, int at, int end) {
    // Patterns are in the order of their identifiers.
    for (int i : buckets[hash >>> bucketShift]) {
      if (patterns[i].matches(bytes, at, end)) {
        return patterns[i].identifier;
      }
    }
    return -1;
  }

  private final class StreamScanner implements Scanner {

    /** What a hit needs after its start to be certain. */
    private final int reach = longest + LeakPattern.CONTEXT;

    private final byte[] buffer = new byte[Math.max(8192, 4 * (reach + LeakPattern.CONTEXT))];
    private final ByteBuffer view = ByteBuffer.wrap(buffer);
    private int count;
    private int next;
    private long base;
    private long hitAt = -1;
    private int hitIdentifier = -1;

    @Override
    public void accept(byte[] bytes, int offset, int length) {
      int from = offset;
      int end = offset + length;
      while (from < end && hitAt < 0 && patterns.length > 0) {
        int taken = Math.min(end - from, buffer.length - count);
        System.arraycopy(bytes, from, buffer, count, taken);
        count += taken;
        from += taken;
        if (count == buffer.length) {
          advance();
        }
      }
    }

    @Override
    public boolean found() {
      return at() >= 0;
    }

    @Override
    public long at() {
      if (hitAt >= 0) {
        return hitAt;
      }
      int hit = find(count - KEY_BYTES + 1);
      return hit < 0 ? -1 : base + hit;
    }

    @Override
    public int identifier() {
      if (hitAt >= 0) {
        return hitIdentifier;
      }
      int hit = find(count - KEY_BYTES + 1);
      return hit < 0 ? -1 : identifierAt(buffer, hash(view, hit), hit, count);
    }

    /** Settles every start that later bytes cannot change, and makes room for more. */
    private void advance() {
      int certain = count - reach + 1;
      int hit = find(certain);
      if (hit >= 0) {
        hitAt = base + hit;
        hitIdentifier = identifierAt(buffer, hash(view, hit), hit, count);
        return;
      }
      int kept = certain - LeakPattern.CONTEXT;
      System.arraycopy(buffer, kept, buffer, 0, count - kept);
      count -= kept;
      base += kept;
      next = LeakPattern.CONTEXT;
    }

    /** The first start of a hit in the buffer before {@code to}; -1 for none. */
    private int find(int to) {
      int from = next;
      while (from < to) {
        int at = candidate(view, from, to);
        if (at < to && identifierAt(buffer, hash(view, at), at, count) >= 0) {
          return at;
        }
        from = at + 1;
      }
      return -1;
    }
  }
}
