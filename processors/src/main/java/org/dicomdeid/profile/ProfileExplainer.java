/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.profile;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.dicomdeid.dicom.Dictionary;
import org.dicomdeid.dicom.Tag;
import org.dicomdeid.dicom.TagPattern;
import org.dicomdeid.dicom.VR;

/** Tells what a profile does to each attribute that a rule or a table names. */
public final class ProfileExplainer {

  /**
   * One attribute or family of attributes.
   *
   * @param tag as the standard writes it; {@code vr:XX} or a private creator where a rule is for
   *     those, {@code *} for all that remains
   * @param top the action at top level: a word of {@link Action}, or the choice of Table E.1-1 such
   *     as {@code X/Z/D} where no SOP class settles it
   * @param nested the same inside items of sequences
   * @param source where the rule stands
   * @param reason in words; may be empty
   */
  public record Line(
      String tag,
      String keyword,
      String name,
      String vr,
      String top,
      String nested,
      String source,
      String reason) {}

  private final Profile profile;
  private final RuleTable rules;
  private final Dictionary dictionary = Dictionary.standard();

  /**
   * Explains a profile for one SOP class.
   *
   * @param sopClassUid null to leave open what depends on it
   */
  public ProfileExplainer(Profile profile, String sopClassUid) {
    this.profile = profile;
    this.rules = profile.rulesFor(sopClassUid);
  }

  /** Every attribute that is named anywhere, by tag, then what goes by VR or private creator. */
  public List<Line> lines() {
    Map<String, Line> byTag = new TreeMap<>();
    for (ActionTable.Row row : ActionTable.standard().rows()) {
      if (!row.tag().equals(ActionTable.PRIVATE)) {
        put(byTag, TagPattern.parse(row.tag()).orElseThrow(), row.keyword(), row.name());
      }
    }
    for (ProfileRule rule : profile.definition().rules()) {
      if (rule.selector() instanceof Selector.ByTag selector) {
        put(byTag, selector.pattern(), "", "");
      }
    }
    for (int tag : dictionary.tags()) {
      if (!rules.decide(tag, null, false).rule().source().equals(RuleCompiler.KEPT_UNLISTED)) {
        put(byTag, new TagPattern(tag, -1), "", "");
      }
    }
    List<Line> lines = new ArrayList<>(byTag.values());
    addPrivate(lines);
    lines.add(
        new Line(
            "*",
            "",
            "any other attribute of PS3.6",
            "",
            Action.KEEP.word(),
            Action.KEEP.word(),
            RuleCompiler.KEPT_UNLISTED,
            ""));
    lines.add(
        new Line(
            "*",
            "",
            "any attribute that PS3.6 does not know",
            "",
            Action.REMOVE.word(),
            Action.REMOVE.word(),
            RuleCompiler.NOT_KNOWN,
            ""));
    return lines;
  }

  /** The lines as a table of text, columns parted by tabs, with a heading. */
  public String text() {
    StringBuilder text = new StringBuilder();
    text.append("profile ").append(profile.name()).append(' ').append(profile.version());
    text.append('\n').append(profile.description()).append('\n');
    text.append("digest ").append(profile.digest()).append('\n');
    for (Option option : profile.options()) {
      text.append("option ").append(option.code()).append(' ').append(option.meaning());
      text.append('\n');
    }
    text.append("dates ").append(word(profile.dates())).append(", pixels ");
    text.append(profile.pixels().word()).append(", pixel-check ");
    text.append(profile.pixelCheck().word()).append(", private ").append(word(profile.privates()));
    text.append("\n\ntag\tkeyword\taction\tin items\tsource\treason\n");
    for (Line line : lines()) {
      String what = line.keyword().isEmpty() ? line.name() : line.keyword();
      List<String> cells =
          List.of(line.tag(), what, line.top(), line.nested(), line.source(), line.reason());
      text.append(String.join("\t", cells)).append('\n');
    }
    return text.toString();
  }

  private static String word(Enum<?> policy) {
    return policy.name().toLowerCase(Locale.ROOT);
  }

  private void put(Map<String, Line> byTag, TagPattern pattern, String keyword, String name) {
    String tag = pattern.toString();
    if (byTag.containsKey(tag)) {
      return;
    }
    int sample = sampleOf(pattern);
    Dictionary.Entry entry = dictionary.find(sample);
    boolean known = entry != null && pattern.isExact();
    RuleCompiler.Decision top = rules.decide(sample, null, false);
    RuleCompiler.Decision nested = rules.decide(sample, null, true);
    VR vr = dictionary.vrOf(sample);
    byTag.put(
        tag,
        new Line(
            tag,
            known ? entry.keyword() : keyword,
            known ? entry.name() : name,
            vr == null ? "" : vr.name(),
            word(top),
            word(nested),
            top.rule().source(),
            top.reason()));
  }

  private void addPrivate(List<Line> lines) {
    for (ProfileRule rule : profile.definition().rules()) {
      if (rule.selector() instanceof Selector.ByCreator selector) {
        String word = rule.action().word();
        lines.add(
            new Line(selector.toString(), "", "", "", word, word, rule.source(), rule.reason()));
      }
    }
    boolean safe = profile.privates() == PrivatePolicy.SAFE;
    String word = safe ? Action.KEEP.word() : Action.REMOVE.word();
    lines.add(
        new Line(
            ActionTable.PRIVATE,
            "",
            safe ? "private attributes of Table E.3.10-1" : "private attributes",
            "",
            word,
            word,
            safe ? PrivateRules.TABLE + " K by 113111" : "PS3.15 Table E.1-1 X",
            safe ? "all other private attributes are removed" : ""));
  }

  /** The choice of the table where the IOD, which is not known, would settle it. */
  private static String word(RuleCompiler.Decision decision) {
    String source = decision.rule().source();
    int open = source.indexOf(RuleCompiler.OPEN);
    return open < 0
        ? decision.rule().action().word()
        : source.substring(source.lastIndexOf(' ', open - 1) + 1, open);
  }

  private static int sampleOf(TagPattern pattern) {
    int tag = pattern.value();
    return Tag.isGroupLength(tag) && !pattern.isExact() ? tag | 0x0010 : tag;
  }
}
