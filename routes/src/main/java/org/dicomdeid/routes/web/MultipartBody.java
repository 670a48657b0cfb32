/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes.web;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The first part of a multipart body (RFC 2046 5.1.1), as a stream that ends where the part does. A
 * body that is cut off is a fault, whatever it is framed in: the delimiter must come.
 */
final class MultipartBody extends FilterInputStream {

  private static final Pattern BOUNDARY =
      Pattern.compile(";\\s*boundary=(?:\"([^\"]{1,200})\"|([^\\s;\"]{1,200}))");
  private static final int HEADER_BYTES = 16 * 1024;

  private final byte[] delimiter;
  private boolean ended;

  private MultipartBody(InputStream in, String boundary) throws IOException {
    super(new BufferedInputStream(in, 64 * 1024));
    this.delimiter = ("\r\n--" + boundary).getBytes(StandardCharsets.ISO_8859_1);
    skipToContent("--" + boundary);
  }

  /** The body itself when it is not multipart. */
  static InputStream of(InputStream body, String contentType) throws IOException {
    Optional<String> boundary = boundary(contentType);
    return boundary.isPresent() ? new MultipartBody(body, boundary.get()) : body;
  }

  private static Optional<String> boundary(String contentType) throws IOException {
    if (contentType == null || !contentType.regionMatches(true, 0, "multipart/", 0, 10)) {
      return Optional.empty();
    }
    Matcher matcher = BOUNDARY.matcher(contentType);
    if (!matcher.find()) {
      throw new IOException("The answer is multipart and names no boundary.");
    }
    return Optional.of(matcher.group(1) == null ? matcher.group(2) : matcher.group(1));
  }

  private void skipToContent(String opening) throws IOException {
    int budget = HEADER_BYTES;
    boolean opened = false;
    StringBuilder line = new StringBuilder();
    for (int c; (c = in.read()) >= 0 && budget-- > 0; ) {
      if (c != '\n') {
        line.append((char) c);
        continue;
      }
      String text = line.toString().stripTrailing();
      line.setLength(0);
      if (opened && text.isEmpty()) {
        return;
      }
      opened |= text.equals(opening);
    }
    throw new EOFException("The answer ends, or has no part, before its content begins.");
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int from, int length) throws IOException {
    int n = 0;
    while (n < length && !ended) {
      int c = in.read();
      if (c < 0) {
        throw new EOFException("The answer ends before its last delimiter.");
      }
      if (c == '\r' && atDelimiter()) {
        ended = true;
      } else {
        buffer[from + n++] = (byte) c;
      }
    }
    return n == 0 && length > 0 ? -1 : n;
  }

  /** After the first byte of a delimiter; takes the rest of it, or nothing. */
  private boolean atDelimiter() throws IOException {
    in.mark(delimiter.length);
    for (int i = 1; i < delimiter.length; i++) {
      if (in.read() != (delimiter[i] & 0xff)) {
        in.reset();
        return false;
      }
    }
    return true;
  }
}
