/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.dicom;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalInt;

/**
 * A data set or an item: its elements in the order of the source, which real files do not always
 * sort.
 *
 * <p>An edit marks the data set and all that enclose it as changed; what is not changed is written
 * as it stood.
 */
public final class DataSet implements Iterable<Element> {

  /** Decides what stands in the place of an element. */
  @FunctionalInterface
  public interface Edit {

    /** The element itself to leave it, another to replace it, null to remove it. */
    Element apply(Element element) throws IOException;
  }

  private final Encoding encoding;
  private final DataSet parent;
  private final int sequenceTag;
  private final int index;
  private final List<Element> elements = new ArrayList<>();
  private Element.Span span;
  private boolean undefinedLength;
  private boolean sorted = true;
  private boolean changed;
  private CharacterSet characterSet;

  private DataSet(Encoding encoding, DataSet parent, int sequenceTag, int index) {
    this.encoding = encoding;
    this.parent = parent;
    this.sequenceTag = sequenceTag;
    this.index = index;
  }

  /** A top-level data set. */
  public static DataSet root(Encoding encoding) {
    return new DataSet(encoding, null, 0, 0);
  }

  /**
   * An item of the sequence {@code sequenceTag} of {@code parent}; the caller adds it to the
   * sequence's items.
   */
  public static DataSet item(Encoding encoding, DataSet parent, int sequenceTag, int index) {
    return new DataSet(encoding, parent, sequenceTag, index);
  }

  /**
   * Places an item in its source: item header start, content start, content end, end with any
   * delimiter.
   */
  void placed(Element.Span where, boolean undefined) {
    this.span = where;
    this.undefinedLength = undefined;
  }

  /** Adds an element as a reader meets it; this is no edit. */
  void append(Element element) {
    if (!elements.isEmpty()
        && Integer.compareUnsigned(elements.get(elements.size() - 1).tag(), element.tag()) >= 0) {
      sorted = false;
    }
    elements.add(element);
  }

  public Encoding encoding() {
    return encoding;
  }

  /** The enclosing data set; null at the top. */
  public DataSet parent() {
    return parent;
  }

  /** Where an item lies in its source; null at the top and for a new item. */
  public Element.Span span() {
    return span;
  }

  public boolean isUndefinedLength() {
    return undefinedLength;
  }

  /** Whether this data set, or one inside it, was edited. */
  public boolean isChanged() {
    return changed;
  }

  public int size() {
    return elements.size();
  }

  /** The element at a place in the order of this data set. */
  Element at(int place) {
    return elements.get(place);
  }

  @Override
  public Iterator<Element> iterator() {
    return Collections.unmodifiableList(elements).iterator();
  }

  /** The first element with this tag; null when there is none. */
  public Element get(int tag) {
    int at = indexOf(tag);
    return at < 0 ? null : elements.get(at);
  }

  public boolean contains(int tag) {
    return indexOf(tag) >= 0;
  }

  /** Puts an element in place of the one with its tag, or where its tag sorts. */
  public void put(Element element) {
    int at = indexOf(element.tag());
    if (at >= 0) {
      elements.set(at, element);
    } else if (sorted) {
      elements.add(-at - 1, element);
    } else {
      int before = 0;
      while (before < elements.size()
          && Integer.compareUnsigned(elements.get(before).tag(), element.tag()) < 0) {
        before++;
      }
      elements.add(before, element);
    }
    markChanged();
  }

  /**
   * Replaces each element by what the operator returns, removes it for null, and leaves it for
   * itself. Linear, and right also where a faulty file repeats a tag.
   */
  public void edit(Edit operator) throws IOException {
    boolean edited = false;
    int kept = 0;
    for (int i = 0; i < elements.size(); i++) {
      Element before = elements.get(i);
      Element after = operator.apply(before);
      edited |= after != before;
      if (after != null) {
        elements.set(kept++, after);
      }
    }
    elements.subList(kept, elements.size()).clear();
    if (edited) {
      markChanged();
    }
  }

  /**
   * The value of the private creator that reserves the block of a private tag; null when none does.
   */
  public Element privateCreator(int tag) {
    return get(Tag.privateCreatorOf(tag));
  }

  /**
   * The character set in force: this item's own (0008,0005), else that of what encloses it (PS3.5
   * 7.5.3).
   */
  public CharacterSet characterSet() {
    DataSet holder = this;
    while (holder.parent != null && holder.characterSet == null) {
      holder = holder.parent;
    }
    return holder.characterSet == null ? CharacterSet.DEFAULT : holder.characterSet;
  }

  /**
   * The first value of a text element, decoded and without padding; null when the element is absent
   * or holds no text. An element that the source calls UN is read as the dictionary calls it.
   *
   * @throws DicomException VALUE_TOO_LARGE beyond 64 KB
   */
  public String string(int tag) throws IOException {
    List<String> values = strings(tag);
    return values.isEmpty() ? null : values.get(0);
  }

  /** All values, as {@link #string}; empty when the element is absent or holds no text. */
  public List<String> strings(int tag) throws IOException {
    Element element = get(tag);
    return element == null ? List.of() : TextValues.of(element, characterSet());
  }

  /**
   * The first value of an integer element (US, SS, UL, SL, IS); empty when the element is absent or
   * holds none.
   */
  public OptionalInt integer(int tag) throws IOException {
    Element element = get(tag);
    return element == null
        ? OptionalInt.empty()
        : IntegerValue.first(element, encoding.isBigEndian());
  }

  /** Set by the reader when it meets (0008,0005). */
  void characterSet(CharacterSet own) {
    this.characterSet = own;
  }

  /** The sequence that this is an item of; 0 at the top. */
  public int sequenceTag() {
    return sequenceTag;
  }

  /** Number of sequences around this data set: 0 at the top. */
  public int depth() {
    int depth = 0;
    for (DataSet outer = parent; outer != null; outer = outer.parent) {
      depth++;
    }
    return depth;
  }

  /** Tag path of an element of this data set, such as {@code (0040,0275)[0](0008,0050)}. */
  public String path(int tag) {
    List<String> parts = new ArrayList<>();
    parts.add(Tag.format(tag));
    for (DataSet at = this; at.parent != null; at = at.parent) {
      parts.add(Tag.format(at.sequenceTag) + "[" + at.index + "]");
    }
    Collections.reverse(parts);
    return String.join("", parts);
  }

  private void markChanged() {
    for (DataSet at = this; at != null && !at.changed; at = at.parent) {
      at.changed = true;
    }
  }

  private int indexOf(int tag) {
    if (!sorted) {
      for (int i = 0; i < elements.size(); i++) {
        if (elements.get(i).tag() == tag) {
          return i;
        }
      }
      return -1;
    }
    int low = 0;
    int high = elements.size() - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int order = Integer.compareUnsigned(elements.get(middle).tag(), tag);
      if (order == 0) {
        return middle;
      }
      if (order < 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return -low - 1;
  }
}
