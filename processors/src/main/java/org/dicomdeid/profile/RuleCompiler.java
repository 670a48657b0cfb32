/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.profile;

import java.util.Locale;
import org.dicomdeid.dicom.Dictionary;
import org.dicomdeid.dicom.Tag;
import org.dicomdeid.dicom.VR;

/**
 * Decides what a profile does to an attribute of the standard, in this order: the rules of the
 * profile, Table E.1-1 with the options of the profile, the table of attributes that the standard's
 * does not list, and what remains when none of them speaks.
 *
 * <p>Where two options disagree, the one that cleans wins over the one that retains.
 */
final class RuleCompiler {

  /**
   * What is decided.
   *
   * @param reason in words, empty where the source says it all
   */
  record Decision(Rule rule, String reason) {}

  /** Ends the source of a choice that no IOD settled. */
  static final String OPEN = ", IOD not known";

  static final String KEPT_UNLISTED = "PS3.6, not in Table E.1-1";
  static final String NOT_KNOWN = "not in PS3.6";

  private final ProfileDefinition profile;
  private final IodTypes iod;
  private final Dictionary dictionary = Dictionary.standard();
  private final ActionTable table = ActionTable.standard();
  private final UnlistedTable unlisted = UnlistedTable.standard();

  RuleCompiler(ProfileDefinition profile, IodTypes iod) {
    this.profile = profile;
    this.iod = iod;
  }

  /**
   * Decides on a tag of an even group.
   *
   * @param stated the VR that the object states; the dictionary's goes before it
   */
  Decision decide(int tag, VR stated, boolean nested) {
    if (Tag.isGroupLength(tag)) {
      return decision(Action.REMOVE, "PS3.5 7.2", "a group length is wrong after any edit");
    }
    VR known = dictionary.vrOf(tag);
    VR vr = known == null ? stated : known;
    for (ProfileRule rule : profile.rules()) {
      if (matches(rule.selector(), tag, vr, stated)) {
        return decision(byPolicy(rule.action(), vr), rule.source(), rule.reason());
      }
    }
    ActionTable.Row row = table.find(tag);
    if (row != null) {
      return fromTable(row, tag, vr, nested);
    }
    return notListed(tag, vr, stated);
  }

  boolean searchesPixels() {
    return profile.pixels().looksForText();
  }

  private static boolean matches(Selector selector, int tag, VR vr, VR stated) {
    if (selector instanceof Selector.ByTag byTag) {
      return byTag.pattern().matches(tag);
    }
    return selector instanceof Selector.ByVr byVr && (byVr.vr() == vr || byVr.vr() == stated);
  }

  private Decision fromTable(ActionTable.Row row, int tag, VR vr, boolean nested) {
    Option keeps = null;
    Option cleans = null;
    boolean dated = profile.dates() == DatePolicy.YEAR && isTemporal(row);
    for (Option option : profile.options()) {
      String cell = row.cell(option);
      if (cell.equals("K")) {
        keeps = option;
      } else if (cell.equals("C") && option == Option.RETAIN_MODIFIED_DATES) {
        dated = true;
      } else if (cell.equals("C")) {
        cleans = option;
      }
    }
    if (dated) {
      return canFollowDates(vr)
          ? tableDecision(
              row, Action.DATE, "dates: " + profile.dates().name().toLowerCase(Locale.ROOT))
          : basic(row, tag, vr, nested);
    }
    if (cleans != null) {
      return canClean(vr)
          ? tableDecision(row, Action.CLEAN, "C by " + cleans.code())
          : basic(row, tag, vr, nested);
    }
    return keeps != null
        ? tableDecision(row, Action.KEEP, "K by " + keeps.code())
        : basic(row, tag, vr, nested);
  }

  /** The column of the Basic Profile, choices left open decided by the IOD. */
  private Decision basic(ActionTable.Row row, int tag, VR vr, boolean nested) {
    String letters = row.basic();
    Action simple =
        switch (letters) {
          case "X" -> Action.REMOVE;
          case "Z" -> Action.EMPTY;
          case "D" -> dummy(vr);
          case "U" -> Action.UID;
          default -> null;
        };
    if (simple != null) {
      return tableDecision(row, simple, letters);
    }
    IodTypes.Need need = iod.need(tag, nested);
    Action chosen =
        switch (need) {
          // A sequence of references is kept; its UIDs are replaced when its items are cleaned.
          case VALUE -> letters.endsWith("U*") ? Action.KEEP : dummy(vr);
          case PRESENCE -> letters.contains("Z") ? Action.EMPTY : dummy(vr);
          case NOTHING -> letters.startsWith("X") ? Action.REMOVE : Action.EMPTY;
        };
    return tableDecision(
        row, chosen, letters + (iod == IodTypes.UNKNOWN ? OPEN : ", " + need.words()));
  }

  private Decision notListed(int tag, VR vr, VR stated) {
    Dictionary.Entry entry = dictionary.find(tag);
    if (entry == null || entry.keyword().isEmpty()) {
      return decision(Action.REMOVE, NOT_KNOWN, "the standard does not know the attribute");
    }
    UnlistedTable.Row row = unlisted.find(tag, stated == VR.PN ? VR.PN : vr);
    if (row == null) {
      return decision(Action.KEEP, KEPT_UNLISTED, "");
    }
    String source = UnlistedTable.FILE + " " + row.match();
    if (row.unless() != null && profile.options().contains(row.unless())) {
      return decision(Action.KEEP, source + " K by " + row.unless().code(), row.reason());
    }
    return decision(byPolicy(row.action(), vr), source, row.reason());
  }

  /** What the action DATE comes to under policies and VRs that leave nothing to be computed. */
  private Action byPolicy(Action action, VR vr) {
    if (action != Action.DATE) {
      return action;
    }
    return switch (profile.dates()) {
      case KEEP -> Action.KEEP;
      case REMOVE -> Action.EMPTY;
      case SHIFT -> vr == VR.AS ? Action.KEEP : Action.DATE;
      case YEAR -> vr == VR.TM ? Action.EMPTY : Action.DATE;
    };
  }

  private static boolean isTemporal(ActionTable.Row row) {
    return row.cell(Option.RETAIN_MODIFIED_DATES).equals("C");
  }

  /** A year has no time of day; a binary time stamp and a time zone cannot be moved. */
  private boolean canFollowDates(VR vr) {
    return vr == VR.DA || vr == VR.DT || (vr == VR.TM && profile.dates() == DatePolicy.SHIFT);
  }

  private static boolean canClean(VR vr) {
    return vr == VR.SQ || (vr != null && vr.isText() && vr != VR.UI);
  }

  private static Action dummy(VR vr) {
    return vr == VR.UI ? Action.UID : Action.DUMMY;
  }

  private static Decision tableDecision(ActionTable.Row row, Action action, String why) {
    return decision(action, "PS3.15 Table E.1-1 " + row.tag() + " " + why, "");
  }

  private static Decision decision(Action action, String source, String reason) {
    return new Decision(new Rule(action, source), reason);
  }
}
