/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.dicom;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * Reads a data set into a tree whose values stay in the source (PS3.5 7). Nesting is a list of open
 * containers, never the call stack; every byte is looked at once, also where UN may or may not hold
 * a sequence.
 */
final class DataSetParser {

  /** A data set or a sequence that is not at its end yet. */
  private static final class Open {
    /** The data set being filled; for a sequence the one that holds it. */
    DataSet dataSet;

    /** Items so far; null for a data set. */
    List<DataSet> items;

    Encoding encoding;
    int tag;
    VR vr;
    long start;
    long valueStart;

    /** Where it ends, or at the latest when its length is undefined. */
    long end;

    boolean undefined;

    /** Only a guess that this UN value is a sequence: given up at the first thing wrong. */
    boolean guess;
  }

  /** Ends the innermost guess; carries nothing, so it costs nothing. */
  private static final class WrongGuess extends Exception {
    private WrongGuess() {
      super(null, null, false, false);
    }
  }

  private final Window window;
  private final Limits limits;
  private final DataElementHeader header;
  private final EncodingProbe probe;
  private final WrongGuess wrongGuess = new WrongGuess();
  private final List<Open> open = new ArrayList<>();
  private long position;
  private int guesses;
  private int elements;
  private long headerBytes;
  private long tailStart = -1;

  DataSetParser(Window window, Limits limits) {
    this.window = window;
    this.limits = limits;
    this.header = new DataElementHeader(window);
    this.probe = new EncodingProbe(window);
  }

  /** Reads from {@code start} to the end of the source. */
  DataSet parse(long start, Encoding encoding) throws IOException {
    DataSet root = DataSet.root(encoding);
    position = start;
    push(root, null, encoding, start, window.size(), false);
    while (!open.isEmpty()) {
      Open top = open.get(open.size() - 1);
      try {
        if (top.items == null) {
          stepInDataSet(top);
        } else {
          stepInSequence(top);
        }
      } catch (WrongGuess e) {
        giveUpGuess();
      }
    }
    return root;
  }

  /** Where bytes that belong to no element begin; -1 when the last element ends the source. */
  long tailStart() {
    return tailStart;
  }

  private void stepInDataSet(Open top) throws IOException, WrongGuess {
    if (position == top.end && !top.undefined) {
      closeDataSet(top, position);
      return;
    }
    if (open.size() == 1 && isTail(top)) {
      tailStart = position;
      position = top.end;
      return;
    }
    if (top.end - position < 8) {
      throw fault(endFault(top.end), top, 0);
    }
    Fault bad = header.read(position, top.encoding, top.end);
    if (bad != null) {
      throw fault(bad, top, header.tag);
    }
    count(top, header.tag);
    if (Tag.group(header.tag) == 0xFFFE) {
      delimiter(top);
    } else if (header.isUndefined()) {
      undefinedLength(top);
    } else {
      definedLength(top);
    }
  }

  private void delimiter(Open top) throws IOException, WrongGuess {
    boolean atEnd = position + 8 == top.end;
    if (header.tag == Tag.ITEM_DELIMITATION && open.size() > 1 && (top.undefined || atEnd)) {
      closeDataSet(top, position + 8);
    } else if (header.tag == Tag.SEQUENCE_DELIMITATION && header.length == 0 && guesses == 0) {
      // Left over by writers that give the sequence a defined length and end it all the same.
      top.dataSet.append(
          Element.at(span(position, position + 8, position + 8, position + 8), header.tag, VR.UN));
      position += 8;
    } else {
      throw fault(Fault.BAD_STRUCTURE, top, header.tag);
    }
  }

  private void undefinedLength(Open top) throws IOException, WrongGuess {
    boolean unknown = header.vr == VR.UN;
    if (header.vr == VR.SQ || unknown) {
      Encoding inside = unknown || header.implicit ? Encoding.IMPLICIT_LITTLE_ENDIAN : top.encoding;
      openSequence(top, inside, top.end, true, false);
    } else if (header.vr.isBulk()) {
      encapsulated(top);
    } else {
      throw fault(Fault.BAD_LENGTH, top, header.tag);
    }
  }

  private void definedLength(Open top) throws IOException, WrongGuess {
    long valueEnd = header.valueStart + header.length;
    if (valueEnd > top.end) {
      throw fault(endFault(top.end), top, header.tag);
    }
    if (header.vr == VR.SQ) {
      boolean implicit = header.implicit;
      openSequence(
          top, implicit ? Encoding.IMPLICIT_LITTLE_ENDIAN : top.encoding, valueEnd, false, false);
    } else if (header.vr == VR.UN && mayBeSequence()) {
      openSequence(top, Encoding.IMPLICIT_LITTLE_ENDIAN, valueEnd, false, true);
    } else {
      append(top, valueEnd);
      position = valueEnd;
    }
  }

  private void append(Open top, long valueEnd) throws IOException, WrongGuess {
    if (!header.vr.isBulk()) {
      countBytes(top, header.length);
    }
    Element element =
        Element.at(span(position, header.valueStart, valueEnd, valueEnd), header.tag, header.vr);
    top.dataSet.append(element);
    if (header.tag == Tag.SPECIFIC_CHARACTER_SET && header.length <= 1024) {
      top.dataSet.characterSet(CharacterSet.of(TextValues.split(element.bytes(1024))));
    }
  }

  /** Whether a UN value begins as the items of a sequence do (PS3.5 6.2.2). */
  private boolean mayBeSequence() throws IOException {
    return header.length >= 8
        && window.tag(header.valueStart, false) == Tag.ITEM
        && (Tag.isPrivate(header.tag) || Dictionary.standard().vrOf(header.tag) == VR.SQ);
  }

  private void stepInSequence(Open top) throws IOException, WrongGuess {
    if (position == top.end && !top.undefined) {
      closeSequence(top, position, position);
      return;
    }
    if (top.end - position < 8) {
      throw fault(endFault(top.end), top, 0);
    }
    boolean bigEndian = top.encoding.isBigEndian();
    int tag = window.tag(position, bigEndian);
    long length = window.u32(position + 4, bigEndian);
    count(top, top.tag);
    if (tag == Tag.SEQUENCE_DELIMITATION && (top.undefined || position + 8 == top.end)) {
      closeSequence(top, position, position + 8);
      return;
    }
    if (tag != Tag.ITEM) {
      throw fault(Fault.BAD_STRUCTURE, top, 0);
    }
    boolean undefined = length == DataElementHeader.UNDEFINED;
    long valueStart = position + 8;
    if (!undefined && length > top.end - valueStart) {
      throw fault(endFault(top.end), top, 0);
    }
    long end = undefined ? top.end : valueStart + length;
    if (open.size() / 2 >= limits.depth()) {
      throw new DicomException(Fault.TOO_DEEP, top.dataSet.path(top.tag), position);
    }
    Encoding encoding = probe.item(valueStart, end, top.encoding);
    DataSet item = DataSet.item(encoding, top.dataSet, top.tag, top.items.size());
    top.items.add(item);
    Open inside = push(item, null, encoding, position, end, undefined);
    inside.valueStart = valueStart;
    position = valueStart;
  }

  private void openSequence(Open top, Encoding inside, long end, boolean undefined, boolean guess) {
    Open sequence = push(top.dataSet, new ArrayList<>(2), inside, position, end, undefined);
    sequence.tag = header.tag;
    sequence.vr = header.vr;
    sequence.valueStart = header.valueStart;
    sequence.guess = guess;
    if (guess) {
      guesses++;
    }
    position = header.valueStart;
  }

  private void closeSequence(Open top, long valueEnd, long end) {
    pop(top);
    top.dataSet.append(
        Element.sequenceAt(
            span(top.start, top.valueStart, valueEnd, end),
            top.tag,
            top.vr,
            top.undefined,
            Collections.unmodifiableList(top.items)));
    position = end;
  }

  private void closeDataSet(Open top, long end) {
    pop(top);
    if (top.dataSet.parent() != null) {
      top.dataSet.placed(span(top.start, top.valueStart, position, end), top.undefined);
    }
    position = end;
  }

  /** The fragments of encapsulated pixel data (PS3.5 A.4); what they hold is never looked at. */
  private void encapsulated(Open top) throws IOException, WrongGuess {
    boolean bigEndian = top.encoding.isBigEndian();
    int tag = header.tag;
    long[] fragments = new long[8];
    int filled = 0;
    long at = header.valueStart;
    while (true) {
      if (top.end - at < 8) {
        throw fault(endFault(top.end), top, tag);
      }
      int itemTag = window.tag(at, bigEndian);
      long length = window.u32(at + 4, bigEndian);
      count(top, tag);
      if (itemTag == Tag.SEQUENCE_DELIMITATION) {
        break;
      }
      if (itemTag != Tag.ITEM) {
        throw fault(Fault.BAD_STRUCTURE, top, tag);
      }
      if (length > top.end - at - 8) {
        throw fault(endFault(top.end), top, tag);
      }
      if (filled == fragments.length) {
        fragments = Arrays.copyOf(fragments, filled * 2);
      }
      fragments[filled++] = at + 8;
      fragments[filled++] = length;
      at += 8 + length;
    }
    top.dataSet.append(
        Element.encapsulatedAt(
            span(position, header.valueStart, at, at + 8),
            tag,
            header.vr,
            Arrays.copyOf(fragments, filled)));
    position = at + 8;
  }

  /**
   * Whether nothing but zeros is left: devices round files up to a block. What else follows the
   * last element, be it one byte, is the start of an element that was cut off; so may a few zeros
   * be in big endian, where tags begin with one.
   */
  private boolean isTail(Open top) throws IOException, WrongGuess {
    long left = top.end - position;
    if (left < 8 && top.encoding.isBigEndian()) {
      return false;
    }
    long zeros = 0;
    while (zeros < left && window.bytes()[window.at(position + zeros, 1)] == 0) {
      zeros++;
    }
    if (zeros >= 8 && zeros < left) {
      // Looked at once only, or a file of zeros with something at its end would take for ever.
      throw fault(Fault.BAD_STRUCTURE, top, 0);
    }
    return zeros == left;
  }

  private Open push(
      DataSet dataSet,
      List<DataSet> items,
      Encoding encoding,
      long start,
      long end,
      boolean undefined) {
    Open added = new Open();
    added.dataSet = dataSet;
    added.items = items;
    added.encoding = encoding;
    added.start = start;
    added.end = end;
    added.undefined = undefined;
    open.add(added);
    return added;
  }

  private void pop(Open top) {
    open.remove(open.size() - 1);
    if (top.guess) {
      guesses--;
    }
  }

  private void giveUpGuess() {
    Open top;
    do {
      top = open.get(open.size() - 1);
      pop(top);
    } while (!top.guess);
    top.dataSet.append(
        Element.at(span(top.start, top.valueStart, top.end, top.end), top.tag, top.vr));
    position = top.end;
  }

  private Element.Span span(long start, long valueStart, long valueEnd, long end) {
    return new Element.Span(window.source(), start, valueStart, valueEnd, end);
  }

  private void count(Open top, int tag) throws DicomException {
    if (++elements > limits.elements()) {
      throw new DicomException(Fault.TOO_MANY_ELEMENTS, top.dataSet.path(tag), position);
    }
    countBytes(top, 8);
  }

  private void countBytes(Open top, long bytes) throws DicomException {
    headerBytes += bytes;
    if (headerBytes > limits.headerBytes()) {
      throw new DicomException(Fault.HEADER_TOO_LARGE, top.dataSet.path(header.tag), position);
    }
  }

  private Fault endFault(long end) {
    return end == window.size() ? Fault.TRUNCATED : Fault.BAD_LENGTH;
  }

  private DicomException fault(Fault fault, Open top, int tag) throws WrongGuess {
    if (guesses > 0) {
      throw wrongGuess;
    }
    int named = top.items != null ? top.tag : tag;
    return new DicomException(fault, top.dataSet.path(named), position);
  }
}
