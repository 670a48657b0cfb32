/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.pixel;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.dicomdeid.codec.UnusedBits;

/**
 * A run of frames that is searched at once: what is lightest and what is darkest of each pixel, and
 * the first frame as it is. Text that stands still on any frame of the run shows in one of the
 * three, for a run ends where the scene changes.
 */
final class FrameWindow {

  /** So many frames that text shown for half a second of a cine still stands out. */
  private static final int MOST_FRAMES = 10;

  private final PixelImage image;
  private final int first;
  private final int last;
  private final List<FrameValues> projections;
  private final Optional<Movement> movement;
  private final List<Picture> views;
  private List<Picture> unclipped;

  private FrameWindow(
      PixelImage image,
      int first,
      int last,
      List<FrameValues> projections,
      Optional<Movement> movement) {
    this.image = image;
    this.first = first;
    this.last = last;
    this.projections = projections;
    this.movement = movement;
    this.views =
        projections.stream()
            .flatMap(values -> values.views(image.pixels().format(), image.display()).stream())
            .toList();
  }

  int first() {
    return first;
  }

  int last() {
    return last;
  }

  /** For finding text, in the order of what they are likely to show. */
  List<Picture> views() {
    return views;
  }

  /** Each projection with all its levels. */
  List<Picture> unclipped() {
    if (unclipped == null) {
      unclipped = projections.stream().map(values -> values.whole(image.display())).toList();
    }
    return unclipped;
  }

  /** Empty for a single frame. */
  Optional<Movement> movement() {
    return movement;
  }

  /**
   * The run that begins with a frame.
   *
   * @param bits is shown each frame
   */
  static FrameWindow of(PixelImage image, int first, UnusedBits bits) throws IOException {
    int end = Math.min(first + MOST_FRAMES, image.pixels().frames());
    FrameValues start = values(image, first, bits);
    FrameValues lightest = start.copy();
    FrameValues darkest = start.copy();
    int last = first;
    while (last + 1 < end) {
      FrameValues next = values(image, last + 1, bits);
      // A white page would hide in the lightest what any other shows, and a black one in the
      // darkest.
      if (!start.showsScene(next)) {
        break;
      }
      lightest.raise(next);
      darkest.lower(next);
      last++;
    }
    return last == first
        ? new FrameWindow(image, first, last, List.of(start), Optional.empty())
        : new FrameWindow(
            image,
            first,
            last,
            List.of(lightest, darkest, start),
            Optional.of(Movement.of(start, lightest, darkest, image.display())));
  }

  /** One frame for itself. */
  static FrameWindow alone(PixelImage image, int frame) throws IOException {
    FrameValues values =
        FrameValues.of(image.pixels().decode(frame), image.pixels().format(), image.display());
    return new FrameWindow(image, frame, frame, List.of(values), Optional.empty());
  }

  private static FrameValues values(PixelImage image, int index, UnusedBits bits)
      throws IOException {
    return FrameValues.of(
        image.pixels().decode(index, bits), image.pixels().format(), image.display());
  }
}
