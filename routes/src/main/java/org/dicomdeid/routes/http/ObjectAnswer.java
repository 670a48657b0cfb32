/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.dicomdeid.receipt.Receipt;

/** A de-identified object as an answer: alone, or with its receipt, as the client accepts. */
final class ObjectAnswer {

  static final String DICOM = "application/dicom";
  static final String RELATED = "multipart/related";

  private ObjectAnswer() {}

  /**
   * @param type one of the two
   */
  static Answer of(Path object, Optional<Receipt> receipt, String type) throws IOException {
    InputStream stream = Files.newInputStream(object);
    Answer answer = type.equals(RELATED) ? related(stream, receipt) : Answer.of(DICOM, stream);
    return receipt.isEmpty()
        ? answer
        : answer.header(
            "Link", "<" + Paths.receipt(receipt.get().sequence()) + ">; rel=\"describedby\"");
  }

  private static Answer related(InputStream object, Optional<Receipt> receipt) {
    String boundary = UUID.randomUUID().toString();
    String separator = "\r\n--" + boundary;
    List<InputStream> parts =
        List.of(
            text("--" + boundary + "\r\nContent-Type: " + DICOM + "\r\n\r\n"),
            object,
            receipt.isEmpty()
                ? InputStream.nullInputStream()
                : text(separator + "\r\nContent-Type: application/json\r\n\r\n"),
            receipt.isEmpty()
                ? InputStream.nullInputStream()
                : new ByteArrayInputStream(receipt.get().toFile()),
            text(separator + "--\r\n"));
    return Answer.of(
        RELATED + "; type=\"" + DICOM + "\"; boundary=" + boundary,
        new SequenceInputStream(Collections.enumeration(parts)));
  }

  private static InputStream text(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII));
  }
}
