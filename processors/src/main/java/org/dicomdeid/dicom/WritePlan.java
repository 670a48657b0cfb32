/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.dicom;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What will be written, in order: stretches of a source, neighbours made one, and new bytes. Made
 * whole before the first byte goes out, so that lengths are filled in when what they count is
 * known.
 */
final class WritePlan {

  /** A longer new value stays where it is until it is written. */
  private static final int SMALL = 1024;

  private static final class Piece {
    /** Null for new bytes. */
    final ByteSource source;

    /** The element whose new value this is; null for any other piece. */
    final Element value;

    final boolean bulk;
    final long from;
    long to;

    Piece(ByteSource source, Element value, boolean bulk, long from, long to) {
      this.source = source;
      this.value = value;
      this.bulk = bulk;
      this.from = from;
      this.to = to;
    }
  }

  private final List<Piece> pieces = new ArrayList<>();
  private Piece last;
  private byte[] made = new byte[4 * SMALL];
  private int filled;
  private long size;

  /** Bytes planned so far. */
  long size() {
    return size;
  }

  void copy(ByteSource source, long from, long to) {
    copy(source, false, from, to);
  }

  void copyBulk(ByteSource source, long from, long to) {
    copy(source, true, from, to);
  }

  /** What is spliced is taken apart, so that the input's digest sees what is read of the input. */
  private void copy(ByteSource source, boolean bulk, long from, long to) {
    if (source instanceof SplicedSource spliced) {
      spliced.stretches(from, to, (part, first, last) -> add(part, bulk, first, last));
    } else {
      add(source, bulk, from, to);
    }
  }

  /** The header of a new element. */
  void header(Encoding encoding, int tag, VR vr, long length) {
    reserve(ElementHeaderWriter.LONGEST);
    made(ElementHeaderWriter.put(made, filled, encoding, tag, vr, length));
  }

  /** The header of an item, or a delimiter. */
  void item(Encoding encoding, int tag, long length) {
    reserve(ElementHeaderWriter.LONGEST);
    made(ElementHeaderWriter.putItem(made, filled, encoding, tag, length));
  }

  /** A new value, padded to even length. */
  void value(Element element, boolean bulk) throws IOException {
    long padded = element.length() + (element.length() & 1);
    if (bulk || padded > SMALL) {
      last = new Piece(null, element, bulk, 0, padded);
      pieces.add(last);
      size += padded;
      return;
    }
    reserve((int) padded);
    System.arraycopy(valueOf(element), 0, made, filled, (int) padded);
    made((int) padded);
  }

  /** Four bytes whose value is told later. */
  void lengthField() {
    reserve(4);
    made(4);
  }

  /** Where the length field is that was planned last: the last four bytes of any header. */
  int lastLengthField() {
    return filled - 4;
  }

  void setLength(int field, long length, boolean bigEndian) {
    ElementHeaderWriter.put32(made, field, length, bigEndian);
  }

  void write(SinkOutput out) throws IOException {
    for (Piece piece : pieces) {
      if (piece.source != null && piece.bulk) {
        out.copyBulk(piece.source, piece.from, piece.to);
      } else if (piece.source != null) {
        out.copy(piece.source, piece.from, piece.to);
      } else if (piece.value == null) {
        out.put(made, (int) piece.from, (int) (piece.to - piece.from));
      } else if (piece.bulk) {
        out.putBulk(valueOf(piece.value));
      } else {
        out.put(valueOf(piece.value), 0, (int) piece.to);
      }
    }
  }

  private static byte[] valueOf(Element element) throws IOException {
    return Padding.even(element.bytes(Integer.MAX_VALUE), element.vr());
  }

  private void made(int bytes) {
    add(null, false, filled, filled + bytes);
    filled += bytes;
  }

  private void add(ByteSource source, boolean bulk, long from, long to) {
    size += to - from;
    if (last != null
        && last.source == source
        && last.value == null
        && last.bulk == bulk
        && last.to == from) {
      last.to = to;
      return;
    }
    last = new Piece(source, null, bulk, from, to);
    pieces.add(last);
  }

  private void reserve(int bytes) {
    if (bytes > made.length - filled) {
      made = Arrays.copyOf(made, Math.max(2 * made.length, filled + bytes));
    }
  }
}
