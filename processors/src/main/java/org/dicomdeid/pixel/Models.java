/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.pixel;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The trained models, as their artifacts on the class path carry them. */
enum Models {
  DETECTOR(
      "/models/ch_PP-OCRv3_det_infer.onnx",
      "3439588c030faea393a54515f51e983d8e155b19a2e8aba7891934c1cf0de526"),
  RECOGNISER(
      "/models/ch_PP-OCRv3_rec_infer.onnx",
      "897a3ededb38fee0dae2c1ccee38241f37df202c9509e3abca02e9217c5ee615"),
  CHARACTERS(
      "/models/ppocr_keys_v1.txt",
      "28b2362ad4ab2dc38769aa72feb535e3a9ddb3fd2a7585a05920e6393b1dc7f7"),
  TESSERACT_ENGLISH(
      "/tessdata/eng.traineddata",
      "7d4322bd2a7749724879683fc3912cb542f19906c83bcc1a52132556427170b2");

  private final String resource;
  private final String sha256;

  Models(String resource, String sha256) {
    this.resource = resource;
    this.sha256 = sha256;
  }

  String sha256() {
    return sha256;
  }

  /**
   * The model's bytes.
   *
   * @throws IOException when the class path has no such model, or another one under its name
   */
  byte[] read() throws IOException {
    try (InputStream in = Models.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new FileNotFoundException("the class path has no " + resource);
      }
      byte[] content = in.readAllBytes();
      if (!hexDigest(content).equals(sha256)) {
        throw new IOException("the class path has another " + resource + " than the one tested");
      }
      return content;
    }
  }

  static String hexDigest(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
