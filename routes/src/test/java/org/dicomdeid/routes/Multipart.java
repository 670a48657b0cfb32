/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A multipart body, made by hand. */
final class Multipart {

  private static final String BOUNDARY = "-----a-boundary";

  private final String type;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  private Multipart(String type) {
    this.type = type;
  }

  static Multipart form() {
    return new Multipart("multipart/form-data; boundary=" + BOUNDARY);
  }

  /** Of DICOM objects, for the Store transaction. */
  static Multipart dicom() {
    return new Multipart(
        "multipart/related; type=\"application/dicom\"; boundary=\"" + BOUNDARY + "\"");
  }

  Multipart field(String name, String value) throws IOException {
    return part(
        "Content-Disposition: form-data; name=\"" + name + "\"",
        value.getBytes(StandardCharsets.UTF_8));
  }

  Multipart file(Path file) throws IOException {
    return file(file, "x.dcm");
  }

  Multipart file(Path file, String fileName) throws IOException {
    return part(
        "Content-Disposition: form-data; name=\"file\"; filename=\""
            + fileName
            + "\"\r\nContent-Type: application/dicom",
        Files.readAllBytes(file));
  }

  Multipart object(Path file) throws IOException {
    return part("Content-Type: application/dicom", Files.readAllBytes(file));
  }

  Multipart part(String headers, byte[] body) throws IOException {
    bytes.write(("--" + BOUNDARY + "\r\n" + headers + "\r\n\r\n").getBytes(StandardCharsets.UTF_8));
    bytes.write(body);
    bytes.write('\r');
    bytes.write('\n');
    return this;
  }

  String contentType() {
    return type;
  }

  byte[] bytes() {
    byte[] end = ("--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.UTF_8);
    byte[] all = java.util.Arrays.copyOf(bytes.toByteArray(), bytes.size() + end.length);
    System.arraycopy(end, 0, all, bytes.size(), end.length);
    return all;
  }

  HttpRequest.BodyPublisher publisher() {
    return HttpRequest.BodyPublishers.ofByteArray(bytes());
  }
}
