/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.dicom;

import java.io.IOException;

/**
 * Takes the bytes of an object in order, pixel data told apart from all else. The array is the
 * writer's: a sink reads it only during the call and never writes to it.
 */
public interface DicomSink {

  /** Preamble, file meta information, element headers, and all values but pixel data. */
  void header(byte[] bytes, int offset, int length) throws IOException;

  /** Values of (7FE0,0008), (7FE0,0009) and (7FE0,0010) at the top level, fragments included. */
  void bulk(byte[] bytes, int offset, int length) throws IOException;

  /** Called once, where the file meta information ends and the data set begins. */
  default void dataSet() throws IOException {}

  /** Called once, after the last byte of an object that was written without fault. */
  default void end() throws IOException {}
}
