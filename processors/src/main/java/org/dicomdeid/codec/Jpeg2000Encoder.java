/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.codec;

import com.github.jaiimageio.jpeg2000.impl.J2KImageWriteParamJava;
import java.awt.Point;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import jj2000.j2k.codestream.writer.FileCodestreamWriter;
import jj2000.j2k.codestream.writer.HeaderEncoder;
import jj2000.j2k.entropy.encoder.EntropyCoder;
import jj2000.j2k.entropy.encoder.PostCompRateAllocator;
import jj2000.j2k.image.ImgDataConverter;
import jj2000.j2k.image.Tiler;
import jj2000.j2k.image.forwcomptransf.ForwCompTransf;
import jj2000.j2k.quantization.quantizer.Quantizer;
import jj2000.j2k.roi.encoder.ROIScaler;
import jj2000.j2k.util.FacilityManager;
import jj2000.j2k.wavelet.analysis.ForwardWT;

/**
 * Drives JJ2000's encoder without loss: 5/3 wavelet, no quantization, one tile, one layer. The
 * image writer of jai-imageio is not used, since it lays pixels into a temporary file.
 */
final class Jpeg2000Encoder {

  private final Frame frame;
  private final Jpeg2000Choices choices;
  private final int mostLevels;

  Jpeg2000Encoder(Frame frame, Jpeg2000Choices choices, int mostLevels) {
    this.frame = frame;
    this.choices = choices;
    this.mostLevels = mostLevels;
  }

  /** The codestream; to be called in a thread of its own. */
  byte[] encode() throws IOException {
    FacilityManager.registerMsgLogger(Thread.currentThread(), new Jpeg2000Notes());
    try {
      return code();
    } finally {
      FacilityManager.unregisterMsgLogger(Thread.currentThread());
    }
  }

  private byte[] code() throws IOException {
    Jpeg2000Source source = new Jpeg2000Source(frame, choices.depth(), choices.signed());
    J2KImageWriteParamJava parameters = parameters();
    Tiler tiler = new Tiler(source, 0, 0, 0, 0, frame.columns(), frame.rows());
    ForwCompTransf components = new ForwCompTransf(tiler, parameters);
    ImgDataConverter converter = new ImgDataConverter(components);
    ForwardWT wavelet = ForwardWT.createInstance(converter, parameters);
    Quantizer quantizer = Quantizer.createInstance(wavelet, parameters);
    ROIScaler regions = ROIScaler.createInstance(quantizer, parameters);
    EntropyCoder entropy =
        EntropyCoder.createInstance(
            regions,
            parameters,
            parameters.getCodeBlockSize(),
            parameters.getPrecinctPartition(),
            parameters.getBypass(),
            parameters.getResetMQ(),
            parameters.getTerminateOnByte(),
            parameters.getCausalCXInfo(),
            parameters.getCodeSegSymbol(),
            parameters.getMethodForMQLengthCalc(),
            parameters.getMethodForMQTermination());
    ByteArrayOutputStream out = new ByteArrayOutputStream(frame.cells().length / 2 + 1024);
    FileCodestreamWriter writer = new FileCodestreamWriter(out, Integer.MAX_VALUE);
    PostCompRateAllocator allocator =
        PostCompRateAllocator.createInstance(entropy, Float.MAX_VALUE, writer, parameters);
    boolean[] signs = new boolean[frame.samples()];
    Arrays.fill(signs, choices.signed());
    HeaderEncoder header =
        new HeaderEncoder(source, signs, wavelet, tiler, parameters, regions, allocator);
    allocator.setHeaderEncoder(header);
    // Once to learn its length, and again when the allocator has fixed what it says.
    header.encodeMainHeader();
    allocator.initialize();
    header.reset();
    header.encodeMainHeader();
    writer.commitBitstreamHeader(header);
    allocator.runAndWrite();
    writer.close();
    return out.toByteArray();
  }

  private J2KImageWriteParamJava parameters() {
    Raster shape =
        Raster.createInterleavedRaster(
            DataBuffer.TYPE_BYTE, 1, 1, frame.samples(), new Point(0, 0));
    J2KImageWriteParamJava parameters = new J2KImageWriteParamJava(shape);
    parameters.setTiling(frame.columns(), frame.rows(), 0, 0);
    int side = Math.min(frame.rows(), frame.columns());
    int levels = Math.min(mostLevels, 31 - Integer.numberOfLeadingZeros(side));
    parameters.setLossless(true);
    parameters.setEncodingRate(Double.MAX_VALUE);
    parameters.setFilters("w5x3");
    parameters.setQuantizationType("reversible");
    parameters.setDecompositionLevel(Integer.toString(levels));
    parameters.setComponentTransformation(choices.componentTransform() ? "true" : "false");
    parameters.setLayers("0.015");
    return parameters;
  }
}
