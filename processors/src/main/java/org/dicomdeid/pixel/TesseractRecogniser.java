/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.pixel;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;

/** Tesseract, as many instances as run at the same time. Thread-safe. */
final class TesseractRecogniser implements AutoCloseable {

  static final String NAME = "tesseract";

  /** After so many pages an instance is replaced, for it keeps some memory of each. */
  private static final int PAGES_PER_HANDLE = 1_000;

  private final TesseractNatives natives;
  private final int threads;
  private final Semaphore permits;
  private final ConcurrentLinkedDeque<TesseractHandle> idle = new ConcurrentLinkedDeque<>();

  TesseractRecogniser(TesseractNatives natives, int threads, Semaphore permits) {
    this.natives = natives;
    this.threads = threads;
    this.permits = permits;
  }

  /**
   * What looks at a crop gave.
   *
   * @param reading the look that counts
   * @param all what each look made of it, that one too
   */
  record Looks(Reading reading, List<String> all) {}

  /**
   * What an upright crop says: read as it is, and read closer when that is not the same as what
   * another recogniser read.
   */
  Looks read(Picture crop, String other) throws IOException {
    return use(
        handle -> {
          List<Reading> looks = new ArrayList<>();
          Reading counts = null;
          for (LineCrop.Style style : LineCrop.Style.values()) {
            if (counts == null && (style != LineCrop.Style.REPEATED || other.length() <= 1)) {
              Reading reading = handle.read(LineCrop.of(crop, style), TesseractHandle.ONE_LINE);
              if (style == LineCrop.Style.REPEATED) {
                reading = Triple.one(reading);
              }
              looks.add(reading);
              counts = isSame(reading, other) || saysMore(reading, other) ? reading : null;
            }
          }
          Reading chosen = counts == null ? looks.get(0) : counts;
          return new Looks(chosen, looks.stream().map(Reading::text).toList());
        });
  }

  private static boolean isSame(Reading reading, String other) {
    return OcrFolding.skeleton(reading.text()).equals(OcrFolding.skeleton(other));
  }

  /** A closer look might cut off what only this one saw, such as a name beside a marker. */
  static boolean saysMore(Reading reading, String other) {
    return OcrFolding.letters(reading.text()).length() > OcrFolding.letters(other).length() + 1;
  }

  List<FoundText> words(Picture page, boolean sparse) throws IOException {
    return use(
        handle -> handle.words(page, sparse ? TesseractHandle.SPARSE : TesseractHandle.AUTOMATIC));
  }

  private <T> T use(Use<T> use) throws IOException {
    permits.acquireUninterruptibly();
    TesseractHandle handle = null;
    try {
      natives.limitThreadsOfCaller(threads);
      handle = idle.poll();
      if (handle == null) {
        handle = new TesseractHandle(natives);
      }
      T result = use.with(handle);
      if (handle.pages() < PAGES_PER_HANDLE) {
        idle.push(handle);
        handle = null;
      }
      return result;
    } finally {
      if (handle != null) {
        handle.close();
      }
      permits.release();
    }
  }

  @Override
  public void close() {
    for (TesseractHandle each = idle.poll(); each != null; each = idle.poll()) {
      each.close();
    }
  }

  private interface Use<T> {
    T with(TesseractHandle handle) throws IOException;
  }
}
