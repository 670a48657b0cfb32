/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.profile;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.dicomdeid.dicom.Dictionary;
import org.dicomdeid.dicom.StandardTableFile;
import org.dicomdeid.dicom.Tag;
import org.dicomdeid.dicom.VR;

/**
 * Which attributes hold identifiers, so that a text cleaner and a leak check know what to look for
 * in the rest of the object.
 */
public final class IdentifierAttributes {

  /** What an identifier names. */
  public enum Kind {
    /** A name of a person. */
    PERSON,
    /** A number or code that stands for a person, an order or a device. */
    NUMBER,
    /** An institution, department, address or town. */
    PLACE,
    /** A telephone number or another way to reach a person. */
    CONTACT,
    /** A computer or a network address. */
    HOST
  }

  static final String FILE = "identifiers.tsv";

  private final Map<Integer, Kind> kinds = new HashMap<>();

  private IdentifierAttributes() {
    StandardTableFile file = StandardTableFile.read(FILE);
    for (int row = file.firstRow(); row < file.size(); row = file.nextRow(row)) {
      int tag = Tag.parse(file.cell(row, 0)).orElseThrow();
      kinds.put(tag, Kind.valueOf(file.cell(row, 2).toUpperCase(Locale.ROOT)));
    }
  }

  private static final class Holder {
    static final IdentifierAttributes STANDARD = new IdentifierAttributes();
  }

  /** The list of the jar; read at first use. */
  public static IdentifierAttributes standard() {
    return Holder.STANDARD;
  }

  /**
   * What the values of an attribute name; PERSON for any attribute whose VR is PN, null for one
   * that holds no identifier.
   */
  public Kind kindOf(int tag) {
    Kind kind = Tag.isPrivate(tag) ? null : kinds.get(tag);
    if (kind == null && Dictionary.standard().vrOf(tag) == VR.PN) {
      return Kind.PERSON;
    }
    return kind;
  }
}
