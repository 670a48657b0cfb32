/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.profile;

import java.util.List;
import org.dicomdeid.dicom.Tag;
import org.dicomdeid.dicom.VR;

/** What a profile does to private elements: its own rules by creator, then Table E.3.10-1. */
final class PrivateRules {

  static final String TABLE = "PS3.15 Table E.3.10-1";
  private static final Rule REMOVED =
      new Rule(Action.REMOVE, "PS3.15 Table E.1-1 (ggggoooo-odd,eeee) X");
  private static final Rule NOT_SAFE = new Rule(Action.REMOVE, TABLE + " does not list it");
  private static final Rule SAFE = new Rule(Action.KEEP, TABLE + " K by 113111");
  private static final Rule SAFE_UID = new Rule(Action.UID, TABLE + " lists it, U");
  private static final Rule CREATOR =
      new Rule(Action.KEEP, "private creator of elements that stay");

  private record CreatorRule(Selector.ByCreator selector, Rule rule) {}

  private final List<CreatorRule> rules;
  private final boolean safe;
  private final boolean retainsUids;
  private final boolean keepsAny;

  PrivateRules(ProfileDefinition profile) {
    this.rules =
        profile.rules().stream()
            .filter(rule -> rule.selector() instanceof Selector.ByCreator)
            .map(
                rule ->
                    new CreatorRule(
                        (Selector.ByCreator) rule.selector(),
                        new Rule(rule.action(), rule.source())))
            .toList();
    this.safe = profile.privates() == PrivatePolicy.SAFE;
    this.retainsUids = profile.options().contains(Option.RETAIN_UIDS);
    this.keepsAny = safe || rules.stream().anyMatch(rule -> rule.rule().action() != Action.REMOVE);
  }

  /** Whether any private element can stay. */
  boolean keepAny() {
    return keepsAny;
  }

  Rule rule(String creator, int tag, VR vr) {
    if (creator == null || (!safe && rules.isEmpty())) {
      return REMOVED;
    }
    if (Tag.isPrivateCreator(tag)) {
      return keepsAnyOf(creator) ? CREATOR : REMOVED;
    }
    for (CreatorRule rule : rules) {
      if (rule.selector().matches(creator, tag)) {
        return rule.rule();
      }
    }
    if (!safe) {
      return REMOVED;
    }
    SafePrivateTable table = SafePrivateTable.standard();
    if (!table.lists(creator, tag, vr)) {
      return NOT_SAFE;
    }
    boolean uid = vr == VR.UI || table.vrOf(creator, tag) == VR.UI;
    return uid && !retainsUids ? SAFE_UID : SAFE;
  }

  private boolean keepsAnyOf(String creator) {
    for (CreatorRule rule : rules) {
      if (rule.selector().creator().equals(creator) && rule.rule().action() != Action.REMOVE) {
        return true;
      }
    }
    return safe && SafePrivateTable.standard().lists(creator);
  }
}
