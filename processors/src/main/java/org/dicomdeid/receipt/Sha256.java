/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.receipt;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 digests and their lower-case hexadecimal form. */
public final class Sha256 {

  private static final HexFormat FORMAT = HexFormat.of();

  private Sha256() {}

  static String text(byte[] bytes) {
    return FORMAT.formatHex(bytes);
  }

  public static String hex(byte[] bytes) {
    return text(newDigest().digest(bytes));
  }

  static MessageDigest newDigest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /**
   * The digest by another algorithm of the family.
   *
   * @param name SHA-256, SHA-384 or SHA-512
   */
  static byte[] digest(String name, byte[] data) {
    try {
      return MessageDigest.getInstance(name).digest(data);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-2", e);
    }
  }
}
