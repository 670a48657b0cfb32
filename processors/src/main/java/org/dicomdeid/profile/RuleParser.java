/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.profile;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import org.dicomdeid.dicom.Dictionary;
import org.dicomdeid.dicom.Tag;
import org.dicomdeid.dicom.TagPattern;
import org.dicomdeid.dicom.VR;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads the {@code rules} of a profile file. */
final class RuleParser {

  private static final List<String> KEYS = List.of("match", "creator", "action", "reason");

  /** The first group of a data set that is no command, file meta or directory (PS3.6). */
  private static final int FIRST_GROUP = 0x0008;

  /** What names an object and says what it is (PS3.3 C.12.1, C.7.2.1, C.7.3.1). */
  private static final List<Integer> INDISPENSABLE =
      List.of(
          Tag.SOP_CLASS_UID, Tag.SOP_INSTANCE_UID, Tag.STUDY_INSTANCE_UID, Tag.SERIES_INSTANCE_UID);

  private final String file;
  private final YamlTree yaml;
  private final Dictionary dictionary = Dictionary.standard();

  RuleParser(String file, YamlTree yaml) {
    this.file = file;
    this.yaml = yaml;
  }

  List<ProfileRule> rules(Node node) {
    List<ProfileRule> rules = new ArrayList<>();
    Map<String, ProfileRule> seen = new HashMap<>();
    for (Node each : yaml.list(node)) {
      ProfileRule rule = rule(each);
      if (rule == null) {
        continue;
      }
      ProfileRule before = seen.putIfAbsent(rule.selector().toString(), rule);
      if (before == null) {
        rules.add(rule);
      } else {
        yaml.problem(
            each,
            before.action() == rule.action()
                ? "the same match stands in line " + before.line()
                : "contradicts line " + before.line() + ", which has another action for this match",
            "remove one of the two rules");
      }
    }
    return rules;
  }

  private ProfileRule rule(Node node) {
    Map<String, Node> keys = yaml.mapping(node, "a rule");
    for (Map.Entry<String, Node> entry : keys.entrySet()) {
      if (!KEYS.contains(entry.getKey())) {
        yaml.problem(
            entry.getValue(),
            "unknown key `" + entry.getKey() + "` in a rule",
            "use one of " + String.join(", ", KEYS));
      }
    }
    Action action = action(node, keys.get("action"));
    Selector selector = selector(node, keys);
    if (action == null
        || selector == null
        || !hasEffect(node, selector)
        || !leavesAnObject(node, selector, action)
        || !fits(node, selector, action)) {
      return null;
    }
    String reason = keys.containsKey("reason") ? yaml.text(keys.get("reason"), "reason") : "";
    return new ProfileRule(
        selector, action, reason == null ? "" : reason.strip(), file, YamlTree.line(node));
  }

  private Action action(Node rule, Node node) {
    String text = node == null ? null : yaml.text(node, "action");
    for (Action action : Action.values()) {
      if (action.word().equals(text)) {
        return action;
      }
    }
    yaml.problem(
        node == null ? rule : node,
        text == null ? "the rule has no action" : "unknown action `" + text + "`",
        "use `action:` with keep, remove, empty, dummy, clean, uid, hash or date");
    return null;
  }

  private Selector selector(Node rule, Map<String, Node> keys) {
    Node creator = keys.get("creator");
    Node match = keys.get("match");
    String text = match == null ? null : yaml.text(match, "match");
    if (creator != null) {
      return privateSelector(creator, match, text);
    }
    if (text == null) {
      yaml.problem(
          rule,
          "the rule matches nothing",
          "add `match:` with a keyword, a tag such as (0010,0010) or vr:PN, or `creator:`");
      return null;
    }
    if (text.toLowerCase(Locale.ROOT).startsWith("vr:")) {
      return vrSelector(match, text.substring(3).strip());
    }
    if (!text.startsWith("(")) {
      return keywordSelector(match, text.strip());
    }
    TagPattern pattern = TagPattern.parse(text.strip()).orElse(null);
    if (pattern == null) {
      yaml.problem(
          match, "`" + text + "` is no tag", "write (gggg,eeee) in hexadecimal, x for any digit");
      return null;
    }
    if (Tag.isPrivate(pattern.value())) {
      yaml.problem(
          match,
          "a private tag means nothing without its creator",
          "add `creator:` and write the block as xx, such as (0009,xx10)");
      return null;
    }
    if (pattern.isExact() && dictionary.find(pattern.value()) == null) {
      yaml.problem(
          match,
          "PS3.6 has no attribute " + pattern,
          "correct the tag; what the standard does not know is removed without a rule");
      return null;
    }
    return new Selector.ByTag(pattern);
  }

  private Selector privateSelector(Node creator, Node match, String text) {
    String name = yaml.text(creator, "creator");
    if (name == null || name.isBlank()) {
      yaml.problem(creator, "the private creator is empty", "write the name of the creator");
      return null;
    }
    if (match == null) {
      return new Selector.ByCreator(name.strip(), null);
    }
    TagPattern pattern = text == null ? null : TagPattern.parse(text.strip()).orElse(null);
    if (pattern == null || !Tag.isPrivate(pattern.value()) || (pattern.mask() & 0xFF00) != 0) {
      yaml.problem(
          match,
          "this is no element of a private creator",
          "write an odd group and the block as xx, such as (0009,xx10)");
      return null;
    }
    return new Selector.ByCreator(name.strip(), pattern);
  }

  private Selector vrSelector(Node match, String text) {
    VR vr = text.length() == 2 ? VR.ofCode(text.charAt(0) << 8 | text.charAt(1)) : null;
    if (vr == null || !vr.name().equals(text)) {
      yaml.problem(match, "`" + text + "` is no value representation", "write vr:PN, vr:UT, …");
      return null;
    }
    return new Selector.ByVr(vr);
  }

  private Selector keywordSelector(Node match, String keyword) {
    OptionalInt tag = dictionary.tagOf(keyword);
    if (tag.isEmpty()) {
      yaml.problem(
          match,
          "PS3.6 has no attribute with the keyword `" + keyword + "`",
          "check the spelling; write an attribute of a repeating group as (60xx,4000)");
      return null;
    }
    return new Selector.ByTag(new TagPattern(tag.getAsInt(), -1));
  }

  /** Command, file meta and directory groups are no part of a data set that is delivered. */
  private boolean hasEffect(Node rule, Selector selector) {
    if (selector instanceof Selector.ByTag byTag
        && Tag.group(byTag.pattern().value() | ~byTag.pattern().mask()) < FIRST_GROUP) {
      yaml.problem(
          rule,
          "rules are for group 0008 and above; this one has no effect",
          "remove the rule; file meta information is written anew for each object");
      return false;
    }
    return true;
  }

  /** Whether what is left can still be named and delivered. */
  private boolean leavesAnObject(Node rule, Selector selector, Action action) {
    if (action == Action.KEEP || action == Action.UID) {
      return true;
    }
    for (int tag : INDISPENSABLE) {
      boolean hit =
          selector instanceof Selector.ByTag byTag
              ? byTag.pattern().matches(tag)
              : selector instanceof Selector.ByVr byVr && byVr.vr() == VR.UI;
      if (hit) {
        yaml.problem(
            rule,
            "the rule would "
                + action.word()
                + " "
                + Tag.format(tag)
                + ", which no object can be"
                + " without",
            "use the action uid or keep, or match other attributes one by one");
        return false;
      }
    }
    return true;
  }

  /** Whether an action can be done to what the rule matches. */
  private boolean fits(Node rule, Selector selector, Action action) {
    VR vr =
        selector instanceof Selector.ByVr byVr
            ? byVr.vr()
            : selector instanceof Selector.ByTag byTag
                ? dictionary.vrOf(byTag.pattern().value())
                : null;
    if (vr == null) {
      return true;
    }
    boolean fits =
        switch (action) {
          case KEEP, REMOVE, EMPTY, DUMMY -> true;
          case CLEAN -> vr == VR.SQ || (vr.isText() && vr != VR.UI);
          case UID -> vr == VR.UI;
          case HASH -> vr.isText() && !isDate(vr) && vr != VR.AS;
          case DATE -> isDate(vr) || vr == VR.AS;
        };
    if (!fits) {
      yaml.problem(
          rule,
          "the action " + action.word() + " cannot be done to " + vr,
          "use remove, empty, dummy or keep");
    }
    return fits;
  }

  static boolean isDate(VR vr) {
    return vr == VR.DA || vr == VR.DT || vr == VR.TM;
  }
}
