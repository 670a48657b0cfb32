/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.pixel;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.dicomdeid.codec.Box;

/**
 * Looks frame by frame for text that moves: in the projections of a window it smears, and where it
 * stood on the first frame it is no more. A few frames are looked at first; only when they show
 * text that is not known yet, all are.
 */
final class MovingText {

  /** Every so many frames one is looked at, so that little text passes between them. */
  private static final int STRIDE = 3;

  private final PixelImage image;
  private final TextFinder.Series series;

  /** Text on one frame. */
  record Sighting(FrameWindow frame, FoundText text) {}

  MovingText(PixelImage image, TextFinder.Series series) {
    this.image = image;
    this.series = series;
  }

  /**
   * Text on the frames of a window that its projections did not tell.
   *
   * @param areas where it may be
   * @param isNew whether a text is to go and is not blanked on all frames of the window anyhow
   */
  List<Sighting> in(FrameWindow window, List<Box> areas, Predicate<FoundText> isNew)
      throws IOException {
    List<Sighting> sightings = new ArrayList<>();
    if (shows(window, areas, isNew)) {
      for (int frame = window.first(); frame <= window.last(); frame++) {
        sightings.addAll(on(frame, areas, true, isNew));
      }
    }
    return sightings;
  }

  /**
   * Text that must go from places whose text stays, on those frames of a window on which something
   * else stands there. Each frame is judged by what it shows itself.
   */
  List<Sighting> instead(FrameWindow window, List<Box> places, TextDecision decision)
      throws IOException {
    List<Sighting> sightings = new ArrayList<>();
    for (int index = window.first(); index <= window.last() && !places.isEmpty(); index++) {
      FrameWindow frame = FrameWindow.alone(image, index);
      for (Picture view : frame.views()) {
        List<FoundText> found = series.findIn(view, places, true);
        List<FoundText> kept = decision.kept(found);
        for (FoundText text : found) {
          if (!kept.contains(text) && !decision.isPartOfKept(text, kept)) {
            sightings.add(new Sighting(frame, text));
          }
        }
      }
    }
    return sightings;
  }

  private boolean shows(FrameWindow window, List<Box> areas, Predicate<FoundText> isNew)
      throws IOException {
    if (!areas.isEmpty()) {
      for (int frame = window.first() + STRIDE - 1; frame <= window.last(); frame += STRIDE) {
        if (!on(frame, areas, false, isNew).isEmpty()) {
          return true;
        }
      }
    }
    return false;
  }

  private List<Sighting> on(int index, List<Box> areas, boolean closely, Predicate<FoundText> isNew)
      throws IOException {
    List<Sighting> sightings = new ArrayList<>();
    FrameWindow frame = FrameWindow.alone(image, index);
    for (Picture view : frame.views()) {
      for (FoundText text : series.findIn(view, areas, closely)) {
        if (isNew.test(text)) {
          sightings.add(new Sighting(frame, text));
        }
      }
    }
    return sightings;
  }
}
