/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.pixel;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.dicomdeid.codec.Box;

/**
 * Finds text with PP-OCR's DBNet, reads it with PP-OCR's recogniser, and has Tesseract read again
 * what might be allowed to stay. Nothing is loaded before the first {@link #find}, Tesseract not
 * before the first second reading. Memory: some 130 MB, and 120 MB a megapixel of {@link
 * OcrSettings#maxPixels} for each concurrent inference.
 */
public final class OcrTextFinder implements TextFinder, Closeable {

  private final OcrSettings settings;
  private final Predicate<String> worthSecondReading;
  private LoadedModels loaded;

  /** Asks the second recogniser everywhere. */
  public OcrTextFinder(OcrSettings settings) {
    this(settings, text -> true);
  }

  /**
   * A finder whose second recogniser is asked only where it can change something.
   *
   * @param worthSecondReading whether a place that the first recogniser reads so is to be read by
   *     the second one too; called from any thread
   */
  public OcrTextFinder(OcrSettings settings, Predicate<String> worthSecondReading) {
    this.settings = settings;
    this.worthSecondReading = worthSecondReading;
  }

  @Override
  public List<FoundText> find(List<Picture> views) throws IOException {
    return series(texts -> false).find(views);
  }

  @Override
  public Series series(Predicate<List<FoundText>> settled) throws IOException {
    LoadedModels models = models();
    return new SeriesSearch(
        models.search(), (place, others, closely) -> text(models, place, others, closely), settled);
  }

  private Optional<FoundText> text(
      LoadedModels models, TextPlace place, List<Box> others, boolean closely) throws IOException {
    PlaceReader.ReadPlace read = models.reader().read(place, closely).orElse(null);
    if (read == null
        || (TextJudge.isDoubtful(read)
            && !models.reader().isSteady(read)
            && !agrees(models, read))) {
      List<String> lines = models.joinedLines().read(place);
      // Without a reading of the whole, for it must go: nobody knows all that it says.
      return lines.isEmpty()
          ? Optional.empty()
          : Optional.of(new FoundText(place.box(), place.line(), place.score(), List.of(), lines));
    }
    PlaceReader.ReadPlace whole = models.reader().follow(read, others);
    List<Reading> readings = new ArrayList<>(List.of(whole.reading()));
    List<String> looks = new ArrayList<>(List.of(read.reading().text()));
    if (worthSecondReading.test(whole.reading().text())) {
      readings.add(second(models, whole, looks));
    }
    return Optional.of(whole.with(readings, looks));
  }

  /**
   * What the second recogniser says. A single sign that lies on its side is the same to the first
   * one, and something else to this one, so that this one sees it in other turns too.
   *
   * @param looks gains all that it makes of the place
   */
  private static Reading second(
      LoadedModels models, PlaceReader.ReadPlace place, List<String> looks) throws IOException {
    String first = place.reading().text();
    TesseractRecogniser.Looks second = models.tesseract().read(place.crop(), first);
    looks.addAll(second.all());
    for (PictureTurn turn : place.isOneSign() ? PictureTurn.values() : new PictureTurn[0]) {
      if (turn != place.turn() && !isSame(second.reading(), place.reading())) {
        TesseractRecogniser.Looks turned =
            models.tesseract().read(turn.of(place.view(), place.box()), first);
        looks.addAll(turned.all());
        second = isSame(turned.reading(), place.reading()) ? turned : second;
      }
    }
    return second.reading();
  }

  private static boolean isSame(Reading one, Reading other) {
    return OcrFolding.skeleton(one.text()).equals(OcrFolding.skeleton(other.text()));
  }

  private static boolean agrees(LoadedModels models, PlaceReader.ReadPlace read)
      throws IOException {
    Reading second = models.tesseract().read(read.crop(), read.reading().text()).reading();
    return second.confidence() >= TextDecision.CONFIDENT_PAGE && isSame(second, read.reading());
  }

  @Override
  public List<Engine> engines() {
    return List.of(
        new Engine("detector", "pp-ocr-dbnet", "v3", Models.DETECTOR.sha256()),
        new Engine("recogniser", PpOcrRecogniser.NAME, "v3", Models.RECOGNISER.sha256()),
        new Engine(
            "recogniser", TesseractRecogniser.NAME, "5.5.1", Models.TESSERACT_ENGLISH.sha256()));
  }

  /** Gives the models' memory back; to be called when no {@link #find} is under way. */
  @Override
  public synchronized void close() throws IOException {
    if (loaded != null) {
      loaded.close();
      loaded = null;
    }
  }

  private synchronized LoadedModels models() throws IOException {
    if (loaded == null) {
      loaded = LoadedModels.load(settings);
    }
    return loaded;
  }
}
