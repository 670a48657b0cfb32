/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.codec;

/**
 * How code blocks are coded (ITU-T T.800 table A.19).
 *
 * @param bits of SPcod or SPcoc
 */
record Jpeg2000BlockStyle(int bits) {

  /** Passes of a code block that are always MQ coded: of its first four bit planes. */
  private static final int BEFORE_BYPASS = 10;

  boolean bypass() {
    return (bits & 1) != 0;
  }

  boolean resetsContexts() {
    return (bits & 2) != 0;
  }

  boolean terminatesPasses() {
    return (bits & 4) != 0;
  }

  boolean verticallyCausal() {
    return (bits & 8) != 0;
  }

  boolean segmentationSymbols() {
    return (bits & 32) != 0;
  }

  /** Whether the bits of a pass are not MQ coded (D.6). */
  boolean isRaw(int pass) {
    return bypass() && pass >= BEFORE_BYPASS && (pass - BEFORE_BYPASS) % 3 != 2;
  }

  /** The first pass of a code block that is not in the codeword segment of this one (D.4, D.6). */
  int segmentEnd(int pass) {
    if (terminatesPasses()) {
      return pass + 1;
    }
    if (!bypass()) {
      return Integer.MAX_VALUE;
    }
    if (pass < BEFORE_BYPASS) {
      return BEFORE_BYPASS;
    }
    return (pass - BEFORE_BYPASS) % 3 == 0 ? pass + 2 : pass + 1;
  }
}
