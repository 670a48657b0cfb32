/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.codec;

/**
 * Goes through the markers of a sequential Huffman coded stream (ITU-T T.81 B.2), refusing what is
 * of another process, not what the header says, or not whole.
 */
final class JpegReader {

  private final byte[] stream;
  private final PixelFormat format;
  private final JpegContent content;
  private final JpegTables tables = new JpegTables();

  private DctFrame frame;

  /** By component: whether its scan was read. */
  private boolean[] read = {};

  private JpegReader(byte[] stream, PixelFormat format, JpegContent content) {
    this.stream = stream;
    this.format = format;
    this.content = content;
  }

  /** Gives all of a stream; an end marker may be missing when all else is there. */
  static void read(byte[] stream, PixelFormat format, JpegContent content) throws CodecException {
    new JpegReader(stream, format, content).read();
  }

  private void read() throws CodecException {
    int at = afterStart(stream);
    while (true) {
      if (isWhole() && isPadding(at)) {
        return;
      }
      at = afterMarker(stream, at);
      int marker = stream[at - 1] & 0xFF;
      if (marker == JpegMarker.EOI) {
        if (!isWhole()) {
          throw new CodecException(CodecFault.TRUNCATED_PIXELS, at);
        }
        return;
      }
      if (!JpegMarker.hasSegment(marker)) {
        throw new CodecException(CodecFault.CORRUPT_PIXELS, at);
      }
      at = segment(JpegSegment.at(stream, marker, at));
    }
  }

  /** Where the markers after SOI start. */
  static int afterStart(byte[] stream) throws CodecException {
    if (stream.length < 2) {
      throw new CodecException(CodecFault.TRUNCATED_PIXELS, stream.length);
    }
    if (stream[0] != (byte) 0xFF || (stream[1] & 0xFF) != JpegMarker.SOI) {
      throw new CodecException(CodecFault.CORRUPT_PIXELS, 0);
    }
    return 2;
  }

  /** The end of the marker that must be here, after any fill bytes (T.81 B.1.1.2). */
  static int afterMarker(byte[] stream, int from) throws CodecException {
    if (from < stream.length && stream[from] != (byte) 0xFF) {
      throw new CodecException(CodecFault.CORRUPT_PIXELS, from);
    }
    int at = from;
    while (at < stream.length && stream[at] == (byte) 0xFF) {
      at++;
    }
    if (at >= stream.length) {
      throw new CodecException(CodecFault.TRUNCATED_PIXELS, stream.length);
    }
    return at + 1;
  }

  private int segment(JpegSegment segment) throws CodecException {
    switch (segment.marker()) {
      case JpegMarker.SOF0, JpegMarker.SOF1 -> {
        require(frame == null, segment);
        frame = DctFrame.of(stream, segment);
        frame.check(format);
        // Each block takes two bits or more.
        if (frame.blocks() > 4L * stream.length) {
          throw new CodecException(CodecFault.TRUNCATED_PIXELS, stream.length);
        }
        read = new boolean[frame.components().size()];
        content.frame(frame);
      }
      case JpegMarker.DHT, JpegMarker.DQT, JpegMarker.DRI -> tables.read(stream, segment);
      case JpegMarker.SOS -> {
        return scan(segment);
      }
      default -> {
        if (segment.marker() != JpegMarker.COM && !JpegMarker.isApplication(segment.marker())) {
          throw new CodecException(CodecFault.UNSUPPORTED_PIXELS, segment.start());
        }
      }
    }
    content.segment(segment);
    return segment.end();
  }

  private int scan(JpegSegment segment) throws CodecException {
    require(frame != null, segment);
    DctScan scan = DctScan.of(stream, segment, frame, tables);
    for (DctScan.Part part : scan.parts()) {
      require(!read[part.component.index()], segment);
      read[part.component.index()] = true;
    }
    return content.scan(scan, segment);
  }

  private boolean isWhole() {
    boolean whole = read.length > 0;
    for (boolean one : read) {
      whole &= one;
    }
    return whole;
  }

  /** Whether nothing is left but a byte of padding or half an end marker. */
  private boolean isPadding(int at) {
    return at >= stream.length
        || (at == stream.length - 1 && (stream[at] == 0 || stream[at] == (byte) 0xFF));
  }

  private static void require(boolean holds, JpegSegment segment) throws CodecException {
    if (!holds) {
      throw new CodecException(CodecFault.CORRUPT_PIXELS, segment.start());
    }
  }
}
