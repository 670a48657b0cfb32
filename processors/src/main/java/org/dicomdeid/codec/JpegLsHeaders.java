/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.codec;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dicomdeid.codec.JpegLsScanHeader.Interleave;

/** What the segments read so far say of the scan that comes next. */
final class JpegLsHeaders {

  private static final int PRESET = 1;
  private static final int MAPPING_TABLE = 2;
  private static final int MAPPING_TABLE_CONTINUED = 3;

  /** Starts the segment with which HP's coders name a colour transform. */
  private static final int[] COLOUR_TRANSFORM = {'m', 'r', 'f', 'x'};

  private JpegLsFrameHeader frame;
  private JpegLsPreset preset = JpegLsPreset.DEFAULT;
  private int restartInterval;

  /** Reads on until a scan starts; empty when the image ends before. */
  Optional<JpegLsScanHeader> nextScan(JpegLsSegments segments) throws CodecException {
    while (true) {
      segments.next();
      switch (segments.marker()) {
        case JpegLsMarker.SOS -> {
          return Optional.of(scan(segments));
        }
        case JpegLsMarker.EOI -> {
          return Optional.empty();
        }
        default -> read(segments);
      }
      segments.skip();
    }
  }

  /** Of the frame, once its header was read. */
  JpegLsFrameHeader frame() {
    return frame;
  }

  JpegLsPreset preset() {
    return preset;
  }

  /** Lines between restart markers; 0 for none. */
  int restartInterval() {
    return restartInterval;
  }

  private void read(JpegLsSegments segments) throws CodecException {
    int marker = segments.marker();
    switch (marker) {
      case JpegLsMarker.SOF55 -> frame = frame(segments);
      case JpegLsMarker.LSE -> parameters(segments);
      case JpegLsMarker.DRI -> restartInterval = interval(segments);
      case JpegLsMarker.APP8 -> applicationData(segments);
      case JpegLsMarker.DNL -> throw segments.unsupported();
      default -> {
        if (JpegLsMarker.isOtherFrame(marker)) {
          throw segments.unsupported();
        }
        if (marker < JpegLsMarker.APP0) {
          throw segments.corrupt();
        }
      }
    }
  }

  private JpegLsFrameHeader frame(JpegLsSegments segments) throws CodecException {
    if (frame != null) {
      throw segments.corrupt();
    }
    int precision = segments.octet();
    int rows = segments.word();
    int columns = segments.word();
    int components = segments.octet();
    if (precision < 2 || precision > 16 || components == 0) {
      throw segments.corrupt();
    }
    if (rows == 0 || columns == 0) {
      // The size comes in another segment (DNL, LSE of type 4): never seen in DICOM.
      throw segments.unsupported();
    }
    List<Integer> ids = new ArrayList<>();
    int sampling = 0;
    for (int i = 0; i < components; i++) {
      int id = segments.octet();
      int factors = segments.octet();
      segments.octet();
      if (ids.contains(id)) {
        throw segments.corrupt();
      }
      if (i > 0 && factors != sampling) {
        throw segments.unsupported();
      }
      sampling = factors;
      ids.add(id);
    }
    exhausted(segments);
    return new JpegLsFrameHeader(precision, rows, columns, ids);
  }

  private void parameters(JpegLsSegments segments) throws CodecException {
    int type = segments.octet();
    if (type == PRESET) {
      preset =
          new JpegLsPreset(
              segments.word(), segments.word(), segments.word(), segments.word(), segments.word());
      exhausted(segments);
    } else if (type != MAPPING_TABLE && type != MAPPING_TABLE_CONTINUED) {
      throw segments.unsupported();
    }
  }

  private static int interval(JpegLsSegments segments) throws CodecException {
    int bytes = segments.remaining();
    if (bytes < 2 || bytes > 4) {
      throw segments.corrupt();
    }
    long interval = 0;
    for (int i = 0; i < bytes; i++) {
      interval = interval << 8 | segments.octet();
    }
    return (int) Math.min(Integer.MAX_VALUE, interval);
  }

  private static void applicationData(JpegLsSegments segments) throws CodecException {
    if (colourTransform(segments) != 0) {
      throw segments.unsupported();
    }
  }

  /** Number of the colour transform that an APP8 segment tells of; 0 for none. */
  static int colourTransform(JpegLsSegments segments) throws CodecException {
    if (segments.remaining() != COLOUR_TRANSFORM.length + 1) {
      return 0;
    }
    for (int letter : COLOUR_TRANSFORM) {
      if (segments.octet() != letter) {
        return 0;
      }
    }
    return segments.octet();
  }

  private JpegLsScanHeader scan(JpegLsSegments segments) throws CodecException {
    if (frame == null) {
      throw segments.corrupt();
    }
    int count = segments.octet();
    if (count == 0) {
      throw segments.corrupt();
    }
    List<Integer> components = new ArrayList<>();
    boolean mapped = false;
    for (int i = 0; i < count; i++) {
      int component = frame.componentIds().indexOf(segments.octet());
      mapped |= segments.octet() != 0;
      if (component < 0 || components.contains(component)) {
        throw segments.corrupt();
      }
      components.add(component);
    }
    int near = segments.octet();
    Interleave interleave = Interleave.of(segments.octet()).orElseThrow(segments::corrupt);
    int pointTransform = segments.octet();
    if (count > 1 && interleave == Interleave.NONE) {
      throw segments.corrupt();
    }
    exhausted(segments);
    if (mapped || pointTransform != 0) {
      throw segments.unsupported();
    }
    return new JpegLsScanHeader(components, near, interleave);
  }

  private static void exhausted(JpegLsSegments segments) throws CodecException {
    if (segments.remaining() != 0) {
      throw segments.corrupt();
    }
  }
}
