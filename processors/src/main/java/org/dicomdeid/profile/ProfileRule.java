/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.profile;

/** One rule as a profile file states it. */
record ProfileRule(Selector selector, Action action, String reason, String file, int line) {

  String source() {
    return file + ":" + line;
  }
}
