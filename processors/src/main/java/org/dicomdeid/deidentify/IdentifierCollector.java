/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.deidentify;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.dicomdeid.dicom.DataSet;
import org.dicomdeid.dicom.Element;
import org.dicomdeid.dicom.Tag;
import org.dicomdeid.dicom.VR;
import org.dicomdeid.profile.IdentifierAttributes;
import org.dicomdeid.profile.RuleTable;

/**
 * Reads, before anything is changed, all that an object says of the people, places and things
 * around it, wherever it says it: top level, items, private sequences. What a profile keeps on
 * purpose is no identifier.
 */
final class IdentifierCollector {

  private final Set<CleaningContexts.Identity> identities = new LinkedHashSet<>();
  private static final int[] MAKER_AND_MODEL = {0x00080070, 0x00081090};

  private final RuleTable rules;

  IdentifierCollector(RuleTable rules) {
    this.rules = rules;
  }

  List<CleaningContexts.Identity> collect(DataSet root) throws IOException {
    Deque<DataSet> pending = new ArrayDeque<>();
    pending.push(root);
    while (!pending.isEmpty()) {
      DataSet dataSet = pending.pop();
      boolean nested = dataSet.parent() != null;
      for (Element element : dataSet) {
        if (element.isSequence()) {
          for (DataSet item : element.items()) {
            pending.push(item);
          }
        } else if (element.length() > 0 && Tag.isPrivate(element.tag())) {
          if (element.vr() == VR.PN) { // a name is one wherever a vendor puts it
            add(dataSet, element, VR.PN, IdentifierAttributes.Kind.PERSON);
          }
        } else if (element.length() > 0) {
          VR vr = ElementText.effectiveVr(element);
          IdentifierAttributes.Kind kind = rules.identifierKind(element.tag(), vr, nested);
          if (kind != null && !(isDevice(kind) && namesModel(root, element))) {
            add(dataSet, element, vr, kind);
          }
        }
      }
    }
    return new ArrayList<>(identities);
  }

  private static boolean isDevice(IdentifierAttributes.Kind kind) {
    return kind == IdentifierAttributes.Kind.HOST || kind == IdentifierAttributes.Kind.PLACE;
  }

  /**
   * Whether a station or place is called as its maker or model is, which would tell nobody
   * anything.
   */
  private static boolean namesModel(DataSet root, Element element) throws IOException {
    byte[] value = ElementText.bytes(element);
    for (int tag : MAKER_AND_MODEL) {
      Element model = root.get(tag);
      if (model != null && model.length() == value.length && model.hasValue(value)) {
        return true;
      }
    }
    return false;
  }

  private void add(DataSet dataSet, Element element, VR vr, IdentifierAttributes.Kind kind)
      throws IOException {
    identities.add(
        new CleaningContexts.Identity(
            kind, vr, dataSet.characterSet(), ElementText.bytes(element)));
  }
}
