/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.receipt;

/**
 * Why an object is in quarantine.
 *
 * @param code lower-case words joined by hyphens: {@code leak-check}
 * @param tagPath where, {@code (0040,0275)[0](0008,0050)}; null when it is nowhere in particular
 */
public record Reason(String code, String tagPath) {

  public Reason {
    Shape.code("reason", code);
    if (tagPath != null) {
      Shape.tagPath("reason tag path", tagPath);
    }
  }
}
