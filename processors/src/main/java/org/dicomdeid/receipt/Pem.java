/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.receipt;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;

/** One DER object in the text form of RFC 7468. */
final class Pem {

  static final String PRIVATE_KEY = "PRIVATE KEY";
  static final String ENCRYPTED_PRIVATE_KEY = "ENCRYPTED PRIVATE KEY";
  static final String PUBLIC_KEY = "PUBLIC KEY";
  static final String CERTIFICATE = "CERTIFICATE";

  private Pem() {}

  static byte[] encode(String label, byte[] der) {
    String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    return ("-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----\n")
        .getBytes(StandardCharsets.US_ASCII);
  }

  /**
   * @throws IOException when the file does not hold one such object
   */
  static byte[] read(Path file, String label) throws IOException {
    String text = Files.readString(file, StandardCharsets.US_ASCII);
    String begin = "-----BEGIN " + label + "-----";
    int from = text.indexOf(begin);
    int to = text.indexOf("-----END " + label + "-----");
    if (from < 0 || to < from) {
      throw new IOException(file.getFileName() + " holds no " + label + " in PEM");
    }
    try {
      return Base64.getMimeDecoder().decode(text.substring(from + begin.length(), to));
    } catch (IllegalArgumentException e) {
      throw new IOException(file.getFileName() + " is not valid base64", e);
    }
  }
}
