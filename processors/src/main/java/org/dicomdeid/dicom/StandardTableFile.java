/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.dicom;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * A tab-separated table of the jar, under {@code /org/dicomdeid/profiles/}: one header line, then
 * rows. Rows are found by hand and cells cut out on demand, because these tables are read at every
 * start.
 */
public final class StandardTableFile {

  private static final String ROOT = "/org/dicomdeid/profiles/";

  private final byte[] bytes;
  private final String text;

  private StandardTableFile(byte[] bytes) {
    this.bytes = bytes;
    this.text = new String(bytes, StandardCharsets.UTF_8);
  }

  /** Takes one row: where it starts and ends in the text. */
  @FunctionalInterface
  public interface RowVisitor {
    void row(int start, int end);
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

  /** The whole text, header line included. */
  public String text() {
    return text;
  }

  /** Visits each row in turn; the header line and empty lines are passed over. */
  public void forEachRow(RowVisitor visitor) {
    int start = text.indexOf('\n') + 1;
    while (start > 0 && start < text.length()) {
      int end = text.indexOf('\n', start);
      if (end < 0) {
        end = text.length();
      }
      if (end > start) {
        visitor.row(start, end);
      }
      start = end + 1;
    }
  }

  /**
   * A cell of the row that starts and ends there, by column from 0; empty where the row has none.
   */
  public String cell(int start, int end, int column) {
    int from = start;
    for (int i = 0; i < column; i++) {
      int tab = text.indexOf('\t', from);
      if (tab < 0 || tab >= end) {
        return "";
      }
      from = tab + 1;
    }
    int to = text.indexOf('\t', from);
    return text.substring(from, to < 0 || to > end ? end : to);
  }
}
