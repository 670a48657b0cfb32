/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.pixel;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.dicomdeid.codec.Box;

/** PP-OCR's detector and recogniser together: detections, and what they turn out to be. */
final class PpOcr implements Closeable {

  private static final int MARGIN = 2;

  private final OnnxModel detectorModel;
  private final OnnxModel recogniserModel;
  private final TextDetector detector;
  private final PpOcrRecogniser recogniser;

  private PpOcr(OnnxModel detectorModel, OnnxModel recogniserModel) throws IOException {
    this.detectorModel = detectorModel;
    this.recogniserModel = recogniserModel;
    this.detector = new TextDetector(detectorModel);
    this.recogniser = new PpOcrRecogniser(recogniserModel, Models.CHARACTERS.read());
  }

  static PpOcr load(OcrSettings settings) throws IOException {
    Semaphore permits = new Semaphore(settings.concurrentInferences());
    int threads = settings.threadsPerInference();
    return new PpOcr(
        OnnxModel.load(Models.DETECTOR, threads, permits),
        OnnxModel.load(Models.RECOGNISER, threads, permits));
  }

  List<Detection> detections(Picture view) throws IOException {
    double factor = 1.5;
    return detector.detect(view, new Box(0, 0, view.width(), view.height()), true, factor);
  }

  /** The place with what it says, or nothing when it is no text. */
  Optional<FoundText> read(TextPlace place) throws IOException {
    List<Reading> readings = new ArrayList<>();
    for (Detection each : place.detections()) {
      Box box = each.box().grown(1, 1).within(each.view().width(), each.view().height());
      for (PictureTurn turn : PictureTurn.values()) {
        if (turn != PictureTurn.NONE && 2 * box.height() < 3 * box.width()) {
          continue;
        }
        Picture crop = turn.of(each.view(), box);
        readings.add(
            recogniser.read(crop, new Box(0, 0, crop.width(), crop.height()), each.inverted()));
      }
    }
    Reading best = null;
    for (Reading each : readings) {
      if (best == null || each.confidence() > best.confidence()) {
        best = each;
      }
    }
    if (best == null || best.confidence() < 0.5) {
      return Optional.empty();
    }
    Picture view = place.detections().get(0).view();
    Box box = place.box().grown(MARGIN, MARGIN).within(view.width(), view.height());
    return Optional.of(new FoundText(box, place.score(), List.of(best)));
  }

  @Override
  public void close() throws IOException {
    try {
      detectorModel.close();
    } finally {
      recogniserModel.close();
    }
  }
}
