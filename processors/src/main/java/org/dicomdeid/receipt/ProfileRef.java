/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.receipt;

/**
 * The profile that an operation applied.
 *
 * @param digest SHA-256 of the compiled profile, 64 lower-case hexadecimal digits
 */
public record ProfileRef(String name, String version, String digest) {

  public ProfileRef {
    Shape.name("profile name", name);
    Shape.name("profile version", version);
    Shape.sha256("profile digest", digest);
  }
}
