/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.profile;

/** What becomes of pixel data. */
public enum PixelPolicy {
  /** Pixel data stays bit for bit; text that is burned into it stays too. */
  KEEP
}
