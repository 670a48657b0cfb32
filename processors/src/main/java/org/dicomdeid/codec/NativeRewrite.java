/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.codec;

import java.io.IOException;
import org.dicomdeid.dicom.Element;
import org.dicomdeid.dicom.SplicedElement;
import org.dicomdeid.dicom.TransferSyntax;

/** Rewrites native frames as they are read, without a copy of them anywhere. */
final class NativeRewrite extends PixelData.Rewrite {

  private final NativeFrames frames;

  NativeRewrite(NativeFrames frames) {
    super(frames.count());
    this.frames = frames;
  }

  @Override
  TransferSyntax apply() throws IOException {
    UnusedBits unused = clears() ? new UnusedBits(frames.layout().format()) : null;
    if (unused != null && !unused.exist()) {
      unused = null;
    }
    boolean changes = unused != null || !patches().isEmpty();
    boolean excess = (changes || drops()) && frames.hasExcess();
    if (changes || excess) {
      NativeEdit edit = new NativeEdit(frames, patches(), unused);
      PixelHeader.replace(frames.holder(), edited(edit, excess));
    }
    return frames.syntax();
  }

  private Element edited(NativeEdit edit, boolean excess) {
    Element before = frames.element();
    Element.Span span = before.span();
    long needed = frames.layout().bytes(frames.count());
    long length = excess ? Math.min(frames.length(), needed + (needed & 1)) : frames.length();
    if (span != null && length == frames.length()) {
      return Element.at(
          new Element.Span(edit, span.start(), span.valueStart(), span.valueEnd(), span.end()),
          before.tag(),
          before.vr());
    }
    return SplicedElement.ofValue(
        frames.holder().encoding(),
        before.tag(),
        before.vr(),
        edit,
        frames.start(),
        frames.start() + length);
  }

  @Override
  public void storeNatively() {}

  @Override
  public void close() {}
}
