/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.codec;

import java.util.ArrayList;
import java.util.List;

/** Makes the picture of a sequential stream: components as coded, all at full size. */
final class DctRenderer implements JpegContent {

  private final byte[] stream;
  private final PixelFormat format;
  private final JpegColour colour = new JpegColour();
  private final List<DctPlane> planes = new ArrayList<>();

  private DctFrame frame;
  private Photometric photometric;

  private DctRenderer(byte[] stream, PixelFormat format) {
    this.stream = stream;
    this.format = format;
  }

  static Frame render(byte[] stream, PixelFormat format) throws CodecException {
    DctRenderer renderer = new DctRenderer(stream, format);
    JpegReader.read(stream, format, renderer);
    return renderer.picture();
  }

  @Override
  public void frame(DctFrame header) throws CodecException {
    if (header.blocks() * 64 > Integer.MAX_VALUE - 8
        || format.frameBytes() > Integer.MAX_VALUE - 8) {
      throw new CodecException(CodecFault.FRAME_TOO_LARGE);
    }
    frame = header;
    for (DctComponent component : header.components()) {
      planes.add(new DctPlane(header, component));
    }
  }

  @Override
  public void segment(JpegSegment segment) {
    if (photometric == null) {
      colour.read(stream, segment);
    }
  }

  @Override
  public int scan(DctScan scan, JpegSegment segment) throws CodecException {
    if (photometric == null) {
      photometric = colour.of(frame, format.photometric());
    }
    DctInverse inverse = new DctInverse(frame.precision());
    return DctScanDecoder.decode(
        stream,
        segment.end(),
        scan,
        (number, row, column, coefficients, last) -> {
          DctScan.Part part = scan.parts().get(number);
          DctPlane plane = planes.get(part.component.index());
          int offset = (row * plane.stride + column) * 8;
          inverse.transform(coefficients, part.steps, last, plane.samples, offset, plane.stride);
        });
  }

  private Frame picture() {
    byte[] cells = new byte[(int) format.frameBytes()];
    int count = planes.size();
    int cellBytes = format.cellBytes();
    int pixelBytes = count * cellBytes;
    for (int sample = 0; sample < count; sample++) {
      DctPlane plane = planes.get(sample);
      for (int row = 0; row < frame.rows(); row++) {
        short[] line = plane.line(row);
        int from = plane.start(row);
        int to = row * frame.columns() * pixelBytes + sample * cellBytes;
        if (cellBytes == 1) {
          put(line, from, cells, to, pixelBytes);
        } else {
          putWide(line, from, cells, to, pixelBytes);
        }
      }
    }
    return new Frame(frame.rows(), frame.columns(), count, cellBytes, photometric, cells);
  }

  private void put(short[] line, int from, byte[] cells, int to, int step) {
    for (int i = 0, at = to; i < frame.columns(); i++, at += step) {
      cells[at] = (byte) line[from + i];
    }
  }

  private void putWide(short[] line, int from, byte[] cells, int to, int step) {
    for (int i = 0, at = to; i < frame.columns(); i++, at += step) {
      cells[at] = (byte) line[from + i];
      cells[at + 1] = (byte) (line[from + i] >> 8);
    }
  }
}
