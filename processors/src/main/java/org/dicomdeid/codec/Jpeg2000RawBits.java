/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.codec;

/** The bits of a codeword segment that is not MQ coded (ITU-T T.800 D.6). */
final class Jpeg2000RawBits {

  private byte[] data;
  private int at;
  private int end;
  private int current;
  private int left;
  private int filled;

  void start(byte[] bytes, int from, int to) {
    data = bytes;
    at = from;
    end = to;
    current = 0;
    left = 0;
    filled = 0;
  }

  int bit() {
    if (left == 0) {
      left = current == 0xFF ? 7 : 8;
      if (at < end) {
        current = data[at++] & 0xFF;
      } else {
        current = 0xFF;
        filled++;
      }
    }
    left--;
    return (current >> left) & 1;
  }

  int unread() {
    return end - at;
  }

  int filled() {
    return filled;
  }
}
