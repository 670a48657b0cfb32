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
import org.dicomdeid.profile.IdentifierAttributes;
import org.dicomdeid.profile.RuleTable;

/**
 * Reads, before anything is changed, all that an object says of the people, places and things
 * around it, wherever it says it: top level, items, private sequences. What a profile keeps on
 * purpose is no identifier.
 */
final class IdentifierCollector {

  private final IdentifierAttributes attributes = IdentifierAttributes.standard();
  private final IdentifierSet.Builder identifiers = IdentifierSet.builder();
  private final Set<String> seen = new HashSet<>();
  private final RuleTable rules;
  private final Pseudonyms pseudonyms;

  /**
   * @param pseudonyms is given every UID that will be replaced, so that it knows them all before
   *     the first edit
   */
  IdentifierCollector(RuleTable rules, Pseudonyms pseudonyms) {
    this.rules = rules;
    this.pseudonyms = pseudonyms;
  }

  IdentifierSet collect(DataSet root) throws IOException {
    Deque<DataSet> pending = new ArrayDeque<>();
    pending.push(root);
    while (!pending.isEmpty()) {
      DataSet dataSet = pending.pop();
      boolean nested = dataSet.parent() != null;
      for (Element element : dataSet) {
        element.items().forEach(pending::push);
        if (element.length() > 0 && !element.isSequence() && !Tag.isPrivate(element.tag())) {
          collect(dataSet, element, nested);
        }
      }
    }
    return identifiers.build();
  }

  private void collect(DataSet dataSet, Element element, boolean nested) throws IOException {
    VR vr = ElementText.effectiveVr(element);
    IdentifierAttributes.Kind kind =
        vr == VR.PN ? IdentifierAttributes.Kind.PERSON : attributes.kindOf(element.tag());
    if (vr == VR.UI) {
      if (rules.rule(element.tag(), vr, nested).action() == Action.UID) {
        ElementText.values(dataSet, element, vr).forEach(pseudonyms::uid);
      }
      return;
    }
    if (kind == null
        || !vr.isText()
        || rules.rule(element.tag(), vr, nested).action() == Action.KEEP) {
      return;
    }
    for (String value : ElementText.values(dataSet, element, vr)) {
      if (!value.isBlank() && seen.add(kind + value)) {
        add(kind, value);
      }
    }
  }

  private void add(IdentifierAttributes.Kind kind, String value) {
    switch (kind) {
      case PERSON -> identifiers.person(value);
      case NUMBER -> identifiers.number(value);
      case PLACE -> identifiers.place(value);
      case CONTACT -> identifiers.contact(value);
      case HOST -> identifiers.host(value);
    }
  }
}
