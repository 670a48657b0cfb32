/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.codec;

import java.util.Optional;

/** Decodes a frame, scan by scan, into its cells. */
final class JpegLsDecoder {

  private final byte[] stream;
  private final PixelFormat format;
  private final JpegLsHeaders headers = new JpegLsHeaders();
  private byte[] cells;
  private boolean[] done;

  JpegLsDecoder(byte[] stream, PixelFormat format) {
    this.stream = stream;
    this.format = format;
  }

  Frame decode() throws CodecException {
    JpegLsSegments segments = new JpegLsSegments(stream);
    int left = format.samples();
    while (left > 0) {
      Optional<JpegLsScanHeader> scan = headers.nextScan(segments);
      if (scan.isEmpty()) {
        throw new CodecException(CodecFault.TRUNCATED_PIXELS, segments.start());
      }
      allocate();
      for (int component : scan.get().components()) {
        if (done[component]) {
          throw segments.corrupt();
        }
        done[component] = true;
      }
      segments.continueAt(scan(scan.get(), segments.end()));
      left -= scan.get().components().size();
    }
    ending(segments);
    return new Frame(
        format.rows(),
        format.columns(),
        format.samples(),
        format.cellBytes(),
        format.photometric() == Photometric.YBR_FULL_422
            ? Photometric.YBR_FULL
            : format.photometric(),
        cells);
  }

  /** Makes room once the header of the frame is seen to fit. */
  private void allocate() throws CodecException {
    if (cells != null) {
      return;
    }
    JpegLsFrameHeader frame = headers.frame();
    if (frame.rows() != format.rows()
        || frame.columns() != format.columns()
        || frame.componentIds().size() != format.samples()
        || !frame.fits(format.bitsAllocated())) {
      throw new CodecException(CodecFault.PIXELS_DISAGREE);
    }
    cells = new byte[Math.toIntExact(format.frameBytes())];
    done = new boolean[format.samples()];
  }

  /** Only the marker that ends the image may be missing, and then all else behind the scans. */
  private void ending(JpegLsSegments segments) throws CodecException {
    if (stream.length - segments.end() < 2) {
      return;
    }
    if (headers.nextScan(segments).isPresent()) {
      throw segments.corrupt();
    }
  }

  /** Decodes a scan and gives the offset of the marker behind it. */
  private int scan(JpegLsScanHeader scan, int from) throws CodecException {
    JpegLsParameters parameters =
        headers.preset().of(headers.frame().precision(), scan.near(), from);
    int count = scan.components().size();
    JpegLsBitReader in = new JpegLsBitReader(stream, from);
    JpegLsScanDecoder decoder = new JpegLsScanDecoder(new JpegLsModel(parameters), in, count);
    boolean bySample = count > 1 && scan.interleave() == JpegLsScanHeader.Interleave.SAMPLE;
    int width = format.columns();
    int[][] above = new int[count][width + 2];
    int[][] line = new int[count][width + 2];
    int interval = headers.restartInterval();
    for (int row = 0; row < format.rows(); row++) {
      if (interval > 0 && row > 0 && row % interval == 0) {
        in.restart((row / interval - 1) & 7);
        decoder.restart();
        above = new int[count][width + 2];
      }
      if (bySample) {
        decoder.pixels(above, line, width);
      } else {
        for (int i = 0; i < count; i++) {
          decoder.line(i, above[i], line[i], width);
        }
      }
      for (int i = 0; i < count; i++) {
        store(line[i], row, scan.components().get(i));
      }
      int[][] swap = above;
      above = line;
      line = swap;
    }
    return in.end();
  }

  private void store(int[] line, int row, int component) {
    int columns = format.columns();
    int step = format.samples() * format.cellBytes();
    int at = row * columns * step + component * format.cellBytes();
    if (format.cellBytes() == 1) {
      for (int x = 1; x <= columns; x++, at += step) {
        cells[at] = (byte) line[x];
      }
    } else {
      for (int x = 1; x <= columns; x++, at += step) {
        cells[at] = (byte) line[x];
        cells[at + 1] = (byte) (line[x] >> 8);
      }
    }
  }
}
