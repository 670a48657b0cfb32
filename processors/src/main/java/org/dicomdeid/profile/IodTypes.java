/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.profile;

import java.util.HashMap;
import java.util.Map;
import org.dicomdeid.dicom.StandardTableFile;
import org.dicomdeid.dicom.TagPattern;

/**
 * How strongly the IOD of an object needs the attributes for which Table E.1-1 leaves a choice:
 * their attribute type of PS3.5 7.4 at top level and in items.
 */
final class IodTypes {

  static final String FILE = "standard/ciod-compound-decisions.tsv";

  /** What an IOD asks of an attribute. */
  enum Need {
    /** Type 1 or 1C, or an IOD that nothing is known of: a value. */
    VALUE("type 1"),
    /** Type 2 or 2C: the attribute, be it empty. */
    PRESENCE("type 2"),
    /** Type 3, or not in the IOD: nothing. */
    NOTHING("type 3");

    private final String words;

    Need(String words) {
      this.words = words;
    }

    String words() {
      return words;
    }
  }

  private record Needs(Need top, Need nested) {}

  /**
   * An object whose IOD is not known: every choice falls to the value that is always conformant.
   */
  static final IodTypes UNKNOWN = new IodTypes(null);

  private final Map<Integer, Needs> needs;

  private IodTypes(Map<Integer, Needs> needs) {
    this.needs = needs;
  }

  private static final class Holder {
    static final StandardTableFile TABLE = StandardTableFile.read(FILE);
  }

  /** The needs of an IOD such as {@code ct-image}; {@link #UNKNOWN} for null or one not listed. */
  static IodTypes of(String ciod) {
    if (ciod == null) {
      return UNKNOWN;
    }
    StandardTableFile table = Holder.TABLE;
    Map<Integer, Needs> needs = new HashMap<>();
    for (int row = table.firstRow(); row < table.size(); row = table.nextRow(row)) {
      if (table.startsWith(row, ciod)) {
        int tag = TagPattern.parse(table.cell(row, 1)).orElseThrow().value();
        needs.put(tag, new Needs(need(table.cell(row, 4)), need(table.cell(row, 5))));
      }
    }
    return needs.isEmpty() ? UNKNOWN : new IodTypes(needs);
  }

  Need need(int tag, boolean nested) {
    if (needs == null) {
      return Need.VALUE;
    }
    Needs found = needs.get(tag);
    return found == null ? Need.NOTHING : nested ? found.nested() : found.top();
  }

  private static Need need(String type) {
    return switch (type) {
      case "1", "1C" -> Need.VALUE;
      case "2", "2C" -> Need.PRESENCE;
      default -> Need.NOTHING;
    };
  }
}
