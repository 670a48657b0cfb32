/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Reads the parts of a multipart body (RFC 2046 5.1) one after the other, in memory that does not
 * grow with them.
 */
final class MultipartReader {

  private static final int WINDOW_BYTES = 64 * 1024;
  private static final int MOST_HEADER_BYTES = 8 * 1024;
  private static final int MOST_BOUNDARY = 200;

  private final InputStream in;
  private final byte[] delimiter;
  private final byte[] window = new byte[WINDOW_BYTES];
  private int from;
  private int to;

  /** Where the next delimiter begins, or up to where there is certainly none. */
  private int clear;

  private boolean atDelimiter;
  private boolean atEnd;

  /**
   * One part.
   *
   * @param headers by their names in lower case
   * @param body ends where the part ends
   */
  record Part(Map<String, String> headers, InputStream body) {

    String header(String name) {
      return headers.getOrDefault(name, "");
    }
  }

  MultipartReader(InputStream in, String boundary) throws Problem {
    if (boundary.isEmpty() || boundary.length() > MOST_BOUNDARY) {
      throw Problem.badRequest("the type of a multipart body needs a boundary");
    }
    this.in = in;
    this.delimiter = ("\r\n--" + boundary).getBytes(StandardCharsets.ISO_8859_1);
    // The first delimiter has no line before it.
    window[0] = '\r';
    window[1] = '\n';
    to = 2;
  }

  /** The next part, after what was left of the one before; null when there is none. */
  Part next() throws IOException, Problem {
    while (!atDelimiter) {
      from = clear;
      advance();
    }
    from = clear + delimiter.length;
    atDelimiter = false;
    clear = from;
    String line = line();
    if (line.startsWith("--")) {
      atEnd = true;
      return null;
    }
    if (!line.isBlank()) {
      throw Problem.badRequest("a delimiter of the multipart body is followed by something else");
    }
    Map<String, String> headers = new TreeMap<>();
    int bytes = 0;
    for (String header = line(); !header.isEmpty(); header = line()) {
      bytes += header.length();
      int colon = header.indexOf(':');
      if (bytes > MOST_HEADER_BYTES || colon < 1) {
        throw Problem.badRequest("the headers of a part of the multipart body are broken");
      }
      headers.put(
          header.substring(0, colon).strip().toLowerCase(Locale.ROOT),
          header.substring(colon + 1).strip());
    }
    clear = from;
    search();
    return new Part(Map.copyOf(headers), new Body());
  }

  /** Up to the next line feed; the end of the body after the last delimiter counts as one. */
  private String line() throws IOException, Problem {
    StringBuilder line = new StringBuilder();
    while (true) {
      if (from == to && !fill()) {
        if (line.toString().startsWith("--")) {
          return line.toString();
        }
        throw endsEarly();
      }
      char c = (char) (window[from++] & 0xff);
      if (c == '\n') {
        int length = line.length();
        boolean carriage = length > 0 && line.charAt(length - 1) == '\r';
        return carriage ? line.substring(0, length - 1) : line.toString();
      }
      line.append(c);
      if (line.length() > MOST_HEADER_BYTES) {
        throw Problem.badRequest("a line of the multipart body is too long");
      }
    }
  }

  /** Reads on, and looks for the delimiter in what was read. */
  private void advance() throws IOException, Problem {
    if (!fill()) {
      throw endsEarly();
    }
    search();
  }

  private void search() {
    int last = to - delimiter.length;
    for (int i = clear; i <= last; i++) {
      if (window[i] == '\r' && isDelimiter(i)) {
        clear = i;
        atDelimiter = true;
        return;
      }
    }
    clear = Math.max(clear, last + 1);
  }

  private boolean isDelimiter(int at) {
    for (int i = 1; i < delimiter.length; i++) {
      if (window[at + i] != delimiter[i]) {
        return false;
      }
    }
    return true;
  }

  private boolean fill() throws IOException {
    System.arraycopy(window, from, window, 0, to - from);
    clear = Math.max(0, clear - from);
    to -= from;
    from = 0;
    int n = in.read(window, to, window.length - to);
    if (n < 0) {
      return false;
    }
    to += n;
    return true;
  }

  private static Problem endsEarly() {
    return Problem.badRequest("the multipart body ends before its last delimiter");
  }

  private final class Body extends InputStream {

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      if (length == 0) {
        return 0;
      }
      while (clear == from) {
        if (atDelimiter || atEnd) {
          return -1;
        }
        try {
          advance();
        } catch (Problem e) {
          throw new RequestBody.UnreadableBodyException(e);
        }
      }
      int n = Math.min(length, clear - from);
      System.arraycopy(window, from, target, offset, n);
      from += n;
      return n;
    }
  }
}
