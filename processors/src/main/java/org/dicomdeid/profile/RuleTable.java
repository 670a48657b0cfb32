/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.profile;

import org.dicomdeid.dicom.Tag;
import org.dicomdeid.dicom.VR;

/**
 * The rules of a profile for the objects of one IOD. Safe for use by several threads; a rule that
 * was asked for before is found without allocation.
 */
public final class RuleTable {

  private static final int SLOTS = 1 << 13;

  /** What was asked for before; {@code kind} is null for what holds no identifier. */
  private record Known(int tag, VR vr, boolean nested, Rule rule, IdentifierAttributes.Kind kind) {}

  private final RuleCompiler compiler;
  private final PrivateRules privates;

  /** Each slot holds the last rule asked for there; a lost race only decides the rule again. */
  private final Known[] known = new Known[SLOTS];

  RuleTable(RuleCompiler compiler, PrivateRules privates) {
    this.compiler = compiler;
    this.privates = privates;
  }

  /**
   * The rule for an element.
   *
   * @param vr as the object states it; may be null or UN. The dictionary's VR goes before it.
   * @param nested whether the element is inside an item of a sequence
   */
  public Rule rule(int tag, VR vr, boolean nested) {
    if (Tag.isPrivate(tag)) {
      return privates.rule(null, tag, vr);
    }
    return known(tag, vr, nested).rule;
  }

  /**
   * What the text of a standard element names when it is an identifier that the profile does not
   * keep on purpose; null otherwise. Asked as {@link #rule} is.
   */
  public IdentifierAttributes.Kind identifierKind(int tag, VR vr, boolean nested) {
    return known(tag, vr, nested).kind;
  }

  private Known known(int tag, VR vr, boolean nested) {
    int slot = (((tag * 0x9E3779B1) >>> 19) & (SLOTS - 2)) | (nested ? 1 : 0);
    Known found = known[slot];
    if (found != null && found.tag == tag && found.vr == vr && found.nested == nested) {
      return found;
    }
    Rule rule = compiler.decide(tag, vr, nested).rule();
    found = new Known(tag, vr, nested, rule, kind(tag, vr, rule));
    known[slot] = found;
    return found;
  }

  private static IdentifierAttributes.Kind kind(int tag, VR vr, Rule rule) {
    if (vr == null || !vr.isText() || rule.action() == Action.KEEP) {
      return null;
    }
    return vr == VR.PN
        ? IdentifierAttributes.Kind.PERSON
        : IdentifierAttributes.standard().kindOf(tag);
  }

  /**
   * The rule for a private element, or for a private creator itself.
   *
   * @param privateCreator the creator that reserves the block, without padding; for a creator
   *     element its own value; null when no creator reserves the block
   */
  public Rule privateRule(String privateCreator, int tag, VR vr, boolean nested) {
    return privates.rule(privateCreator, tag, vr);
  }

  /**
   * Whether any private element can stay. A private creator whose rule is KEEP is worth keeping
   * only when an element of its block stays.
   */
  public boolean hasSafePrivate() {
    return privates.keepAny();
  }

  /** Whether text is looked for in pixels, those of a kept icon too. */
  public boolean searchesPixels() {
    return compiler.searchesPixels();
  }

  RuleCompiler.Decision decide(int tag, VR vr, boolean nested) {
    return compiler.decide(tag, vr, nested);
  }
}
