/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.pixel;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.dicomdeid.codec.Box;

/**
 * Looks for text all over pictures: at a scale that suits their size, upright and turned by a
 * quarter, in tiles when they are large.
 */
final class TextSearch {

  /** Enough for letters of 11 pixels on a small picture, and affordable on one of 640 × 480. */
  private static final double WANTED_PIXELS = 700_000;

  private static final double LARGEST_FACTOR = 3;

  /** On pictures of an icon's size even letters of 6 pixels mean something, and cost little. */
  private static final double TINY_FACTOR = 6;

  private static final double TINY_PIXELS = 128 * 128;

  /** The turned pass, for the few vertical lines that the upright one misses, is a smaller one. */
  private static final double TURNED_FACTOR = 0.67;

  /**
   * Keeps three views of a window of frames near the price of two. The first view of windows that
   * follow is no smaller: of 490 words that 29 cines showed on five frames each, one was missed so.
   */
  private static final double LATER_FACTOR = 0.7;

  /** No smaller than the tallest letters that tiles are to find. */
  private static final int OVERLAP = 128;

  private final TextDetector detector;
  private final int maxPixels;

  TextSearch(TextDetector detector, int maxPixels) {
    this.detector = detector;
    this.maxPixels = maxPixels;
  }

  /**
   * Detections in one of the views. Most text shows in several of them, so those after the first
   * are seen a little smaller, and only where they differ from it.
   */
  List<Detection> in(List<Picture> views, int index) throws IOException {
    Picture view = views.get(index);
    List<Box> whole = List.of(new Box(0, 0, view.width(), view.height()));
    double share = share(index);
    return in(views, index, whole, share, share);
  }

  /**
   * Detections in parts of one of the views that changed since a window before: turned in the first
   * view alone, and smaller.
   */
  List<Detection> in(List<Picture> views, int index, List<Box> changed) throws IOException {
    return in(views, index, changed, share(index), index == 0 ? LATER_FACTOR : 0);
  }

  private static double share(int index) {
    return index == 0 ? 1 : LATER_FACTOR;
  }

  private List<Detection> in(
      List<Picture> views, int index, List<Box> parts, double upright, double turned)
      throws IOException {
    List<Detection> found = new ArrayList<>();
    Picture view = views.get(index);
    List<Box> differing =
        index == 0
            ? List.of(new Box(0, 0, view.width(), view.height()))
            : ChangedAreas.between(views.get(0), view, List.of());
    for (Box part : parts) {
      for (Box area : differing) {
        Box searched = part.intersection(area);
        if (!searched.isEmpty()) {
          search(view, searched, upright, turned, found);
        }
      }
    }
    return found;
  }

  /**
   * Detections in parts of one frame.
   *
   * @param closely whether as well as in the first of several views; otherwise as in the later
   *     ones, and upright only
   */
  List<Detection> in(Picture frame, List<Box> parts, boolean closely) throws IOException {
    List<Detection> found = new ArrayList<>();
    for (Box part : parts) {
      search(frame, part, closely ? 1 : LATER_FACTOR, closely ? 1 : 0, found);
    }
    return found;
  }

  /**
   * @param uprightShare of the scale that suits the picture
   * @param turnedShare of the scale that suits the turned pass; 0 for none
   */
  private void search(
      Picture view, Box part, double uprightShare, double turnedShare, List<Detection> found)
      throws IOException {
    double pixels = (double) view.width() * view.height();
    double largest = pixels <= TINY_PIXELS ? TINY_FACTOR : LARGEST_FACTOR;
    double wanted = Math.max(1, Math.min(largest, Math.sqrt(WANTED_PIXELS / pixels)));
    double upright = Math.max(1, uprightShare * wanted);
    double turned = turnedShare * Math.max(1, TURNED_FACTOR * wanted);
    List<Box> tiles = Tiles.of(part, (int) (maxPixels / (upright * upright)), OVERLAP);
    for (Box tile : tiles) {
      found.addAll(detector.detect(view, tile, PictureTurn.NONE, true, upright));
      if (turnedShare > 0) {
        found.addAll(detector.detect(view, tile, PictureTurn.CLOCKWISE, true, turned));
      }
    }
    if (tiles.size() > 1) {
      // Letters taller than the overlap, and lines across tiles, show in the whole made smaller.
      double smaller = Math.sqrt(maxPixels / 2.0 / part.area());
      found.addAll(detector.detect(view, part, PictureTurn.NONE, true, Math.min(1, smaller)));
    }
  }
}
