/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.dicom;

import java.io.IOException;

/**
 * Reads the file meta information (PS3.10 7.1). It ends where group 0002 ends: its group length is
 * often wrong or missing, and only tells a deflated stream that happens to begin like group 0002.
 */
final class FileMetaParser {

  private final Window window;
  private final DataElementHeader header;
  private long end;

  FileMetaParser(Window window) {
    this.window = window;
    this.header = new DataElementHeader(window);
  }

  /** Where the last call found the end. */
  long end() {
    return end;
  }

  /** The elements of group 0002 from {@code start}; null when there is none. */
  DataSet parse(long start, int maxElements) throws IOException {
    end = start;
    long size = window.size();
    Encoding encoding = encoding(start);
    if (encoding == null) {
      return null;
    }
    DataSet meta = DataSet.root(encoding);
    long position = start;
    long declaredEnd = -1;
    while (size - position >= 8
        && Tag.group(window.tag(position, encoding.isBigEndian())) == 0x0002
        && (position != declaredEnd || VR.ofCode(window.letters(position + 4)) != null)) {
      Fault bad = header.read(position, encoding, size);
      if (bad != null) {
        throw new DicomException(bad, Tag.format(header.tag), position);
      }
      if (header.isUndefined()) {
        throw new DicomException(Fault.BAD_STRUCTURE, Tag.format(header.tag), position);
      }
      if (meta.size() == maxElements) {
        throw new DicomException(Fault.TOO_MANY_ELEMENTS, Tag.format(header.tag), position);
      }
      long valueEnd = header.valueStart + header.length;
      if (valueEnd > size) {
        throw new DicomException(Fault.TRUNCATED, Tag.format(header.tag), position);
      }
      meta.append(
          Element.at(
              new Element.Span(window.source(), position, header.valueStart, valueEnd, valueEnd),
              header.tag,
              header.vr));
      if (header.tag == Tag.FILE_META_GROUP_LENGTH && header.length == 4) {
        declaredEnd = valueEnd + window.u32(header.valueStart, encoding.isBigEndian());
      }
      position = valueEnd;
    }
    end = position;
    return meta;
  }

  /** Explicit little endian by the standard; some old writers did otherwise. */
  private Encoding encoding(long start) throws IOException {
    if (window.size() - start < 8) {
      return null;
    }
    boolean littleEndian = Tag.group(window.tag(start, false)) == 0x0002;
    if (!littleEndian && Tag.group(window.tag(start, true)) != 0x0002) {
      return null;
    }
    if (VR.ofCode(window.letters(start + 4)) != null) {
      return littleEndian ? Encoding.EXPLICIT_LITTLE_ENDIAN : Encoding.EXPLICIT_BIG_ENDIAN;
    }
    return littleEndian ? Encoding.IMPLICIT_LITTLE_ENDIAN : null;
  }
}
