/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.pixel;

import com.sun.jna.Pointer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.IntBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.sourceforge.tess4j.ITessAPI;
import net.sourceforge.tess4j.TessAPI1;
import org.dicomdeid.codec.Box;

/** One instance of Tesseract. For one thread at a time: shared, it ends the process. */
final class TesseractHandle implements AutoCloseable {

  static final int AUTOMATIC = ITessAPI.TessPageSegMode.PSM_AUTO;
  static final int ONE_LINE = ITessAPI.TessPageSegMode.PSM_SINGLE_LINE;
  static final int SPARSE = ITessAPI.TessPageSegMode.PSM_SPARSE_TEXT;

  private static final int LSTM = ITessAPI.TessOcrEngineMode.OEM_LSTM_ONLY;
  private static final int WORD = ITessAPI.TessPageIteratorLevel.RIL_WORD;
  private static final int RESOLUTION = 300;

  private final ITessAPI.TessBaseAPI api;
  private int pages;

  TesseractHandle(TesseractNatives natives) throws IOException {
    api = TessAPI1.TessBaseAPICreate();
    if (TessAPI1.TessBaseAPIInit2(api, natives.models().toString(), "eng", LSTM) != 0) {
      TessAPI1.TessBaseAPIDelete(api);
      throw new IOException("Tesseract cannot be started");
    }
    // It writes warnings about odd pictures to the standard error stream.
    TessAPI1.TessBaseAPISetVariable(api, "debug_file", "/dev/null");
    // Words of the dictionary would be preferred to the names that are there.
    TessAPI1.TessBaseAPISetVariable(api, "load_system_dawg", "0");
    TessAPI1.TessBaseAPISetVariable(api, "load_freq_dawg", "0");
  }

  /** Pictures read since the start; its memory grows slowly with them. */
  int pages() {
    return pages;
  }

  /** All text of a grey picture, dark on light, with the mean confidence of its words. */
  Reading read(Picture grey, int segmentation) throws IOException {
    try {
      recognise(grey, segmentation);
      String text = text(TessAPI1.TessBaseAPIGetUTF8Text(api)).strip();
      double confidence = TessAPI1.TessBaseAPIMeanTextConf(api) / 100.0;
      return new Reading(TesseractRecogniser.NAME, text, text.isEmpty() ? 0 : confidence);
    } finally {
      TessAPI1.TessBaseAPIClear(api);
    }
  }

  /** The words of a grey picture where they stand. */
  List<FoundText> words(Picture grey, int segmentation) throws IOException {
    try {
      recognise(grey, segmentation);
      List<FoundText> words = new ArrayList<>();
      ITessAPI.TessResultIterator results = TessAPI1.TessBaseAPIGetIterator(api);
      if (results == null) {
        return words;
      }
      try {
        ITessAPI.TessPageIterator page = TessAPI1.TessResultIteratorGetPageIterator(results);
        do {
          String text = text(TessAPI1.TessResultIteratorGetUTF8Text(results, WORD)).strip();
          double confidence = TessAPI1.TessResultIteratorConfidence(results, WORD) / 100.0;
          if (!text.isEmpty()) {
            words.add(word(page, new Reading(TesseractRecogniser.NAME, text, confidence)));
          }
        } while (TessAPI1.TessResultIteratorNext(results, WORD) != 0);
      } finally {
        TessAPI1.TessResultIteratorDelete(results);
      }
      return words;
    } finally {
      TessAPI1.TessBaseAPIClear(api);
    }
  }

  private static FoundText word(ITessAPI.TessPageIterator page, Reading reading) {
    IntBuffer left = IntBuffer.allocate(1);
    IntBuffer top = IntBuffer.allocate(1);
    IntBuffer right = IntBuffer.allocate(1);
    IntBuffer bottom = IntBuffer.allocate(1);
    TessAPI1.TessPageIteratorBoundingBox(page, WORD, left, top, right, bottom);
    Box box =
        new Box(left.get(0), top.get(0), right.get(0) - left.get(0), bottom.get(0) - top.get(0));
    return new FoundText(box, reading.confidence(), List.of(reading));
  }

  private void recognise(Picture grey, int segmentation) throws IOException {
    pages++;
    ByteBuffer samples = ByteBuffer.allocateDirect(grey.samples().length);
    samples.put(grey.samples()).flip();
    TessAPI1.TessBaseAPISetPageSegMode(api, segmentation);
    TessAPI1.TessBaseAPISetImage(api, samples, grey.width(), grey.height(), 1, grey.width());
    TessAPI1.TessBaseAPISetSourceResolution(api, RESOLUTION);
    if (TessAPI1.TessBaseAPIRecognize(api, null) != 0) {
      throw new IOException("Tesseract cannot read a picture");
    }
  }

  private static String text(Pointer pointer) {
    if (pointer == null) {
      return "";
    }
    try {
      return pointer.getString(0, StandardCharsets.UTF_8.name());
    } finally {
      TessAPI1.TessDeleteText(pointer);
    }
  }

  @Override
  public void close() {
    TessAPI1.TessBaseAPIDelete(api);
  }
}
