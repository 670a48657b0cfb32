/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.pixel;

import java.io.IOException;
import java.util.List;
import java.util.function.Predicate;
import org.dicomdeid.codec.Box;

/** Finds and reads text in pictures. Thread-safe. */
public interface TextFinder {

  /**
   * All text in the views, each place once.
   *
   * @param views the same frame, or the same window of frames, shown in different ways; all of one
   *     size
   * @throws IOException when the models cannot be loaded or run
   */
  List<FoundText> find(List<Picture> views) throws IOException;

  /**
   * Finds text in the windows of one image, which are alike.
   *
   * @param settled whether a place goes while text stands there, whatever it becomes, for what was
   *     read there in one window after the other: such a place is not read again when it changes
   */
  Series series(Predicate<List<FoundText>> settled) throws IOException;

  /** A search through one window of frames after the other. Not thread-safe. */
  interface Series {

    /** As {@link TextFinder#find}, for the next window. */
    List<FoundText> find(List<Picture> views) throws IOException;

    /** Places of the last window that resemble text, but read as nothing. */
    List<Box> unread();

    /**
     * Text in parts of one frame, whatever was found before.
     *
     * @param closely whether to take the time for small type too
     * @param isKnown of which places it is known already what becomes of them; they are not read
     */
    List<FoundText> findIn(Picture frame, List<Box> parts, boolean closely, Predicate<Box> isKnown)
        throws IOException;
  }

  /** What finds and reads: names, versions and SHA-256 digests of the models, for the receipt. */
  List<Engine> engines() throws IOException;

  /**
   * A detector or a recogniser.
   *
   * @param role {@code detector} or {@code recogniser}
   * @param modelSha256 in hexadecimal
   */
  record Engine(String role, String name, String version, String modelSha256) {}
}
