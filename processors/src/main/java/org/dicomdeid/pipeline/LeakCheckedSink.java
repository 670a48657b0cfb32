/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.pipeline;

import java.io.IOException;
import org.dicomdeid.deidentify.LeakSearch;
import org.dicomdeid.dicom.DicomSink;

/** Passes on what is written and searches all of it, except pixel data, for the object's identifiers. */
final class LeakCheckedSink implements DicomSink {

  private final OutputFile file;
  private final LeakSearch.Scanner scanner;

  LeakCheckedSink(OutputFile file, LeakSearch.Scanner scanner) {
    this.file = file;
    this.scanner = scanner;
  }

  boolean foundLeak() {
    return scanner.found();
  }

  @Override
  public void header(byte[] bytes, int from, int length) throws IOException {
    scanner.accept(bytes, from, length);
    file.write(bytes, from, length);
  }

  @Override
  public void bulk(byte[] bytes, int from, int length) throws IOException {
    file.write(bytes, from, length);
  }
}
