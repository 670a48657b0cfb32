/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.codec;

/** Why a frame cannot be decoded or rewritten; the code is what reason files and metrics carry. */
public enum CodecFault {
  NO_CODEC("no-codec", "no codec is installed for the transfer syntax of the pixels"),
  UNSUPPORTED_PIXELS(
      "unsupported-pixels", "the pixels are stored in a way that no installed codec decodes"),
  BAD_PIXEL_DESCRIPTION(
      "bad-pixel-description", "the attributes that describe the pixels contradict each other"),
  TRUNCATED_PIXELS("truncated-pixels", "the pixels end before the image does"),
  CORRUPT_PIXELS("corrupt-pixels", "the compressed pixels are damaged"),
  PIXELS_DISAGREE(
      "pixels-disagree", "the compressed pixels are of another size or depth than the header says"),
  BAD_FRAMES("bad-frames", "the frames cannot be told apart or are fewer than the header says"),
  FRAME_TOO_LARGE("frame-too-large", "a frame needs more memory than the limit"),
  DECODE_TIMEOUT("decode-timeout", "decoding a frame took longer than the limit");

  private final String code;
  private final String meaning;

  CodecFault(String code, String meaning) {
    this.code = code;
    this.meaning = meaning;
  }

  public String code() {
    return code;
  }

  public String meaning() {
    return meaning;
  }
}
