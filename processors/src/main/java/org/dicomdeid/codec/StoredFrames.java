/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.codec;

import java.io.IOException;
import java.nio.file.Path;

/** The frames of one image as they are stored. */
sealed interface StoredFrames permits NativeFrames, EncapsulatedFrames {

  Frame decode(int frame) throws IOException;

  /** Whether bytes that are not zero follow the last frame. */
  boolean hasExcess() throws IOException;

  void look(UnusedBits bits) throws IOException;

  PixelData.Rewrite rewrite(Path spoolFolder);
}
