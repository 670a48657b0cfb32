/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.pipeline;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.dicomdeid.dicom.TransferSyntax;
import org.dicomdeid.receipt.PixelExamination;

/** What became of the pixels of one object; holds what was rewritten until it is closed. */
final class PixelResult implements Closeable {

  private final Deque<Closeable> spools = new ArrayDeque<>();
  private TransferSyntax syntax;
  private PixelExamination examination;
  private boolean cleaned;
  private boolean textLeft;

  PixelResult(TransferSyntax syntax) {
    this.syntax = syntax;
  }

  void keep(Closeable spool) {
    spools.push(spool);
  }

  void storedAs(TransferSyntax now) {
    syntax = now;
  }

  void examined(PixelExamination what, boolean isCleaned) {
    examination = what;
    cleaned = isCleaned;
  }

  void foundTextLeft() {
    textLeft = true;
  }

  /** How the object is to be written. */
  TransferSyntax syntax() {
    return syntax;
  }

  /** Null when nothing was examined. */
  PixelExamination examination() {
    return examination;
  }

  /** Whether what identified is out of the pixels, and the object may say so. */
  boolean cleaned() {
    return cleaned;
  }

  /** Whether a second search of the result still found text. */
  boolean textLeft() {
    return textLeft;
  }

  @Override
  public void close() throws IOException {
    IOException fault = null;
    for (Closeable spool : spools) {
      try {
        spool.close();
      } catch (IOException e) {
        if (fault == null) {
          fault = e;
        } else {
          fault.addSuppressed(e);
        }
      }
    }
    if (fault != null) {
      throw fault;
    }
  }
}
