/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.deidentify;

/** A small open-addressed map from the 64-bit hash of a folded word to bits; 0 means absent. */
final class WordTable {

  private long[] keys;
  private int[] bits;
  private int size;

  WordTable(int expected) {
    int capacity = Integer.highestOneBit(Math.max(8, expected * 2 - 1)) * 2;
    keys = new long[capacity];
    bits = new int[capacity];
  }

  /** Adds bits to a word. */
  void add(long hash, int more) {
    if (size * 2 >= keys.length) {
      grow();
    }
    int slot = slot(hash);
    if (bits[slot] == 0) {
      keys[slot] = hash;
      size++;
    }
    bits[slot] |= more;
  }

  int get(long hash) {
    return bits[slot(hash)];
  }

  int size() {
    return size;
  }

  private int slot(long hash) {
    int mask = keys.length - 1;
    int slot = (int) (hash ^ hash >>> 32) & mask;
    while (bits[slot] != 0 && keys[slot] != hash) {
      slot = slot + 1 & mask;
    }
    return slot;
  }

  private void grow() {
    long[] oldKeys = keys;
    int[] oldBits = bits;
    keys = new long[oldKeys.length * 2];
    bits = new int[oldBits.length * 2];
    size = 0;
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldBits[i] != 0) {
        add(oldKeys[i], oldBits[i]);
      }
    }
  }
}
