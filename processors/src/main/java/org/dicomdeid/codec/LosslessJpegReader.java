/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.codec;

import java.util.ArrayList;
import java.util.List;

/** The marker segments of a lossless JPEG stream (ITU-T T.81 annex B). */
final class LosslessJpegReader {

  /**
   * The frame header (B.2.2).
   *
   * @param identifiers of the components, in order
   */
  record Header(int precision, int rows, int columns, List<Integer> identifiers) {}

  /**
   * A scan header (B.2.3).
   *
   * @param components by their place in the frame header
   * @param tables of these components
   * @param selection of the predictor, 1 to 7
   */
  record Scan(List<Integer> components, List<Integer> tables, int selection, int pointTransform) {}

  private final byte[] stream;
  private final LosslessJpegCode[] codes = new LosslessJpegCode[4];
  private int at;
  private int restartInterval;
  private Header header;

  LosslessJpegReader(byte[] stream) throws CodecException {
    this.stream = stream;
    if (stream.length < 2) {
      throw new CodecException(CodecFault.TRUNCATED_PIXELS, stream.length);
    }
    if (uint16(0) != 0xFFD8) {
      throw new CodecException(CodecFault.CORRUPT_PIXELS, 0);
    }
    at = 2;
  }

  Header header() {
    return header;
  }

  int restartInterval() {
    return restartInterval;
  }

  /** After the scan header, where its entropy-coded data begin. */
  int position() {
    return at;
  }

  void continueAt(int position) {
    at = position;
  }

  LosslessJpegCode code(int table) throws CodecException {
    if (codes[table] == null) {
      throw new CodecException(CodecFault.CORRUPT_PIXELS, at);
    }
    return codes[table];
  }

  /** Reads up to the next scan, which must come. */
  Scan nextScan() throws CodecException {
    while (true) {
      int where = at;
      int marker = marker();
      if (marker == LosslessJpegMarker.EOI) {
        throw new CodecException(CodecFault.TRUNCATED_PIXELS, where);
      }
      int end = segmentEnd();
      int from = at + 2;
      at = end;
      switch (marker) {
        case LosslessJpegMarker.DHT -> huffman(from, end);
        case LosslessJpegMarker.DRI -> {
          require(end - from >= 2, from);
          restartInterval = uint16(from);
        }
        case LosslessJpegMarker.SOS -> {
          return scan(from, end);
        }
        default -> {
          if (LosslessJpegMarker.isStartOfFrame(marker)) {
            frame(marker, from, end);
          }
        }
      }
    }
  }

  /** Whether nothing comes that belongs to the picture, where all of it was read. */
  boolean atEnd() throws CodecException {
    int rest = at;
    while (rest < stream.length && stream[rest] == 0) {
      rest++;
    }
    if (rest == stream.length) {
      return true;
    }
    if (rest == stream.length - 1 && stream[rest] == -1) {
      return true;
    }
    int marker = marker();
    return marker == LosslessJpegMarker.EOI || LosslessJpegMarker.isMetadata(marker);
  }

  private int marker() throws CodecException {
    int i = at;
    if (i < stream.length && stream[i] != -1) {
      throw new CodecException(CodecFault.CORRUPT_PIXELS, i);
    }
    while (i < stream.length && stream[i] == -1) {
      i++;
    }
    if (i >= stream.length) {
      throw new CodecException(CodecFault.TRUNCATED_PIXELS, stream.length);
    }
    int marker = stream[i] & 0xFF;
    boolean alone = marker != LosslessJpegMarker.EOI && LosslessJpegMarker.standsAlone(marker);
    if (marker == 0 || alone) {
      throw new CodecException(CodecFault.CORRUPT_PIXELS, i);
    }
    at = i + 1;
    return marker;
  }

  private int segmentEnd() throws CodecException {
    if (stream.length - at < 2) {
      throw new CodecException(CodecFault.TRUNCATED_PIXELS, stream.length);
    }
    int length = uint16(at);
    require(length >= 2, at);
    if (length > stream.length - at) {
      throw new CodecException(CodecFault.TRUNCATED_PIXELS, stream.length);
    }
    return at + length;
  }

  private void frame(int marker, int from, int end) throws CodecException {
    if (marker != LosslessJpegMarker.SOF3) {
      throw new CodecException(CodecFault.UNSUPPORTED_PIXELS, from);
    }
    require(header == null && end - from >= 6, from);
    int precision = stream[from] & 0xFF;
    int rows = uint16(from + 1);
    int columns = uint16(from + 3);
    int count = stream[from + 5] & 0xFF;
    require(precision >= 2 && precision <= 16 && columns > 0 && count > 0, from);
    require(end - from >= 6 + 3 * count, from);
    if (rows == 0) {
      // The number of lines is told after the first scan (B.2.5).
      throw new CodecException(CodecFault.UNSUPPORTED_PIXELS, from);
    }
    List<Integer> identifiers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int id = stream[from + 6 + 3 * i] & 0xFF;
      require(!identifiers.contains(id), from);
      identifiers.add(id);
      if (count > 1 && stream[from + 7 + 3 * i] != 0x11) {
        throw new CodecException(CodecFault.UNSUPPORTED_PIXELS, from);
      }
    }
    header = new Header(precision, rows, columns, List.copyOf(identifiers));
  }

  private void huffman(int from, int end) throws CodecException {
    int i = from;
    while (i < end) {
      require(end - i >= 17, i);
      int total = 0;
      for (int k = 1; k <= 16; k++) {
        total += stream[i + k] & 0xFF;
      }
      int table = stream[i] & 0xFF;
      require(total <= 256 && end - i >= 17 + total, i);
      // Class 1 is of AC coefficients, which lossless JPEG has not.
      if (table < 4) {
        codes[table] = LosslessJpegCode.of(stream, i + 1);
      } else {
        require(table >> 4 == 1, i);
      }
      i += 17 + total;
    }
  }

  private Scan scan(int from, int end) throws CodecException {
    require(header != null && end - from >= 1, from);
    int count = stream[from] & 0xFF;
    require(count >= 1 && count <= 4 && end - from >= 4 + 2 * count, from);
    List<Integer> components = new ArrayList<>();
    List<Integer> tables = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int component = header.identifiers().indexOf(stream[from + 1 + 2 * i] & 0xFF);
      int table = (stream[from + 2 + 2 * i] & 0xFF) >> 4;
      require(component >= 0 && !components.contains(component) && table < 4, from);
      components.add(component);
      tables.add(table);
    }
    int selection = stream[from + 1 + 2 * count] & 0xFF;
    int pointTransform = stream[from + 3 + 2 * count] & 0x0F;
    require(selection >= 1 && selection <= 7 && pointTransform < header.precision(), from);
    return new Scan(List.copyOf(components), List.copyOf(tables), selection, pointTransform);
  }

  private int uint16(int i) {
    return (stream[i] & 0xFF) << 8 | (stream[i + 1] & 0xFF);
  }

  private static void require(boolean sound, int where) throws CodecException {
    if (!sound) {
      throw new CodecException(CodecFault.CORRUPT_PIXELS, where);
    }
  }
}
