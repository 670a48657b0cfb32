/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.pixel;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds text with PP-OCR's DBNet, reads it with PP-OCR's recogniser. Nothing is loaded before the
 * first {@link #find}.
 */
public final class OcrTextFinder implements TextFinder, Closeable {

  private final OcrSettings settings;
  private PpOcr ppOcr;

  public OcrTextFinder(OcrSettings settings) {
    this.settings = settings;
  }

  @Override
  public List<FoundText> find(List<Picture> views) throws IOException {
    PpOcr loaded = ppOcr();
    List<Detection> detections = new ArrayList<>();
    for (Picture view : views) {
      detections.addAll(loaded.detections(view));
    }
    List<FoundText> found = new ArrayList<>();
    for (TextPlace place : TextPlace.group(detections)) {
      loaded.read(place).ifPresent(found::add);
    }
    return found;
  }

  @Override
  public List<Engine> engines() {
    return List.of(
        new Engine("detector", "pp-ocr-dbnet", "v3", Models.DETECTOR.sha256()),
        new Engine("recogniser", PpOcrRecogniser.NAME, "v3", Models.RECOGNISER.sha256()));
  }

  private synchronized PpOcr ppOcr() throws IOException {
    if (ppOcr == null) {
      ppOcr = PpOcr.load(settings);
    }
    return ppOcr;
  }

  /** Gives the models' memory back; the next {@link #find} loads them again. */
  @Override
  public synchronized void close() throws IOException {
    if (ppOcr != null) {
      ppOcr.close();
      ppOcr = null;
    }
  }
}
