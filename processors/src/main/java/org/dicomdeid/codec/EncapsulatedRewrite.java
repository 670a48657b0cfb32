/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.codec;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.dicomdeid.dicom.ByteSource;
import org.dicomdeid.dicom.DataSet;
import org.dicomdeid.dicom.Element;
import org.dicomdeid.dicom.SplicedElement;
import org.dicomdeid.dicom.SplicedSource;
import org.dicomdeid.dicom.Tag;
import org.dicomdeid.dicom.TransferSyntax;
import org.dicomdeid.dicom.VR;

/**
 * Rewrites compressed frames: those that change in the same transfer syntax where no other pixel
 * changes by that, else all of them in a lossless one. Those that do not change are copied.
 */
final class EncapsulatedRewrite extends PixelData.Rewrite {

  private static final byte[] NONE = {};

  private final EncapsulatedFrames frames;
  private final PixelFormat format;
  private final FrameSpool spool;
  private boolean natively;
  private UnusedBits unused;

  EncapsulatedRewrite(EncapsulatedFrames frames, FrameSpool spool) {
    super(frames.count());
    this.frames = frames;
    this.format = frames.format();
    this.spool = spool;
  }

  @Override
  public void storeNatively() {
    natively = true;
  }

  @Override
  TransferSyntax apply() throws IOException {
    unused = unusedBitsToClear();
    boolean recode = unused != null || !patches().isEmpty();
    TransferSyntax before = frames.syntax();
    TransferSyntax after = recode ? afterwards() : before;
    if (natively || !after.encapsulated()) {
      storeCells();
      return frames.holder().parent() == null ? TransferSyntax.EXPLICIT_LITTLE_ENDIAN : before;
    }
    if (!after.uid().equals(before.uid())) {
      transcode(after);
    } else if (recode || drops()) {
      rewriteChanged();
    }
    return after;
  }

  /** Null when nobody asked for it, or there is nothing in them. */
  private UnusedBits unusedBitsToClear() throws IOException {
    UnusedBits bits = new UnusedBits(format);
    if (!clears() || !bits.exist()) {
      return null;
    }
    frames.look(bits);
    return bits.areUsed() ? bits : null;
  }

  private TransferSyntax afterwards() throws CodecException {
    String uid = frames.codec().syntaxWhenBlanked(frames.syntax().uid());
    return uid.equals(frames.syntax().uid())
        ? frames.syntax()
        : TransferSyntax.of(uid).orElseThrow(() -> new CodecException(CodecFault.NO_CODEC));
  }

  private void rewriteChanged() throws IOException {
    List<SplicedSource> streams = new ArrayList<>();
    boolean any = false;
    for (int frame = 0; frame < frames.count(); frame++) {
      SplicedSource stream = frames.unread(frame);
      if (unused != null || drops() || patches().containsKey(frame)) {
        byte[] before = frames.stream(frame);
        byte[] after = rewritten(frame, before);
        if (!Arrays.equals(before, after)) {
          stream = spooled(after);
          any = true;
        }
      }
      streams.add(stream);
    }
    if (any) {
      putEncapsulated(streams);
    }
  }

  private byte[] rewritten(int frame, byte[] before) throws CodecException {
    List<Patch> boxes = patches().getOrDefault(frame, List.of());
    byte[] after = before;
    Frame cleared = unused == null ? null : frames.coded(before);
    if (cleared != null && clear(cleared)) {
      boxes.forEach(cleared::apply);
      after = frames.codec().encode(cleared, format, before);
    } else if (!boxes.isEmpty()) {
      after = frames.codec().blank(before, format, boxes);
    }
    return drops() ? frames.codec().withoutMetadata(after) : after;
  }

  private boolean clear(Frame frame) {
    boolean clamped = frames.clamp(frame);
    return unused.clear(frame.cells(), 0, frame.cells().length, 0) || clamped;
  }

  private void transcode(TransferSyntax after) throws IOException {
    FrameCodec codec = EncapsulatedFrames.codecOf(after.uid());
    List<SplicedSource> streams = new ArrayList<>();
    Photometric photometric = format.photometric();
    for (int i = 0; i < frames.count(); i++) {
      Frame frame = changed(i);
      photometric = codec.encodedPhotometric(frame);
      streams.add(spooled(codec.encode(frame, interleaved(frame), NONE)));
    }
    putEncapsulated(streams);
    describe(photometric);
  }

  private void storeCells() throws IOException {
    boolean aligned = (long) format.rows() * format.columns() % 8 == 0;
    if (format.bitsAllocated() == 1 && frames.count() > 1 && !aligned) {
      throw new CodecException(CodecFault.UNSUPPORTED_PIXELS);
    }
    Photometric photometric = format.photometric();
    for (int i = 0; i < frames.count(); i++) {
      Frame frame = changed(i);
      photometric = frame.photometric();
      spool.add(new NativeLayout(interleaved(frame), false).bytes(frame));
    }
    if (spool.size() > SplicedElement.MAX_LENGTH - 1) {
      throw new CodecException(CodecFault.FRAME_TOO_LARGE);
    }
    DataSet holder = frames.holder();
    PixelHeader.replace(
        holder,
        SplicedElement.ofValue(
            holder.encoding(),
            Tag.PIXEL_DATA,
            format.bitsAllocated() > 8 ? VR.OW : VR.OB,
            spool,
            0,
            spool.size()));
    PixelHeader.remove(holder, Tag.EXTENDED_OFFSET_TABLE);
    PixelHeader.remove(holder, Tag.EXTENDED_OFFSET_TABLE_LENGTHS);
    describe(photometric);
  }

  private Frame changed(int index) throws IOException {
    Frame frame = frames.coded(index);
    if (unused == null) {
      frames.clamp(frame);
    } else {
      clear(frame);
    }
    patches().getOrDefault(index, List.of()).forEach(frame::apply);
    return frame;
  }

  /** What a decoded frame is like, whatever the compressed one was. */
  private PixelFormat interleaved(Frame frame) {
    return new PixelFormat(
        format.rows(),
        format.columns(),
        format.samples(),
        format.bitsAllocated(),
        format.bitsStored(),
        format.highBit(),
        format.signed(),
        frame.photometric(),
        0);
  }

  private void describe(Photometric photometric) throws IOException {
    PixelHeader.photometric(frames.holder(), photometric);
    if (format.samples() > 1) {
      PixelHeader.interleaved(frames.holder());
    }
  }

  private SplicedSource spooled(byte[] stream) throws IOException {
    long from = spool.size();
    spool.add(stream);
    return SplicedSource.builder().append(spool, from, spool.size()).build();
  }

  private void putEncapsulated(List<SplicedSource> streams) throws IOException {
    DataSet holder = frames.holder();
    OffsetTables tables = OffsetTables.of(streams);
    boolean extended = holder.contains(Tag.EXTENDED_OFFSET_TABLE);
    boolean basic = frames.fragments().hasBasicTable() && !extended;
    List<ByteSource> items = new ArrayList<>();
    items.add(tables.basic(basic));
    items.addAll(streams);
    Element before = frames.element();
    PixelHeader.replace(holder, SplicedElement.encapsulated(holder.encoding(), before.vr(), items));
    if (extended) {
      holder.put(Element.of(Tag.EXTENDED_OFFSET_TABLE, VR.OV, tables.offsets()));
      holder.put(Element.of(Tag.EXTENDED_OFFSET_TABLE_LENGTHS, VR.OV, tables.lengths()));
    }
  }

  @Override
  public void close() throws IOException {
    spool.close();
  }
}
