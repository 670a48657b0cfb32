/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.pixel;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dicomdeid.codec.Frame;
import org.dicomdeid.codec.PixelFormat;
import org.dicomdeid.codec.UnusedBits;

/**
 * A run of frames that is searched at once: what is lightest and what is darkest of each pixel, and
 * the first frame as it is. Text that stands still on any frame of the run shows in one of the
 * three, for a run ends where the scene changes.
 *
 * @param views for finding text, in the order of what they are likely to show
 * @param unclipped each projection with all its levels
 * @param movement empty for a single frame
 */
record FrameWindow(
    int first,
    int last,
    List<Picture> views,
    List<Picture> unclipped,
    Optional<Movement> movement) {

  /** So many frames that text shown for half a second of a cine still stands out. */
  private static final int MOST_FRAMES = 10;

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
    if (last == first) {
      return alone(image, first, start);
    }
    List<Picture> views = new ArrayList<>();
    List<Picture> unclipped = new ArrayList<>();
    for (FrameValues projection : List.of(lightest, darkest, start)) {
      views.addAll(projection.views(image.pixels().format(), image.display()));
      unclipped.add(projection.whole(image.display()));
    }
    return new FrameWindow(
        first,
        last,
        views,
        unclipped,
        Optional.of(Movement.of(start, lightest, darkest, image.display())));
  }

  /** One frame for itself. */
  static FrameWindow alone(PixelImage image, int frame) throws IOException {
    Frame decoded = image.pixels().decode(frame);
    return alone(image, frame, FrameValues.of(decoded, image.pixels().format(), image.display()));
  }

  private static FrameWindow alone(PixelImage image, int frame, FrameValues values) {
    PixelFormat format = image.pixels().format();
    return new FrameWindow(
        frame,
        frame,
        values.views(format, image.display()),
        List.of(values.whole(image.display())),
        Optional.empty());
  }

  private static FrameValues values(PixelImage image, int index, UnusedBits bits)
      throws IOException {
    Frame frame = image.pixels().decode(index);
    bits.see(frame.cells(), 0, frame.cells().length);
    return FrameValues.of(frame, image.pixels().format(), image.display());
  }
}
