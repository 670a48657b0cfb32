/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.deidentify;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import org.dicomdeid.dicom.DataSet;
import org.dicomdeid.dicom.Element;
import org.dicomdeid.dicom.Tag;
import org.dicomdeid.dicom.VR;
import org.dicomdeid.profile.Action;
import org.dicomdeid.profile.Rule;
import org.dicomdeid.profile.RuleTable;

/** Takes the rules through a data set and all its items, without recursion on the call stack. */
final class DataSetEditor {

  /**
   * A data set still to be edited; inside a sequence that must become a dummy, every leaf becomes
   * one.
   */
  private record Visit(DataSet dataSet, boolean dummy) {}

  private static final Set<Integer> NONE = Set.of();

  private static final Rule KEPT_CREATOR =
      new Rule(Action.KEEP, "reserves a private block that is kept");
  private static final Rule OUTSIDE_DATA_SET =
      new Rule(Action.REMOVE, "commands, file meta information and directories (PS3.5 7.1)");
  private static final Rule PIXELS_IN_ITEM =
      new Rule(Action.REMOVE, "pixels of another image, which nobody looked at");

  /** The first even group of a data set that is no directory. */
  private static final int FIRST_GROUP = 0x0008;

  private static final int ICON_IMAGE_SEQUENCE = 0x00880200;
  private static final int PATIENT_BIRTH_DATE = 0x00100030;
  private static final int CONTENT_DATE_TIME = 0x0040A120;
  private static final int CONTENT_DATE = 0x0040A121;
  private static final int CONCEPT_NAME_CODE_SEQUENCE = 0x0040A043;
  private static final int CODE_VALUE = 0x00080100;

  /** DCM 121031, Subject Birth Date. */
  private static final String SUBJECT_BIRTH_DATE = "121031";

  private static final int CODE_MEANING = 0x00080104;
  private static final int CODING_SCHEME_DESIGNATOR = 0x00080102;

  private final RuleTable rules;
  private final ElementEditor editor;
  private final boolean cleansText;
  private final boolean keepsPrivates;
  private final EditObserver observer;
  private final Deque<Visit> pending = new ArrayDeque<>();

  /**
   * An editor of one object.
   *
   * @param cleansText whether the profile cleans text that people type
   */
  DataSetEditor(RuleTable rules, ElementEditor editor, boolean cleansText, EditObserver observer) {
    this.cleansText = cleansText;
    this.rules = rules;
    this.keepsPrivates = rules.hasSafePrivate();
    this.editor = editor;
    this.observer = observer;
  }

  void edit(DataSet root) throws IOException {
    pending.push(new Visit(root, false));
    while (!pending.isEmpty()) {
      Visit visit = pending.pop();
      Set<Integer> keptCreators = keepsPrivates ? keptCreators(visit) : NONE;
      visit.dataSet().edit(element -> edit(visit, element, keptCreators));
    }
    editor.replaceKeptUids();
  }

  /** The rule for an element where it stands; a private creator's own rule is REMOVE. */
  static Rule ruleOf(RuleTable rules, DataSet dataSet, Element element) throws IOException {
    int tag = element.tag();
    VR vr = ElementText.effectiveVr(element);
    boolean nested = dataSet.parent() != null;
    if (Tag.group(tag) < FIRST_GROUP && vr != VR.UI) {
      return OUTSIDE_DATA_SET; // the table itself has a word on their UIDs
    }
    boolean searchedIcon = rules.searchesPixels() && dataSet.sequenceTag() == ICON_IMAGE_SEQUENCE;
    if (nested && tag == Tag.PIXEL_DATA && !searchedIcon) {
      return PIXELS_IN_ITEM;
    }
    if (!Tag.isPrivate(tag)) {
      return rules.rule(tag, vr, nested);
    }
    Element creator = rules.hasSafePrivate() ? dataSet.privateCreator(tag) : null;
    String name =
        creator == null ? "" : String.join("\\", ElementText.values(dataSet, creator, VR.LO));
    return rules.privateRule(name, tag, vr, nested);
  }

  private Element edit(Visit visit, Element element, Set<Integer> keptCreators) throws IOException {
    DataSet dataSet = visit.dataSet();
    Rule rule =
        keptCreators != NONE && keptCreators.contains(element.tag())
            ? KEPT_CREATOR
            : ruleOf(rules, dataSet, element);
    Action action = visit.dummy() ? insideDummy(element, rule.action()) : rule.action();
    if (isBirthDate(dataSet, element)) {
      action = rules.rule(PATIENT_BIRTH_DATE, VR.DA, false).action();
    }
    if (action == Action.KEEP && cleansText && isLocalCode(dataSet, element)) {
      action = Action.CLEAN;
    }
    if (element.isSequence() && action != Action.REMOVE && action != Action.EMPTY) {
      boolean dummy = visit.dummy() || action == Action.DUMMY || action == Action.HASH;
      for (DataSet item : element.items()) {
        pending.push(new Visit(item, dummy));
      }
      observer.decided(dataSet, element, element, action, rule);
      return element;
    }
    Element edited = editor.edit(dataSet, element, action);
    observer.decided(dataSet, element, edited, action, rule);
    return edited;
  }

  /** Inside a sequence that must become a dummy, UIDs stay consistent and all else says nothing. */
  private static Action insideDummy(Element element, Action action) {
    return action == Action.REMOVE || ElementText.effectiveVr(element) == VR.UI
        ? action
        : Action.DUMMY;
  }

  /** Whether an element is the value of a content item that tells the patient's birth date. */
  private static boolean isBirthDate(DataSet item, Element element) throws IOException {
    if (element.tag() != CONTENT_DATE && element.tag() != CONTENT_DATE_TIME) {
      return false;
    }
    Element concept = item.get(CONCEPT_NAME_CODE_SEQUENCE);
    return concept != null
        && !concept.items().isEmpty()
        && SUBJECT_BIRTH_DATE.equals(concept.items().get(0).string(CODE_VALUE));
  }

  /** Whether an element is the meaning of a code that a site made up, where anything is typed. */
  private static boolean isLocalCode(DataSet item, Element element) throws IOException {
    if (element.tag() != CODE_MEANING) {
      return false;
    }
    String scheme = item.string(CODING_SCHEME_DESIGNATOR);
    return scheme == null || scheme.isEmpty() || scheme.startsWith("99") || scheme.equals("L");
  }

  /**
   * The private creators of this data set whose blocks still hold something that the profile keeps.
   */
  private Set<Integer> keptCreators(Visit visit) throws IOException {
    Set<Integer> creators = new HashSet<>();
    for (Element element : visit.dataSet()) {
      int tag = element.tag();
      if (Tag.isPrivate(tag)
          && !Tag.isPrivateCreator(tag)
          && !visit.dummy()
          && ruleOf(rules, visit.dataSet(), element).action() != Action.REMOVE) {
        creators.add(Tag.privateCreatorOf(tag));
      }
    }
    return creators;
  }
}
