/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.dicom;

import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.Deflater;

/**
 * Makes the bytes of a file: deflates the data set where the transfer syntax says so (PS3.5 A.5).
 * An observer sees the plain bytes before they are.
 */
public final class OutputSink implements DicomSink {

  private static final int CHUNK = 16 * 1024;
  private static final int STORED = 8;
  private static final int STORED_HEADER = 5;

  private final OutputStream file;
  private final DicomSink observer;
  private final Deflater deflater;
  private byte[] deflated;
  private boolean deflating;
  private boolean storedFirst;
  private int storedBytes;

  private OutputSink(OutputStream file, DicomSink observer, boolean deflates) {
    this.file = file;
    this.observer = observer;
    this.deflater = deflates ? new Deflater(Deflater.DEFAULT_COMPRESSION, true) : null;
  }

  /**
   * A sink that writes a file of this transfer syntax; the stream is neither flushed nor closed.
   */
  public static DicomSink of(TransferSyntax syntax, OutputStream file) {
    return new OutputSink(file, null, syntax.deflated());
  }

  /**
   * The same, with an observer that gets every call first, of plain bytes also where the file is
   * deflated.
   */
  public static DicomSink of(TransferSyntax syntax, OutputStream file, DicomSink observer) {
    return new OutputSink(file, observer, syntax.deflated());
  }

  @Override
  public void header(byte[] bytes, int offset, int length) throws IOException {
    if (observer != null) {
      observer.header(bytes, offset, length);
    }
    write(bytes, offset, length);
  }

  @Override
  public void bulk(byte[] bytes, int offset, int length) throws IOException {
    if (observer != null) {
      observer.bulk(bytes, offset, length);
    }
    write(bytes, offset, length);
  }

  @Override
  public void dataSet() throws IOException {
    if (observer != null) {
      observer.dataSet();
    }
    if (deflater != null) {
      deflated = new byte[CHUNK];
      deflating = true;
    }
  }

  @Override
  public void end() throws IOException {
    if (observer != null) {
      observer.end();
    }
    if (deflating) {
      deflater.finish();
      drain();
      if (((deflater.getBytesWritten() + storedBytes) & 1) != 0) {
        file.write(0);
      }
      deflater.end();
    }
  }

  private void write(byte[] bytes, int offset, int length) throws IOException {
    if (deflating) {
      int stored = storedFirst ? 0 : storeFirst(bytes, offset, length);
      deflater.setInput(bytes, offset + stored, length - stored);
      drain();
    } else {
      file.write(bytes, offset, length);
    }
  }

  /**
   * Begins the stream with a stored block (RFC 1951 3.2.4). A reader that does not inflate then
   * fails at the first element of every file alike, instead of finding elements in what looks like
   * noise.
   */
  private int storeFirst(byte[] bytes, int offset, int length) throws IOException {
    storedFirst = true;
    int stored = Math.min(length, STORED);
    file.write(
        new byte[] {
          0, (byte) stored, (byte) (stored >>> 8), (byte) ~stored, (byte) (~stored >>> 8)
        });
    file.write(bytes, offset, stored);
    storedBytes = STORED_HEADER + stored;
    return stored;
  }

  private void drain() throws IOException {
    for (int n; (n = deflater.deflate(deflated)) > 0; ) {
      file.write(deflated, 0, n);
    }
  }
}
