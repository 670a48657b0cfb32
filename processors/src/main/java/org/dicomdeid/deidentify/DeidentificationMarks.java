/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.deidentify;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.dicomdeid.dicom.CharacterSet;
import org.dicomdeid.dicom.DataSet;
import org.dicomdeid.dicom.Dictionary;
import org.dicomdeid.dicom.Element;
import org.dicomdeid.dicom.VR;
import org.dicomdeid.profile.IdentifierAttributes;
import org.dicomdeid.profile.Option;
import org.dicomdeid.profile.Profile;

/**
 * The attributes by which an object says that, and how, it was de-identified (PS3.15 E.1.1, PS3.3
 * C.7.1.1).
 */
final class DeidentificationMarks {

  private static final int PATIENT_IDENTITY_REMOVED = 0x00120062;
  private static final int DEIDENTIFICATION_METHOD = 0x00120063;
  static final int DEIDENTIFICATION_METHOD_CODE_SEQUENCE = 0x00120064;
  private static final int LONGITUDINAL_TEMPORAL_INFORMATION_MODIFIED = 0x00280303;
  private static final int CODE_VALUE = 0x00080100;
  private static final int CODING_SCHEME_DESIGNATOR = 0x00080102;
  private static final int CODE_MEANING = 0x00080104;

  private final Profile profile;
  private final CharacterSet characterSet;
  private final List<Element> elements;
  private final List<List<Element>> codes = new ArrayList<>();

  private DeidentificationMarks(DataSet root, Profile profile) {
    this.profile = profile;
    this.characterSet = root.characterSet();
    this.elements =
        List.of(
            ElementText.of(
                root, PATIENT_IDENTITY_REMOVED, VR.CS, keepsIdentity(profile) ? "NO" : "YES"),
            ElementText.of(root, DEIDENTIFICATION_METHOD, VR.LO, method(profile)),
            ElementText.of(
                root, LONGITUDINAL_TEMPORAL_INFORMATION_MODIFIED, VR.CS, dates(profile)));
    for (Option option : profile.options()) {
      if (option == Option.CLEAN_PIXEL_DATA) {
        continue; // to be said by whoever cleaned the pixels of this object
      }
      codes.add(code(root, option));
    }
  }

  /**
   * The marks of a profile for an object.
   *
   * @param last those of the object before, which mostly serve again; may be null
   */
  static DeidentificationMarks of(DataSet root, Profile profile, DeidentificationMarks last) {
    return last != null && last.profile == profile && last.characterSet == root.characterSet()
        ? last
        : new DeidentificationMarks(root, profile);
  }

  void putInto(DataSet root) {
    for (Element element : elements) {
      root.put(element);
    }
    List<DataSet> items = new ArrayList<>();
    for (List<Element> code : codes) {
      DataSet item = item(root, code, items.size());
      items.add(item);
    }
    root.put(Element.sequence(DEIDENTIFICATION_METHOD_CODE_SEQUENCE, items));
  }

  /** An item of the code sequence that states an option. */
  static DataSet codeItem(DataSet root, Option option, int index) {
    return item(root, code(root, option), index);
  }

  private static DataSet item(DataSet root, List<Element> code, int index) {
    DataSet item =
        DataSet.item(root.encoding(), root, DEIDENTIFICATION_METHOD_CODE_SEQUENCE, index);
    for (Element element : code) {
      item.put(element);
    }
    return item;
  }

  private static List<Element> code(DataSet root, Option option) {
    return List.of(
        ElementText.of(root, CODE_VALUE, VR.SH, option.code()),
        ElementText.of(root, CODING_SCHEME_DESIGNATOR, VR.SH, "DCM"),
        ElementText.of(root, CODE_MEANING, VR.LO, option.meaning()));
  }

  /** Whether a profile keeps, by a rule of its own, what names the patient or another person. */
  private static boolean keepsIdentity(Profile profile) {
    IdentifierAttributes identifiers = IdentifierAttributes.standard();
    for (String keyword : profile.keepsBeyondOptions()) {
      OptionalInt known = Dictionary.standard().tagOf(keyword);
      if (known.isEmpty()) {
        continue; // of a repeating group, such as overlays, which name nobody
      }
      int tag = known.getAsInt();
      IdentifierAttributes.Kind kind = identifiers.kindOf(tag);
      if (Dictionary.standard().vrOf(tag) == VR.PN
          || kind == IdentifierAttributes.Kind.PERSON
          || kind == IdentifierAttributes.Kind.NUMBER
          || kind == IdentifierAttributes.Kind.CONTACT) {
        return true;
      }
    }
    return false;
  }

  /** Who did it, and what the codes do not tell: attributes that stay beyond the options. */
  private static List<String> method(Profile profile) {
    List<String> values = new ArrayList<>();
    values.add("dicom-deid profile " + profile.name() + " version " + profile.version());
    for (String keyword : profile.keepsBeyondOptions()) {
      values.add("keeps " + keyword);
    }
    values.replaceAll(value -> value.substring(0, Math.min(value.length(), VR.LO.unit())));
    return values;
  }

  private static String dates(Profile profile) {
    return switch (profile.dates()) {
      case KEEP -> "UNMODIFIED";
      case SHIFT, YEAR -> "MODIFIED";
      case REMOVE -> "REMOVED";
    };
  }
}
