/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.pipeline;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What examining pixels may use, and what it knows of devices.
 *
 * @param inferences pictures searched for text at once, each on one thread; memory grows with it,
 *     about half a gigabyte each for large images
 * @param deviceCatalog a site's own catalog, in place of the one that is shipped
 */
public record PixelSettings(int inferences, Optional<Path> deviceCatalog) {

  public PixelSettings {
    if (inferences < 1) {
      throw new IllegalArgumentException("at least one picture must be searched at a time");
    }
  }

  /** One search for each processor, the catalog that is shipped. */
  public static PixelSettings standard() {
    return new PixelSettings(Runtime.getRuntime().availableProcessors(), Optional.empty());
  }

  public PixelSettings withInferences(int most) {
    return new PixelSettings(most, deviceCatalog);
  }

  public PixelSettings withDeviceCatalog(Path file) {
    return new PixelSettings(inferences, Optional.of(file));
  }
}
