/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.bench;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;
import org.dicomdeid.dicom.DicomBuilder;
import org.dicomdeid.dicom.VR;

/** 256 colours: greys, and ramps from black to a few colours; sorted, or in no order at all. */
final class Palette {

  private static final int SIZE = 256;

  private final double[][] colours = new double[SIZE][];

  Palette(double[][] ramps, boolean shuffled, Random random) {
    int greys = SIZE - 24 * ramps.length;
    for (int i = 0; i < greys; i++) {
      double level = (double) i / (greys - 1);
      colours[i] = new double[] {level, level, level};
    }
    for (int i = greys; i < SIZE; i++) {
      double[] to = ramps[(i - greys) / 24];
      double level = ((i - greys) % 24 + 1) / 24.0;
      colours[i] = new double[] {to[0] * level, to[1] * level, to[2] * level};
    }
    for (int i = SIZE - 1; shuffled && i > 0; i--) {
      int other = random.nextInt(i + 1);
      double[] swap = colours[i];
      colours[i] = colours[other];
      colours[other] = swap;
    }
  }

  /** The nearest colour of each pixel. */
  byte[] indices(Canvas canvas) {
    byte[] indices = new byte[canvas.size()];
    for (int i = 0; i < indices.length; i++) {
      indices[i] = (byte) nearest(canvas.plane(0)[i], canvas.plane(1)[i], canvas.plane(2)[i]);
    }
    return indices;
  }

  private int nearest(float red, float green, float blue) {
    int nearest = 0;
    double least = Double.MAX_VALUE;
    for (int i = 0; i < SIZE; i++) {
      double[] colour = colours[i];
      double dr = colour[0] - red;
      double dg = colour[1] - green;
      double db = colour[2] - blue;
      double distance = dr * dr + dg * dg + db * db;
      if (distance < least) {
        least = distance;
        nearest = i;
      }
    }
    return nearest;
  }

  Canvas shown(Canvas canvas) {
    byte[] indices = indices(canvas);
    Canvas shown = new Canvas(canvas.width, canvas.height, 3);
    for (int i = 0; i < indices.length; i++) {
      shown.blend(i, colours[indices[i] & 0xFF], 1);
    }
    return shown;
  }

  /** Descriptors and tables of 16-bit entries (PS3.3 C.7.6.3.1.5, C.7.6.3.1.6). */
  void put(DicomBuilder object) {
    for (int c = 0; c < 3; c++) {
      object.put(0x00281101 + c, VR.US, SIZE, 0, 16);
      ByteBuffer table = ByteBuffer.allocate(2 * SIZE).order(ByteOrder.LITTLE_ENDIAN);
      for (double[] colour : colours) {
        table.putShort((short) (257 * Math.round(colour[c] * 255)));
      }
      object.put(0x00281201 + c, VR.OW, table.array());
    }
  }
}
