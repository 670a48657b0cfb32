/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.codec;

import java.io.UncheckedIOException;
import java.util.Arrays;
import jj2000.j2k.decoder.DecoderSpecs;
import jj2000.j2k.entropy.decoder.CodedCBlkDataSrcDec;
import jj2000.j2k.entropy.decoder.DecLyrdCBlk;
import jj2000.j2k.entropy.decoder.EntropyDecoder;
import jj2000.j2k.image.DataBlk;
import jj2000.j2k.image.DataBlkInt;
import jj2000.j2k.wavelet.Subband;
import jj2000.j2k.wavelet.synthesis.SubbandSyn;

/**
 * Stands between JJ2000's packets and its wavelet in place of its own decoder of code blocks, which
 * hides damage where it finds it and looks for none in most streams.
 */
final class Jpeg2000EntropyDecoder extends EntropyDecoder {

  private final DecoderSpecs specs;
  private final Jpeg2000BlockDecoder blocks = new Jpeg2000BlockDecoder();
  private DecLyrdCBlk coded;

  Jpeg2000EntropyDecoder(CodedCBlkDataSrcDec source, DecoderSpecs specs) {
    super(source);
    this.specs = specs;
  }

  @Override
  public DataBlk getCodeBlock(int component, int row, int column, SubbandSyn band, DataBlk reused) {
    coded = src.getCodeBlock(component, row, column, band, 1, -1, coded);
    DataBlk block = reused == null ? new DataBlkInt() : reused;
    block.progressive = coded.prog;
    block.ulx = coded.ulx;
    block.uly = coded.uly;
    block.w = coded.w;
    block.h = coded.h;
    block.offset = 0;
    block.scanw = coded.w;
    int size = coded.w * coded.h;
    int[] values = (int[]) block.getData();
    if (values == null || values.length < size) {
      values = new int[size];
      block.setData(values);
    } else {
      Arrays.fill(values, 0);
    }
    if (coded.nl > 0 && coded.nTrunc > 0) {
      decode(values, component, band);
    }
    return block;
  }

  private void decode(int[] values, int component, SubbandSyn band) {
    boolean across = (band.orientation & Subband.WT_ORIENT_HL) != 0;
    boolean down = (band.orientation & Subband.WT_ORIENT_LH) != 0;
    int options = (Integer) specs.ecopts.getTileCompVal(getTileIdx(), component);
    int[] whole = {coded.dl};
    try {
      blocks.decode(
          values,
          coded.w,
          coded.h,
          Jpeg2000Contexts.zeroCoding(across, down),
          // JJ2000's options are the bits of the standard.
          new Jpeg2000BlockStyle(options),
          coded.data,
          coded.tsLengths == null ? whole : coded.tsLengths,
          coded.skipMSBP,
          coded.nTrunc);
    } catch (CodecException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public DataBlk getInternCodeBlock(
      int component, int row, int column, SubbandSyn band, DataBlk reused) {
    return getCodeBlock(component, row, column, band, reused);
  }
}
