/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.codec;

import java.io.IOException;
import java.nio.file.Path;

/** The frames of one image as they are stored. */
sealed interface StoredFrames permits NativeFrames, EncapsulatedFrames {

  /** The cells of a frame as they are stored, or as a codec gives them. */
  Frame coded(int frame) throws IOException;

  /**
   * Brings values that lossy coding carried over the edge of Bits Stored back to that edge; does
   * nothing where the transfer syntax is lossless.
   *
   * @return whether a cell changed
   */
  boolean clamp(Frame frame);

  /** Whether bytes that are not zero follow the last frame. */
  boolean hasExcess() throws IOException;

  void look(UnusedBits bits) throws IOException;

  PixelData.Rewrite rewrite(Path spoolFolder);
}
