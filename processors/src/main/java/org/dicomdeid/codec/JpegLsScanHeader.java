/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.codec;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What SOS says (ITU-T T.87 C.2.3).
 *
 * @param components places of the components in the frame
 * @param near greatest difference from the original
 */
record JpegLsScanHeader(List<Integer> components, int near, Interleave interleave) {

  /** How the components of a scan alternate. */
  enum Interleave {
    NONE(0),
    LINE(1),
    SAMPLE(2);

    private final int code;

    Interleave(int code) {
      this.code = code;
    }

    /** The value of ILV. */
    int code() {
      return code;
    }

    static Optional<Interleave> of(int code) {
      return Arrays.stream(values()).filter(one -> one.code == code).findFirst();
    }
  }

  JpegLsScanHeader {
    components = List.copyOf(components);
  }
}
