/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.codec;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Drops from a JPEG stream (ITU-T T.81) what no decoder needs. */
final class LosslessJpegMetadata {

  private static final byte[] JFIF = "JFIF\0".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] ADOBE = "Adobe".getBytes(StandardCharsets.US_ASCII);
  private static final int JFIF_LENGTH = 16;
  private static final int ADOBE_LENGTH = 14;

  private final byte[] stream;
  private final byte[] kept;
  private int to;
  private int at;

  private LosslessJpegMetadata(byte[] stream) {
    this.stream = stream;
    this.kept = new byte[stream.length];
  }

  static byte[] without(byte[] stream) throws CodecException {
    LosslessJpegMetadata walk = new LosslessJpegMetadata(stream);
    walk.walk();
    boolean padded = walk.to == stream.length - 1 && walk.at == walk.to && stream[walk.to] == 0;
    return walk.to == stream.length || padded ? stream : Arrays.copyOf(walk.kept, walk.to);
  }

  private void walk() throws CodecException {
    if (stream.length < 2 || stream[0] != -1 || (stream[1] & 0xFF) != LosslessJpegMarker.SOI) {
      throw new CodecException(CodecFault.CORRUPT_PIXELS, 0);
    }
    keep(2);
    boolean picture = false;
    while (at < stream.length) {
      int code = at;
      while (code < stream.length && stream[code] == -1) {
        code++;
      }
      if (code == stream.length && picture) {
        return;
      }
      if (code == at || code == stream.length) {
        boolean end = picture && restIsZero();
        if (end) {
          return;
        }
        throw new CodecException(CodecFault.CORRUPT_PIXELS, at);
      }
      int marker = stream[code] & 0xFF;
      if (marker == LosslessJpegMarker.EOI) {
        keep(code + 1);
        return;
      }
      int end = segmentEnd(code + 1, marker);
      if (LosslessJpegMarker.isOfThePicture(marker) || isHarmless(marker, code + 1, end)) {
        keep(end);
      } else {
        at = end;
      }
      if (marker == LosslessJpegMarker.SOS) {
        picture = true;
        keep(endOfData());
      }
    }
  }

  private int segmentEnd(int from, int marker) throws CodecException {
    if (LosslessJpegMarker.standsAlone(marker) || marker == 0) {
      throw new CodecException(CodecFault.CORRUPT_PIXELS, from);
    }
    if (stream.length - from < 2) {
      throw new CodecException(CodecFault.TRUNCATED_PIXELS, stream.length);
    }
    int length = (stream[from] & 0xFF) << 8 | (stream[from + 1] & 0xFF);
    if (length < 2) {
      throw new CodecException(CodecFault.CORRUPT_PIXELS, from);
    }
    if (length > stream.length - from) {
      throw new CodecException(CodecFault.TRUNCATED_PIXELS, stream.length);
    }
    return from + length;
  }

  /** A JFIF header without thumbnail, or what Adobe's tells of the colour transform. */
  private boolean isHarmless(int marker, int from, int end) {
    int length = end - from;
    if (marker == LosslessJpegMarker.APP0 && length == JFIF_LENGTH) {
      boolean thumbnail = stream[end - 1] != 0 || stream[end - 2] != 0;
      return !thumbnail && startsWith(JFIF, from + 2);
    }
    return marker == LosslessJpegMarker.APP14
        && length == ADOBE_LENGTH
        && startsWith(ADOBE, from + 2);
  }

  private boolean startsWith(byte[] name, int from) {
    return Arrays.equals(stream, from, from + name.length, name, 0, name.length);
  }

  /** The marker that ends the entropy-coded data of a scan, restarts being part of them. */
  private int endOfData() {
    int i = at;
    while (i < stream.length) {
      if (stream[i] == -1) {
        int code = i + 1;
        while (code < stream.length && stream[code] == -1) {
          code++;
        }
        if (code == stream.length) {
          return i;
        }
        int marker = stream[code] & 0xFF;
        if (marker != 0 && !LosslessJpegMarker.isRestart(marker)) {
          return i;
        }
        i = code;
      }
      i++;
    }
    return i;
  }

  private boolean restIsZero() {
    for (int i = at; i < stream.length; i++) {
      if (stream[i] != 0) {
        return false;
      }
    }
    return true;
  }

  private void keep(int end) {
    System.arraycopy(stream, at, kept, to, end - at);
    to += end - at;
    at = end;
  }
}
