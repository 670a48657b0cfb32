/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.codec;

import java.util.Optional;

/** Photometric interpretation (PS3.3 C.7.6.3.1.2). */
public enum Photometric {
  MONOCHROME1("MONOCHROME1", 1),
  MONOCHROME2("MONOCHROME2", 1),
  PALETTE_COLOR("PALETTE COLOR", 1),
  RGB("RGB", 3),
  YBR_FULL("YBR_FULL", 3),
  YBR_FULL_422("YBR_FULL_422", 3),
  YBR_PARTIAL_420("YBR_PARTIAL_420", 3),
  YBR_ICT("YBR_ICT", 3),
  YBR_RCT("YBR_RCT", 3);

  private final String term;
  private final int samples;

  Photometric(String term, int samples) {
    this.term = term;
    this.samples = samples;
  }

  public static Optional<Photometric> of(String term) {
    for (Photometric one : values()) {
      if (one.term.equals(term)) {
        return Optional.of(one);
      }
    }
    return Optional.empty();
  }

  /** The defined term of (0028,0004). */
  public String term() {
    return term;
  }

  public int samples() {
    return samples;
  }

  /** Whether the three samples are luminance and chrominance when no codec has undone it. */
  public boolean isYbr() {
    return samples == 3 && this != RGB;
  }
}
