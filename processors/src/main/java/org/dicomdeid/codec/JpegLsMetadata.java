/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.codec;

import java.io.ByteArrayOutputStream;

/** Drops what a stream carries beside the image. */
final class JpegLsMetadata {

  private JpegLsMetadata() {}

  static byte[] without(byte[] stream) throws CodecException {
    JpegLsSegments segments = new JpegLsSegments(stream);
    ByteArrayOutputStream kept = new ByteArrayOutputStream(stream.length);
    kept.write(stream, segments.start(), segments.end() - segments.start());
    while (true) {
      segments.skip();
      if (segments.atEnd()) {
        break;
      }
      segments.next();
      int start = segments.start();
      int marker = segments.marker();
      if (marker == JpegLsMarker.SOS) {
        segments.skipEntropyCodedData();
      }
      if (!isMetadata(segments)) {
        kept.write(stream, start, segments.end() - start);
      }
      if (marker == JpegLsMarker.EOI) {
        break;
      }
    }
    return kept.size() == lengthWithoutPadding(stream, kept.size()) ? stream : kept.toByteArray();
  }

  private static boolean isMetadata(JpegLsSegments segments) throws CodecException {
    int marker = segments.marker();
    if (marker == JpegLsMarker.APP8) {
      // Without it the samples would be taken for others.
      return JpegLsHeaders.colourTransform(segments) == 0;
    }
    return marker == JpegLsMarker.COM
        || (marker >= JpegLsMarker.APP0 && marker <= JpegLsMarker.APP15);
  }

  /** The byte that makes a fragment even is no data (PS3.5 A.4). */
  private static int lengthWithoutPadding(byte[] stream, int kept) {
    boolean padded = kept % 2 == 1 && stream.length == kept + 1 && stream[stream.length - 1] == 0;
    return padded ? kept : stream.length;
  }
}
