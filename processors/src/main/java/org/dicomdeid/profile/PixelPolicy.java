/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.profile;

import java.util.Locale;

/** What becomes of pixel data. */
public enum PixelPolicy {
  /** All text goes, except what is proven harmless. */
  REDACT_TEXT,
  /** Text goes that names someone, looks as if it did, or cannot be read; the rest stays. */
  REDACT_IDENTIFIERS,
  /** Only the regions of the device catalog go; nothing looks for text. */
  REDACT_REGIONS_ONLY,
  /** As {@link #REDACT_TEXT}; and everything outside the ultrasound regions (0018,6011) goes. */
  BLANK_OUTSIDE_ULTRASOUND_REGIONS,
  /** Pixel data stays bit for bit; text that is burned into it stays too. */
  KEEP;

  /** As profiles write it, such as {@code redact-text}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Whether pixels are searched for text, without which nothing can be said of what they show. */
  public boolean looksForText() {
    return this != KEEP && this != REDACT_REGIONS_ONLY;
  }
}
