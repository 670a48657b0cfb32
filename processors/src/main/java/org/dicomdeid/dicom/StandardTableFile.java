/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.dicom;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * A tab-separated table of the jar, under {@code /org/dicomdeid/profiles/}: UTF-8, one header line,
 * then rows. These tables are read at every start, so a row is no more than its offset and cells
 * are cut out on demand:
 *
 * <pre>for (int row = file.firstRow(); row &lt; file.size(); row = file.nextRow(row)) …</pre>
 */
public final class StandardTableFile {

  private static final String ROOT = "/org/dicomdeid/profiles/";

  private final byte[] bytes;

  private StandardTableFile(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * Reads a table.
   *
   * @param path under profiles/, such as {@code standard/ps3.6-uids.tsv}
   * @throws IllegalStateException when the jar does not hold it
   */
  public static StandardTableFile read(String path) {
    try (InputStream in = StandardTableFile.class.getResourceAsStream(ROOT + path)) {
      if (in == null) {
        throw new IllegalStateException("profiles/" + path + " is missing from the jar");
      }
      return new StandardTableFile(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException("profiles/" + path + " cannot be read", e);
    }
  }

  /** The bytes as packed, for a digest. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /** Bytes in all: the end of the last row. */
  public int size() {
    return bytes.length;
  }

  /** Offset of the first row after the header line. */
  public int firstRow() {
    return nextRow(0);
  }

  /** Offset of the row after the one that starts there; {@link #size()} after the last. */
  public int nextRow(int row) {
    int at = row;
    while (at < bytes.length && bytes[at] != '\n') {
      at++;
    }
    return Math.min(at + 1, bytes.length);
  }

  /** A cell of a row, by column from 0; empty where the row has none. */
  public String cell(int row, int column) {
    int from = startOf(row, column);
    int to = from;
    while (to < bytes.length && bytes[to] != '\t' && bytes[to] != '\n') {
      to++;
    }
    return new String(bytes, from, to - from, StandardCharsets.UTF_8);
  }

  /** Whether the first cell of a row is this text, of ASCII alone. */
  public boolean startsWith(int row, String ascii) {
    int end = row + ascii.length();
    if (end >= bytes.length || bytes[end] != '\t') {
      return false;
    }
    for (int i = 0; i < ascii.length(); i++) {
      if (bytes[row + i] != ascii.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** Offset of a cell; of the end of the row where it has none. */
  int startOf(int row, int column) {
    int at = row;
    for (int tabs = 0; tabs < column && at < bytes.length && bytes[at] != '\n'; at++) {
      if (bytes[at] == '\t') {
        tabs++;
      }
    }
    return at;
  }

  int byteAt(int offset) {
    return offset < bytes.length ? bytes[offset] : '\n';
  }
}
