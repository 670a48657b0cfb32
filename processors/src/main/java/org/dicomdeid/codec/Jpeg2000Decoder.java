/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.codec;

import com.github.jaiimageio.jpeg2000.impl.J2KImageReadParamJava;
import java.io.IOException;
import jj2000.j2k.codestream.HeaderInfo;
import jj2000.j2k.codestream.reader.BitstreamReaderAgent;
import jj2000.j2k.codestream.reader.HeaderDecoder;
import jj2000.j2k.decoder.DecoderSpecs;
import jj2000.j2k.entropy.decoder.EntropyDecoder;
import jj2000.j2k.image.DataBlk;
import jj2000.j2k.image.DataBlkFloat;
import jj2000.j2k.image.DataBlkInt;
import jj2000.j2k.image.invcomptransf.InvCompTransf;
import jj2000.j2k.quantization.dequantizer.Dequantizer;
import jj2000.j2k.roi.ROIDeScaler;
import jj2000.j2k.util.FacilityManager;
import jj2000.j2k.wavelet.synthesis.InverseWT;

/**
 * Drives JJ2000 up to the inverse wavelet transform; component transform, level shift and rounding
 * (ITU-T T.800 annex G) are done here, where they are exact.
 */
final class Jpeg2000Decoder {

  private final byte[] stream;
  private final Jpeg2000Codestream outline;
  private final PixelFormat format;

  Jpeg2000Decoder(byte[] stream, Jpeg2000Codestream outline, PixelFormat format) {
    this.stream = stream;
    this.outline = outline;
    this.format = format;
  }

  /** The cells; to be called in a thread of its own that may be interrupted. */
  byte[] cells() throws IOException {
    Jpeg2000Notes notes = new Jpeg2000Notes();
    FacilityManager.registerMsgLogger(Thread.currentThread(), notes);
    try {
      byte[] cells = decode();
      if (notes.damaged()) {
        throw new CodecException(CodecFault.CORRUPT_PIXELS);
      }
      return cells;
    } finally {
      FacilityManager.unregisterMsgLogger(Thread.currentThread());
    }
  }

  private byte[] decode() throws IOException {
    byte[] counted = outline.withTrueCounts(stream);
    Jpeg2000Input input = new Jpeg2000Input(counted, outline.start(), outline.end());
    J2KImageReadParamJava choices = new J2KImageReadParamJava();
    HeaderInfo info = new HeaderInfo();
    HeaderDecoder header = new HeaderDecoder(input, choices, info);
    DecoderSpecs specs = header.getDecoderSpecs();
    int[] depths = new int[header.getNumComps()];
    for (int c = 0; c < depths.length; c++) {
      depths[c] = header.getOriginalBitDepth(c);
    }
    BitstreamReaderAgent reader =
        BitstreamReaderAgent.createInstance(input, header, choices, specs, false, info);
    EntropyDecoder entropy = new Jpeg2000EntropyDecoder(reader, specs);
    ROIDeScaler regions = header.createROIDeScaler(entropy, choices, specs);
    Dequantizer dequantizer = header.createDequantizer(regions, depths, specs);
    InverseWT wavelet = InverseWT.createInstance(dequantizer, specs);
    wavelet.setImgResLevel(reader.getImgRes());
    Jpeg2000Cells cells = new Jpeg2000Cells(outline.size(), format);
    int across = outline.size().tilesAcross();
    for (int tile = 0; tile < outline.size().tiles(); tile++) {
      wavelet.setTile(tile % across, tile / across);
      boolean transformed =
          depths.length >= 3 && (Integer) specs.cts.getTileDef(tile) != InvCompTransf.NONE;
      store(wavelet, specs, tile, transformed, cells);
    }
    return cells.bytes();
  }

  private void store(
      InverseWT wavelet, DecoderSpecs specs, int tile, boolean transformed, Jpeg2000Cells cells)
      throws CodecException {
    int count = outline.size().components();
    DataBlk[] blocks = new DataBlk[count];
    for (int c = 0; c < count; c++) {
      int width = wavelet.getTileCompWidth(tile, c);
      int height = wavelet.getTileCompHeight(tile, c);
      boolean exact = specs.wfs.isReversible(tile, c);
      DataBlk wanted =
          exact ? new DataBlkInt(0, 0, width, height) : new DataBlkFloat(0, 0, width, height);
      blocks[c] = wavelet.getInternCompData(wanted, c);
    }
    int left = wavelet.getCompULX(0) - outline.size().left();
    int top = wavelet.getCompULY(0) - outline.size().top();
    cells.store(blocks, left, top, transformed);
  }
}
