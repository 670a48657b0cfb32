/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.codec;

/** Takes the parts of a sequential stream in their order. */
interface JpegContent {

  /** The frame header, before its segment and after it was checked. */
  void frame(DctFrame frame) throws CodecException;

  /** Any segment but those of scans. */
  void segment(JpegSegment segment) throws CodecException;

  /**
   * A scan, whose data start at the end of the segment.
   *
   * @return where the next marker is, or the end of the stream
   */
  int scan(DctScan scan, JpegSegment segment) throws CodecException;
}
