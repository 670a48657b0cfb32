/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.profile;

import java.util.Locale;

/** Whether redacted pixels are looked at again. */
public enum PixelCheck {
  /** What was found is redacted, and that is that. */
  NONE,
  /** Text is looked for in the result too; an object that still shows any that must go is held. */
  STRICT;

  /** As profiles write it, such as {@code strict}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
