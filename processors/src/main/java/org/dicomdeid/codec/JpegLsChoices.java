/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.codec;

import java.util.Optional;
import org.dicomdeid.codec.JpegLsScanHeader.Interleave;

/** What an encoder is free to choose. */
record JpegLsChoices(int precision, JpegLsPreset preset, Interleave interleave) {

  /**
   * Those of a stream, as its first scan has them; what is stored when the stream cannot be read.
   */
  static JpegLsChoices like(byte[] stream, PixelFormat format) {
    try {
      JpegLsHeaders headers = new JpegLsHeaders();
      Optional<JpegLsScanHeader> scan = headers.nextScan(new JpegLsSegments(stream));
      if (scan.isPresent() && headers.frame().fits(format.bitsAllocated())) {
        int precision = headers.frame().precision();
        Interleave interleave = scan.get().interleave();
        headers.preset().of(precision, 0, 0);
        return new JpegLsChoices(precision, readable(headers.preset(), interleave), interleave);
      }
    } catch (CodecException e) {
      // The choices are free: a stream that cannot be followed does not stop the encoder.
    }
    return new JpegLsChoices(
        Math.max(
            JpegLsFrameHeader.leastPrecision(format.bitsAllocated()),
            format.signed() ? format.bitsAllocated() : format.bitsStored()),
        JpegLsPreset.DEFAULT,
        Interleave.LINE);
  }

  /** As they are, or wider where a sample needs it. */
  JpegLsChoices holding(int greatest, PixelFormat format) {
    int full = (1 << precision) - 1;
    if (greatest <= (preset.maxval() == 0 ? full : preset.maxval())) {
      return this;
    }
    return new JpegLsChoices(
        greatest <= full ? precision : format.bitsAllocated(), JpegLsPreset.DEFAULT, interleave);
  }

  /**
   * With RESET as the default has it for pixels side by side: CharLS, which dcmtk and gdcm read
   * with, takes them for something else otherwise.
   */
  private static JpegLsPreset readable(JpegLsPreset preset, Interleave interleave) {
    return interleave == Interleave.SAMPLE
        ? new JpegLsPreset(preset.maxval(), preset.t1(), preset.t2(), preset.t3(), 0)
        : preset;
  }
}
