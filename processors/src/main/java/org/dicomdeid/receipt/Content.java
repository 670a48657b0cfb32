/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.receipt;

/**
 * A file by its content.
 *
 * @param sha256 64 lower-case hexadecimal digits
 * @param bytes its length
 */
public record Content(String sha256, long bytes) {

  public Content {
    Shape.sha256("sha256", sha256);
    Shape.check(bytes >= 0, "bytes", "a length");
  }
}
