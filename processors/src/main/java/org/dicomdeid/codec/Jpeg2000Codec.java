/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.codec;

import java.time.Duration;
import java.util.Arrays;
import java.util.Set;

/**
 * JPEG 2000 (PS3.5 8.2.4; ITU-T T.800), over JJ2000 as jai-imageio packs it: one or three
 * components of up to 16 bits in cells of 8 or 16, raw or in a JP2 file, RCT and ICT undone.
 *
 * <p>Reversible streams decode as OpenJPEG (gdcm, pydicom) decodes them. Of irreversible ones
 * values may differ from OpenJPEG's by one; by up to three in 16 bits, where both calculate with
 * floats.
 *
 * <p>Damage is found in three places: in the outline of the codestream, in its packet headers
 * ({@link Jpeg2000Packets}), and in code blocks whose passes need other than their bytes ({@link
 * Jpeg2000BlockDecoder}). Of 300 damaged streams one in twenty is still decoded: where a code block
 * by chance takes about as many bytes as it has. Changes of progression (POC) are not supported.
 *
 * <p>A value that the header has no bits for is {@link CodecFault#PIXELS_DISAGREE}. Decoding runs
 * in a thread of its own under a limit of 10 s and 2 s for each million samples: after it the
 * caller gets {@link CodecFault#DECODE_TIMEOUT}, whatever the thread does.
 */
public final class Jpeg2000Codec implements FrameCodec {

  private static final String LOSSLESS = "1.2.840.10008.1.2.4.90";
  private static final String ANY = "1.2.840.10008.1.2.4.91";
  private static final int MAX_CELL = 16;

  /** Decomposition levels, in the order in which they are tried. */
  private static final int[] LEVELS = {5, 4, 3, 2, 1, 0};

  private static final Duration BASE = Duration.ofSeconds(10);
  private static final Duration PER_MILLION = Duration.ofSeconds(2);

  private static final TimeLimit LIMIT = new TimeLimit("jpeg2000");

  @Override
  public Set<String> transferSyntaxes() {
    return Set.of(LOSSLESS, ANY);
  }

  /** JPEG 2000 that may lose becomes JPEG 2000 that does not. */
  @Override
  public String syntaxWhenBlanked(String transferSyntax) {
    return transferSyntax.equals(ANY) ? LOSSLESS : transferSyntax;
  }

  @Override
  public Frame decode(byte[] stream, PixelFormat format) throws CodecException {
    CodedShape.frameBytes(format, MAX_CELL);
    Jpeg2000Codestream outline = Jpeg2000Codestream.of(stream);
    agree(outline, format);
    Jpeg2000Packets.check(stream, outline);
    Jpeg2000Decoder decoder = new Jpeg2000Decoder(stream, outline, format);
    byte[] cells = LIMIT.run(decoder::cells, limit(format));
    return new Frame(
        format.rows(),
        format.columns(),
        format.samples(),
        format.cellBytes(),
        photometric(format),
        cells);
  }

  private static void agree(Jpeg2000Codestream outline, PixelFormat format) throws CodecException {
    Jpeg2000Size size = outline.size();
    if (size.right() - size.left() != format.columns()
        || size.bottom() - size.top() != format.rows()
        || size.components() != format.samples()
        || size.depth() > format.bitsAllocated()) {
      throw new CodecException(CodecFault.PIXELS_DISAGREE, outline.start());
    }
  }

  private static Duration limit(PixelFormat format) {
    long samples = (long) format.rows() * format.columns() * format.samples();
    return BASE.plusMillis(PER_MILLION.toMillis() * samples / 1_000_000);
  }

  private static Photometric photometric(PixelFormat format) {
    return switch (format.photometric()) {
      case YBR_RCT, YBR_ICT -> Photometric.RGB;
      default -> CodedShape.photometric(format);
    };
  }

  /**
   * Codes without loss (5/3 wavelet), with depth, sign and component transform of {@code like} as
   * far as its main header can be read and the frame fits; without comments. What was coded is
   * decoded and compared, for JJ2000 leaves out coding passes of some noisy frames; such a frame is
   * tried with fewer decomposition levels, and is UNSUPPORTED_PIXELS when none gives it back.
   */
  @Override
  public byte[] encode(Frame frame, PixelFormat format, byte[] like) throws CodecException {
    CodedShape.frameBytes(frame, format, MAX_CELL);
    Jpeg2000Choices choices = Jpeg2000Choices.of(like, frame, format);
    for (int levels : LEVELS) {
      Jpeg2000Encoder encoder = new Jpeg2000Encoder(frame, choices, levels);
      byte[] stream = withoutMetadata(LIMIT.run(encoder::encode, limit(format)));
      if (Arrays.equals(decode(stream, format).cells(), frame.cells())) {
        return stream;
      }
    }
    throw new CodecException(CodecFault.UNSUPPORTED_PIXELS);
  }

  /** RCT takes RGB apart. */
  @Override
  public Photometric encodedPhotometric(Frame frame) {
    return frame.photometric() == Photometric.RGB ? Photometric.YBR_RCT : frame.photometric();
  }

  /**
   * The codestream without comments (T.800 A.9.2), out of its JP2 file when it came in one, and
   * without bytes after EOC.
   *
   * @return the same array when nothing was dropped
   * @throws CodecException when the codestream is damaged
   */
  @Override
  public byte[] withoutMetadata(byte[] stream) throws CodecException {
    return Jpeg2000Metadata.without(stream);
  }
}
