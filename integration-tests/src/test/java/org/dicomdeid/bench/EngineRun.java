/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.dicomdeid.pixel.FoundText;
import org.dicomdeid.pixel.OcrSettings;
import org.dicomdeid.pixel.OcrTextFinder;
import org.dicomdeid.pixel.Picture;
import org.dicomdeid.pixel.Reading;
import org.dicomdeid.pixel.TextFinder;

/**
 * The detector and the first recogniser alone, before anything is decided: every place with text.
 * The second recogniser is left out: it has a say in what may stay, not in what is found.
 */
final class EngineRun {

  private EngineRun() {}

  static void run(Path work) throws Exception {
    try (OcrTextFinder finder = finder()) {
      Runs.all(
          work,
          "engine",
          object ->
              found(
                  finder.series(texts -> false), new Displayed(StoredImage.read(object), 0).all()));
    }
  }

  static List<RunLog.Found> found(TextFinder.Series series, List<Picture> views)
      throws IOException {
    List<RunLog.Found> all = new ArrayList<>();
    for (FoundText text : series.find(views)) {
      double confidence = 0;
      StringBuilder read = new StringBuilder();
      for (Reading reading : text.readings()) {
        boolean isWord = reading.text().chars().anyMatch(Character::isLetterOrDigit);
        confidence = Math.max(confidence, isWord ? reading.confidence() : 0);
        read.append(read.isEmpty() ? "" : " | ").append(reading.text());
      }
      Rect box =
          new Rect(text.box().column(), text.box().row(), text.box().width(), text.box().height());
      all.add(new RunLog.Found(box, text.score(), confidence, read.toString()));
    }
    return all;
  }

  static OcrTextFinder finder() {
    return new OcrTextFinder(OcrSettings.concurrent(1), text -> false);
  }
}
