/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.pixel;

import java.util.Locale;

/** Compares text with a pattern in which {@code *} stands for anything, in any case. */
final class StarPattern {

  private StarPattern() {}

  static boolean matches(String pattern, String text) {
    String p = pattern.strip().toLowerCase(Locale.ROOT);
    String t = text.strip().toLowerCase(Locale.ROOT);
    int star = -1;
    int resume = 0;
    int at = 0;
    int in = 0;
    while (in < t.length()) {
      if (at < p.length() && p.charAt(at) == '*') {
        star = at++;
        resume = in;
      } else if (at < p.length() && p.charAt(at) == t.charAt(in)) {
        at++;
        in++;
      } else if (star >= 0) {
        at = star + 1;
        in = ++resume;
      } else {
        return false;
      }
    }
    while (at < p.length() && p.charAt(at) == '*') {
      at++;
    }
    return at == p.length();
  }
}
