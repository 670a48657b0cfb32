/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.hc.core5.http.io.entity.AbstractHttpEntity;

/** Wraps the file of the body as the one part of a STOW-RS request, without reading it. */
public final class StowRequest implements Processor {

  @Override
  public void process(Exchange exchange) throws IOException {
    File file = exchange.getMessage().getBody(File.class);
    String boundary = "dicom-deid-" + UUID.randomUUID();
    String type = "multipart/related; type=\"application/dicom\"; boundary=" + boundary;
    exchange.getMessage().setHeader(Exchange.CONTENT_TYPE, type);
    exchange.getMessage().setHeader("Accept", "application/dicom+json");
    exchange.getMessage().setBody(new OnePart(file.toPath(), boundary, type));
  }

  private static final class OnePart extends AbstractHttpEntity {

    private final Path file;
    private final byte[] head;
    private final byte[] tail;
    private final long length;

    OnePart(Path file, String boundary, String type) throws IOException {
      super(type, null);
      this.file = file;
      this.head = ascii("--" + boundary + "\r\nContent-Type: application/dicom\r\n\r\n");
      this.tail = ascii("\r\n--" + boundary + "--\r\n");
      this.length = head.length + Files.size(file) + tail.length;
    }

    private static byte[] ascii(String text) {
      return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public long getContentLength() {
      return length;
    }

    @Override
    public boolean isRepeatable() {
      return true;
    }

    @Override
    public boolean isStreaming() {
      return false;
    }

    @Override
    public InputStream getContent() throws IOException {
      return new SequenceInputStream(
          Collections.enumeration(
              List.of(
                  new ByteArrayInputStream(head),
                  Files.newInputStream(file),
                  new ByteArrayInputStream(tail))));
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
      out.write(head);
      Files.copy(file, out);
      out.write(tail);
    }

    @Override
    public void close() {
      // Nothing is held open.
    }
  }
}
