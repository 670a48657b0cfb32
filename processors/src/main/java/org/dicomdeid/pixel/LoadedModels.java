/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.pixel;

import java.io.Closeable;
import java.io.IOException;
import java.util.concurrent.Semaphore;

/** The models in memory, which share the permits for work at the same time. */
final class LoadedModels implements Closeable {

  private final OcrSettings settings;
  private final Semaphore permits;
  private final NativesFolder natives;
  private final OnnxModel detector;
  private final OnnxModel recogniser;
  private final TextSearch search;
  private final PlaceReader reader;
  private final JoinedLines joinedLines;
  private TesseractRecogniser tesseract;

  private LoadedModels(
      OcrSettings settings,
      Semaphore permits,
      NativesFolder natives,
      OnnxModel detector,
      OnnxModel recogniser,
      byte[] characters) {
    this.settings = settings;
    this.permits = permits;
    this.natives = natives;
    this.detector = detector;
    this.recogniser = recogniser;
    this.search = new TextSearch(new TextDetector(detector), settings.maxPixels());
    PpOcrRecogniser lines = new PpOcrRecogniser(recogniser, characters);
    this.reader = new PlaceReader(lines);
    this.joinedLines = new JoinedLines(lines);
  }

  static LoadedModels load(OcrSettings settings) throws IOException {
    NativesFolder natives = NativesFolder.open(settings.nativesFolder());
    OnnxNatives.prepare(natives);
    Semaphore permits = new Semaphore(settings.concurrentInferences());
    int threads = settings.threadsPerInference();
    byte[] characters = Models.CHARACTERS.read();
    OnnxModel detector = OnnxModel.load(Models.DETECTOR, threads, permits);
    try {
      OnnxModel recogniser = OnnxModel.load(Models.RECOGNISER, threads, permits);
      return new LoadedModels(settings, permits, natives, detector, recogniser, characters);
    } catch (IOException e) {
      detector.close();
      throw e;
    }
  }

  TextSearch search() {
    return search;
  }

  PlaceReader reader() {
    return reader;
  }

  JoinedLines joinedLines() {
    return joinedLines;
  }

  synchronized TesseractRecogniser tesseract() throws IOException {
    if (tesseract == null) {
      tesseract =
          new TesseractRecogniser(
              TesseractNatives.load(natives), settings.threadsPerInference(), permits);
    }
    return tesseract;
  }

  @Override
  public synchronized void close() throws IOException {
    try {
      detector.close();
    } finally {
      recogniser.close();
      if (tesseract != null) {
        tesseract.close();
      }
    }
  }
}
