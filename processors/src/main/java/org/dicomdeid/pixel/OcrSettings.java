/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.pixel;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * What finding text may use of the machine.
 *
 * @param threadsPerInference threads that one run of a model uses
 * @param concurrentInferences runs of models at the same time; further callers wait
 * @param maxPixels of a picture that goes into the detector at once, after scaling; larger ones are
 *     cut into overlapping tiles. Memory grows with it: some 120 MB a million pixels.
 * @param nativesFolder where native libraries are kept from one process to the next; it is made
 *     readable for its owner alone. Without it, a temporary folder that goes with the process.
 */
public record OcrSettings(
    int threadsPerInference,
    int concurrentInferences,
    int maxPixels,
    Optional<Path> nativesFolder) {

  private static final int SMALLEST_TILE = 512 * 512;
  private static final int TILE = 1280 * 1024;

  public OcrSettings {
    if (threadsPerInference < 1 || concurrentInferences < 1) {
      throw new IllegalArgumentException("finding text needs at least one thread");
    }
    if (maxPixels < SMALLEST_TILE) {
      throw new IllegalArgumentException("a tile has at least " + SMALLEST_TILE + " pixels");
    }
    Objects.requireNonNull(nativesFolder);
  }

  /**
   * One thread for a run, as many runs at once as given, tiles of 1.3 megapixels, which are also
   * quicker a pixel than larger ones.
   */
  public static OcrSettings concurrent(int inferences) {
    return new OcrSettings(1, inferences, TILE, Optional.empty());
  }
}
