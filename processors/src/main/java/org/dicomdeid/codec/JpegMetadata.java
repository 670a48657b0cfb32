/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.codec;

import java.io.ByteArrayOutputStream;

/**
 * What of a JPEG stream may hold an identifier without being the picture: comments, application
 * segments (EXIF, thumbnails), bytes after the end. JFIF and Adobe segments tell the colour space
 * and stay, cut to what the formats define.
 */
final class JpegMetadata {

  private static final int JFIF_WITHOUT_THUMBNAIL = 14;
  private static final int ADOBE = 12;

  private JpegMetadata() {}

  /** The stream without it; the same array when there is none. */
  static byte[] without(byte[] stream) throws CodecException {
    ByteArrayOutputStream out = new ByteArrayOutputStream(stream.length);
    int copied = 0;
    int at = JpegReader.afterStart(stream);
    boolean scanned = false;
    while (!(scanned && at >= stream.length - 1)) {
      at = JpegReader.afterMarker(stream, at);
      int marker = stream[at - 1] & 0xFF;
      if (marker == JpegMarker.EOI) {
        break;
      }
      if (!JpegMarker.hasSegment(marker)) {
        continue;
      }
      JpegSegment segment = JpegSegment.at(stream, marker, at);
      at = segment.end();
      if (marker == JpegMarker.SOS) {
        scanned = true;
        at = afterData(stream, at);
      } else if (!isWhollyKept(stream, segment)) {
        out.write(stream, copied, segment.start() - copied);
        write(stream, segment, out);
        copied = at;
      }
    }
    int end = isPaddedAt(stream, at) ? stream.length : Math.min(at, stream.length);
    if (copied == 0 && end == stream.length) {
      return stream;
    }
    out.write(stream, copied, end - copied);
    return out.toByteArray();
  }

  /** Writes what may stay of a segment: all, nothing, or its defined part. */
  static void write(byte[] stream, JpegSegment segment, ByteArrayOutputStream out) {
    if (isWhollyKept(stream, segment)) {
      out.write(stream, segment.start(), segment.end() - segment.start());
    } else if (JpegColour.isJfif(stream, segment)) {
      head(segment.marker(), JFIF_WITHOUT_THUMBNAIL, out);
      out.write(stream, segment.body(), JFIF_WITHOUT_THUMBNAIL - 2);
      out.write(0);
      out.write(0);
    } else if (JpegColour.isAdobe(stream, segment)) {
      head(segment.marker(), ADOBE, out);
      out.write(stream, segment.body(), ADOBE);
    }
  }

  private static boolean isWhollyKept(byte[] stream, JpegSegment segment) {
    if (JpegColour.isJfif(stream, segment)) {
      return segment.length() == JFIF_WITHOUT_THUMBNAIL
          && stream[segment.end() - 2] == 0
          && stream[segment.end() - 1] == 0;
    }
    if (JpegColour.isAdobe(stream, segment)) {
      return segment.length() == ADOBE;
    }
    // Markers below SOF0 are reserved, those from JPG0 on are for extensions or a comment.
    return segment.marker() >= JpegMarker.SOF0 && segment.marker() < JpegMarker.APP0;
  }

  private static void head(int marker, int length, ByteArrayOutputStream out) {
    out.write(0xFF);
    out.write(marker);
    out.write((length + 2) >> 8);
    out.write(length + 2);
  }

  /** The first marker after entropy coded data that is not a restart of them. */
  private static int afterData(byte[] stream, int from) {
    for (int at = from; at < stream.length - 1; at++) {
      if (stream[at] == (byte) 0xFF) {
        int next = stream[at + 1] & 0xFF;
        if (next != 0 && next != 0xFF && !JpegMarker.isRestart(next)) {
          return at;
        }
      }
    }
    return stream.length;
  }

  /** Whether one byte after the end makes the length even, as DICOM wants it (PS3.5 A.4). */
  private static boolean isPaddedAt(byte[] stream, int at) {
    return at == stream.length - 1
        && stream.length % 2 == 0
        && (stream[at] == 0 || stream[at] == (byte) 0xFF);
  }
}
