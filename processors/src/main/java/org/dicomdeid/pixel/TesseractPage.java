/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.pixel;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Semaphore;

/** Tesseract alone over a whole picture, as a measure to compare {@link OcrTextFinder} with. */
public final class TesseractPage implements Closeable {

  private final TesseractRecogniser recogniser;

  public TesseractPage(OcrSettings settings) throws IOException {
    recogniser =
        new TesseractRecogniser(
            TesseractNatives.load(NativesFolder.open(settings.nativesFolder())),
            settings.threadsPerInference(),
            new Semaphore(settings.concurrentInferences()));
  }

  /**
   * The words of a picture, as it is.
   *
   * @param sparse whether to look for words anywhere (page segmentation mode 11), or for a page of
   *     text (3)
   */
  public List<FoundText> words(Picture picture, boolean sparse) throws IOException {
    return recogniser.words(LineCrop.grey(picture), sparse);
  }

  @Override
  public void close() {
    recogniser.close();
  }
}
