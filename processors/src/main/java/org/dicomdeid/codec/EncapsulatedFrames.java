/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.codec;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import org.dicomdeid.dicom.DataSet;
import org.dicomdeid.dicom.Element;
import org.dicomdeid.dicom.SplicedSource;
import org.dicomdeid.dicom.TransferSyntax;

/** Frames that are compressed, in fragments (PS3.5 8.2, A.4). */
final class EncapsulatedFrames implements StoredFrames {

  /** Transfer syntaxes here in which frames may be coded with loss. */
  private static final Set<String> LOSSY =
      Set.of(
          "1.2.840.10008.1.2.4.50",
          "1.2.840.10008.1.2.4.51",
          "1.2.840.10008.1.2.4.81",
          "1.2.840.10008.1.2.4.91");

  private final DataSet holder;
  private final Element element;
  private final TransferSyntax syntax;
  private final PixelFormat format;
  private final int count;
  private final PixelLimits limits;
  private final FragmentMap fragments;
  private final FrameCodec codec;

  EncapsulatedFrames(
      DataSet holder,
      Element element,
      TransferSyntax syntax,
      PixelFormat format,
      int count,
      PixelLimits limits)
      throws IOException {
    this.holder = holder;
    this.element = element;
    this.syntax = syntax;
    this.format = format;
    this.count = count;
    this.limits = limits;
    this.codec = codecOf(syntax.uid());
    this.fragments = FragmentMap.of(holder, element, count);
  }

  static FrameCodec codecOf(String transferSyntax) throws CodecException {
    return FrameCodecs.installed()
        .of(transferSyntax)
        .orElseThrow(() -> new CodecException(CodecFault.NO_CODEC));
  }

  DataSet holder() {
    return holder;
  }

  Element element() {
    return element;
  }

  TransferSyntax syntax() {
    return syntax;
  }

  PixelFormat format() {
    return format;
  }

  int count() {
    return count;
  }

  FrameCodec codec() {
    return codec;
  }

  FragmentMap fragments() {
    return fragments;
  }

  /** All fragments of a frame, joined. */
  byte[] stream(int frame) throws IOException {
    SplicedSource parts = unread(frame);
    byte[] stream = new byte[(int) parts.size()];
    parts.read(0, stream, 0, stream.length);
    return stream;
  }

  /** The same, left where it is. */
  SplicedSource unread(int frame) throws CodecException {
    limits.check(fragments.frameLength(frame));
    SplicedSource.Builder parts = SplicedSource.builder();
    for (int i = fragments.first(frame); i < fragments.end(frame); i++) {
      long from = fragments.offset(i);
      parts.append(fragments.source(), from, from + fragments.length(i));
    }
    return parts.build();
  }

  Frame coded(byte[] stream) throws CodecException {
    Frame frame = codec.decode(stream, format);
    if (frame.rows() != format.rows()
        || frame.columns() != format.columns()
        || frame.samples() != format.samples()
        || frame.cellBytes() != format.cellBytes()) {
      throw new CodecException(CodecFault.PIXELS_DISAGREE);
    }
    return frame;
  }

  @Override
  public Frame coded(int frame) throws IOException {
    return coded(stream(frame));
  }

  @Override
  public boolean clamp(Frame frame) {
    UnusedBits bits = new UnusedBits(format);
    return LOSSY.contains(syntax.uid()) && bits.exist() && bits.clamp(frame.cells());
  }

  @Override
  public boolean hasExcess() {
    return false;
  }

  @Override
  public void look(UnusedBits bits) throws IOException {
    for (int frame = 0; frame < count && !bits.areUsed(); frame++) {
      byte[] cells = coded(frame).cells();
      bits.see(cells, 0, cells.length);
    }
  }

  @Override
  public PixelData.Rewrite rewrite(Path spoolFolder) {
    return new EncapsulatedRewrite(this, new FrameSpool(spoolFolder));
  }
}
