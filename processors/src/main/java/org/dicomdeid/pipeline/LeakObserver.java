/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.pipeline;

import org.dicomdeid.deidentify.LeakSearch;
import org.dicomdeid.dicom.DicomSink;

/**
 * Searches all that is written, before it is deflated and except pixel data, for the object's
 * identifiers.
 */
final class LeakObserver implements DicomSink {

  private final LeakSearch.Scanner scanner;

  LeakObserver(LeakSearch search) {
    this.scanner = search.scanner();
  }

  boolean foundLeak() {
    return scanner.found();
  }

  @Override
  public void header(byte[] bytes, int offset, int length) {
    scanner.accept(bytes, offset, length);
  }

  @Override
  public void bulk(byte[] bytes, int offset, int length) {
    // Text burned into pixels is the pixel stage's to find; as bytes it cannot be told from an
    // image.
  }
}
