/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.pixel;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.TreeSet;
import org.dicomdeid.codec.Box;
import org.dicomdeid.dicom.DataSet;
import org.dicomdeid.dicom.Element;

/**
 * The regions that an ultrasound image says hold ultrasound data (Sequence of Ultrasound Regions,
 * PS3.3 C.8.5.5), and what lies outside of them.
 */
public final class UltrasoundRegions {

  private static final int SEQUENCE = 0x00186011;
  private static final int LEFT = 0x00186018;
  private static final int TOP = 0x0018601A;
  private static final int RIGHT = 0x0018601C;
  private static final int BOTTOM = 0x0018601E;
  private static final int ROWS = 0x00280010;
  private static final int COLUMNS = 0x00280011;

  private UltrasoundRegions() {}

  /**
   * The regions, in pixels of the image. What of a region lies beyond the image is left out, and so
   * is a region that lacks an edge or ends before it starts. Empty when the object tells none: then
   * nothing is known, and not that the whole image is outside.
   */
  public static List<Box> of(DataSet dataSet) throws IOException {
    List<Box> regions = new ArrayList<>();
    Element sequence = dataSet.get(SEQUENCE);
    OptionalInt rows = dataSet.integer(ROWS);
    OptionalInt columns = dataSet.integer(COLUMNS);
    if (sequence == null || !sequence.isSequence() || rows.isEmpty() || columns.isEmpty()) {
      return regions;
    }
    for (DataSet item : sequence.items()) {
      int left = edge(item, LEFT);
      int top = edge(item, TOP);
      int right = edge(item, RIGHT);
      int bottom = edge(item, BOTTOM);
      if (left >= 0 && top >= 0 && right >= left && bottom >= top) {
        // Min and max both belong to the region. Cut first, for an edge may be any 32 bits.
        int r = Math.min(right, columns.getAsInt() - 1);
        int b = Math.min(bottom, rows.getAsInt() - 1);
        if (r >= left && b >= top) {
          regions.add(new Box(left, top, r - left + 1, b - top + 1));
        }
      }
    }
    return regions;
  }

  private static int edge(DataSet item, int tag) throws IOException {
    return item.integer(tag).orElse(-1);
  }

  /**
   * Boxes that share no pixel and together cover just what no region covers; the whole image when
   * there is no region.
   */
  public static List<Box> outside(List<Box> regions, int rows, int columns) {
    TreeSet<Integer> edges = new TreeSet<>(List.of(0, rows));
    List<Box> inside = new ArrayList<>();
    for (Box region : regions) {
      Box box = region.within(columns, rows);
      if (!box.isEmpty()) {
        inside.add(box);
        edges.add(box.row());
        edges.add(box.bottom());
      }
    }
    List<Box> outside = new ArrayList<>();
    List<Box> above = new ArrayList<>();
    int top = 0;
    for (int bottom : edges.tailSet(0, false)) {
      List<Box> band = new ArrayList<>();
      for (Box gap : gaps(inside, top, bottom, columns)) {
        Box upper = sameColumns(above, gap);
        if (upper != null) {
          outside.remove(upper);
        }
        Box whole = upper == null ? gap : upper.union(gap);
        band.add(whole);
        outside.add(whole);
      }
      above = band;
      top = bottom;
    }
    return outside;
  }

  /** The columns of a band of rows that no region covers; no region starts or ends within it. */
  private static List<Box> gaps(List<Box> regions, int top, int bottom, int columns) {
    List<Box> gaps = new ArrayList<>();
    List<Box> crossing = new ArrayList<>();
    for (Box region : regions) {
      if (region.row() < bottom && region.bottom() > top) {
        crossing.add(region);
      }
    }
    crossing.sort((a, b) -> Integer.compare(a.column(), b.column()));
    int at = 0;
    for (Box region : crossing) {
      if (region.column() > at) {
        gaps.add(new Box(at, top, region.column() - at, bottom - top));
      }
      at = Math.max(at, region.right());
    }
    if (at < columns) {
      gaps.add(new Box(at, top, columns - at, bottom - top));
    }
    return gaps;
  }

  private static Box sameColumns(List<Box> above, Box gap) {
    for (Box box : above) {
      if (box.column() == gap.column() && box.width() == gap.width()) {
        return box;
      }
    }
    return null;
  }
}
