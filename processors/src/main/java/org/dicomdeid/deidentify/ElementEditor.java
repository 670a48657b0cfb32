/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.deidentify;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.dicomdeid.dicom.DataSet;
import org.dicomdeid.dicom.Dictionary;
import org.dicomdeid.dicom.Element;
import org.dicomdeid.dicom.Tag;
import org.dicomdeid.dicom.VR;
import org.dicomdeid.profile.Action;

/**
 * Carries out one action on one element of one object. Whatever an action cannot be carried out on
 * is removed.
 */
final class ElementEditor {

  private static final byte[] NOTHING = {};
  private static final int ROI_NUMBER = 0x30060022;
  private static final int ROI_NAME = 0x30060026;
  private static final int REFERENCED_ROI_NUMBER = 0x30060084;
  private static final int ROI_OBSERVATION_LABEL = 0x30060085;
  private static final int PATIENT_BIRTH_DATE = 0x00100030;
  private static final int PATIENT_BIRTH_TIME = 0x00100032;

  private record KeptUid(DataSet dataSet, Element element) {}

  private final List<KeptUid> keptUids = new ArrayList<>();
  private final CleaningContext context;
  private final Pseudonyms pseudonyms;
  private final String patient;
  private final DateRule dates;

  /**
   * @param patient what names the patient across objects: pseudonyms of name and ID come from it
   */
  ElementEditor(CleaningContext context, Pseudonyms pseudonyms, String patient, DateRule dates) {
    this.context = context;
    this.pseudonyms = pseudonyms;
    this.patient = patient;
    this.dates = dates;
  }

  /** The element itself when nothing is to be done, null when it goes. */
  Element edit(DataSet dataSet, Element element, Action action) throws IOException {
    if (action == Action.REMOVE) {
      return null;
    }
    if (element.length() == 0) {
      return element.isSequence() && !element.items().isEmpty() ? emptied(element) : element;
    }
    return switch (action) {
      case KEEP -> kept(dataSet, element);
      case EMPTY -> emptied(element);
      case DUMMY -> dummy(dataSet, element);
      case CLEAN -> cleaned(dataSet, element);
      case UID -> uid(dataSet, element);
      case HASH -> hashed(dataSet, element);
      case DATE -> dated(dataSet, element);
      case REMOVE -> null;
    };
  }

  private static Element emptied(Element element) {
    return element.isSequence()
        ? Element.sequence(element.tag(), List.of())
        : Element.of(element.tag(), ElementText.effectiveVr(element), NOTHING);
  }

  /**
   * Kept for medicine, but not the object's own identifiers should someone have typed them there.
   */
  private Element kept(DataSet dataSet, Element element) throws IOException {
    VR vr = ElementText.effectiveVr(element);
    if (vr == VR.UI) {
      keptUids.add(new KeptUid(dataSet, element));
    }
    if (isOutOfPlace(element, vr)) {
      return null;
    }
    if (!isFreeText(vr)) {
      return ValueGrammar.admits(vr, element) ? element : emptied(element);
    }
    CleaningContext.Result result =
        context.clean(
            ElementText.bytes(element),
            vr,
            dataSet.characterSet(),
            CleaningContext.Way.OWN_IDENTIFIERS);
    if (!result.changed()) {
      return element;
    }
    boolean nothingLeft = result.values().stream().allMatch(String::isBlank);
    return nothingLeft
        ? ElementText.of(dataSet, element.tag(), vr, DummyValues.text(vr))
        : ElementText.of(dataSet, element.tag(), vr, result.values());
  }

  private Element cleaned(DataSet dataSet, Element element) throws IOException {
    VR vr = ElementText.effectiveVr(element);
    if (!isFreeText(vr) || vr == VR.PN) {
      return null;
    }
    CleaningContext.Result result =
        context.clean(
            ElementText.bytes(element),
            vr,
            dataSet.characterSet(),
            CleaningContext.Way.ALL_UNKNOWN);
    if (!result.changed()) {
      return element;
    }
    if (isStructureName(element)) {
      return ElementText.of(dataSet, element.tag(), vr, structureName(dataSet));
    }
    if (!result.values().stream().allMatch(String::isBlank)) {
      return ElementText.of(dataSet, element.tag(), vr, result.values());
    }
    // Many a label is a mandatory value; and who reads a word knows that more stood there.
    return ElementText.of(dataSet, element.tag(), vr, DummyValues.WORD);
  }

  private static boolean isStructureName(Element element) {
    return element.tag() == ROI_NAME || element.tag() == ROI_OBSERVATION_LABEL;
  }

  /**
   * A structure's name is whole or its number: with a word cut, one organ could pass for another.
   */
  private static String structureName(DataSet item) throws IOException {
    int number = item.integer(ROI_NUMBER).orElse(item.integer(REFERENCED_ROI_NUMBER).orElse(0));
    return "ROI " + number;
  }

  /**
   * Text where numbers belong, bytes where a sequence does: nobody can say what a file means by it.
   */
  private static boolean isOutOfPlace(Element element, VR vr) {
    if (element.isSequence() || (!vr.usesSpecificCharacterSet() && !vr.isBulk())) {
      return false;
    }
    VR known = Dictionary.standard().vrOf(element.tag());
    return known == VR.SQ || (known != null && vr.usesSpecificCharacterSet() && !known.isText());
  }

  private Element dummy(DataSet dataSet, Element element) {
    VR vr = ElementText.effectiveVr(element);
    if (vr == VR.UI) {
      return ElementText.of(dataSet, element.tag(), vr, pseudonyms.uid(DummyValues.WORD));
    }
    return vr.isText()
        ? ElementText.of(dataSet, element.tag(), vr, DummyValues.text(vr))
        : Element.of(element.tag(), vr, DummyValues.binary(vr));
  }

  private Element uid(DataSet dataSet, Element element) throws IOException {
    VR vr = ElementText.effectiveVr(element);
    if (vr != VR.UI) {
      return dummy(dataSet, element);
    }
    List<String> values = ElementText.values(dataSet, element, vr);
    List<String> replaced = new ArrayList<>(values.size());
    for (String value : values) {
      replaced.add(value.isEmpty() ? value : pseudonyms.uid(value));
    }
    return replaced.equals(values) ? element : ElementText.of(dataSet, element.tag(), vr, replaced);
  }

  private Element hashed(DataSet dataSet, Element element) throws IOException {
    VR vr = ElementText.effectiveVr(element);
    if (vr == VR.UI) {
      return uid(dataSet, element);
    }
    if (!vr.isText() || vr == VR.DA || vr == VR.DT || vr == VR.TM || vr == VR.AS) {
      return dummy(dataSet, element);
    }
    String domain = Tag.format(element.tag());
    List<String> codes = new ArrayList<>();
    for (String value : ElementText.values(dataSet, element, vr)) {
      codes.add(value.isBlank() ? value : code(element.tag(), vr, domain, value));
    }
    return ElementText.of(dataSet, element.tag(), vr, codes);
  }

  /**
   * Name and ID of the patient get one pseudonym, so that spellings of the name do not split a
   * patient in two.
   */
  private String code(int tag, VR vr, String domain, String value) {
    if (tag == Tag.PATIENT_ID || tag == Tag.PATIENT_NAME) {
      String whose = tag == Tag.PATIENT_ID || patient.isEmpty() ? value : patient;
      return pseudonyms.code("patient", whose);
    }
    return vr == VR.IS || vr == VR.DS
        ? pseudonyms.number(domain, value)
        : pseudonyms.code(domain, value);
  }

  private Element dated(DataSet dataSet, Element element) throws IOException {
    VR vr = ElementText.effectiveVr(element);
    if (!vr.isText()) {
      return null;
    }
    boolean birth = element.tag() == PATIENT_BIRTH_DATE || element.tag() == PATIENT_BIRTH_TIME;
    List<String> values = ElementText.values(dataSet, element, vr);
    List<String> dated = values.stream().map(value -> dates.apply(value, vr, birth)).toList();
    return dated.equals(values) ? element : ElementText.of(dataSet, element.tag(), vr, dated);
  }

  /**
   * A UID that was replaced in one place must not be told in another: replaces it also where a
   * profile keeps UIDs because they name classes. Called once, when every element has been edited.
   */
  void replaceKeptUids() throws IOException {
    for (KeptUid kept : keptUids) {
      if (isReplacedUid(kept.dataSet(), kept.element())) {
        kept.dataSet().put(uid(kept.dataSet(), kept.element()));
      }
    }
  }

  private boolean isReplacedUid(DataSet dataSet, Element element) throws IOException {
    for (String value : ElementText.values(dataSet, element, VR.UI)) {
      if (pseudonyms.hasReplaced(value)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isFreeText(VR vr) {
    return vr.usesSpecificCharacterSet() || vr == VR.AE || vr == VR.CS || vr == VR.UR;
  }
}
