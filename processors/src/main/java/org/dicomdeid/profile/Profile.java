/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.profile;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.dicomdeid.dicom.Dictionary;
import org.dicomdeid.dicom.Limits;
import org.dicomdeid.dicom.UidRegistry;
import org.dicomdeid.dicom.VR;

/** A compiled profile: immutable, safe for use by several threads. */
public final class Profile {

  private final ProfileDefinition definition;
  private final List<String> keptKeywords;
  private final PrivateRules privates;
  private final RuleTable unknownIod;
  private final ConcurrentMap<String, RuleTable> tablesByIod = new ConcurrentHashMap<>();
  private volatile String digest;

  Profile(ProfileDefinition definition) {
    this.definition = definition;
    this.privates = new PrivateRules(definition);
    this.unknownIod = new RuleTable(new RuleCompiler(definition, IodTypes.UNKNOWN), privates);
    this.keptKeywords = keptKeywords(definition);
  }

  private static List<String> keptKeywords(ProfileDefinition definition) {
    List<String> keywords = new ArrayList<>();
    for (ProfileRule rule : definition.rules()) {
      if (rule.action() == Action.KEEP
          && rule.selector() instanceof Selector.ByTag byTag
          && byTag.pattern().isExact()) {
        int tag = byTag.pattern().value();
        Dictionary.Entry known = Dictionary.standard().find(tag);
        if (known != null && Dictionary.standard().vrOf(tag) != VR.SQ) {
          keywords.add(known.keyword());
        }
      }
    }
    return List.copyOf(keywords);
  }

  public String name() {
    return definition.name();
  }

  public String version() {
    return definition.version();
  }

  public String description() {
    return definition.description();
  }

  /**
   * SHA-256, in hexadecimal, over everything that can change an output: rules, options, policies,
   * limits, and the bytes of the tables. Computed at first use.
   */
  public String digest() {
    String known = digest;
    if (known == null) {
      known = ProfileDigest.of(definition);
      digest = known;
    }
    return known;
  }

  /** The options that the profile asks for; {@link Option#BASIC_PROFILE} is always among them. */
  public Set<Option> options() {
    return definition.options();
  }

  public DatePolicy dates() {
    return definition.dates();
  }

  public PixelPolicy pixels() {
    return definition.pixels();
  }

  /** Whether redacted pixels are looked at again. */
  public PixelCheck pixelCheck() {
    return definition.pixelCheck();
  }

  /**
   * The same profile with another policy for pixels, of the same name and version: its digest and
   * its description tell the two apart. A policy that does not look for text takes option 113101
   * and the strict check away with it, for nothing would stand behind them.
   */
  public Profile withPixels(PixelPolicy pixels) {
    if (pixels == definition.pixels()) {
      return this;
    }
    Set<Option> options = EnumSet.copyOf(definition.options());
    if (!pixels.looksForText()) {
      options.remove(Option.CLEAN_PIXEL_DATA);
    }
    String instead = "pixels: " + pixels.word() + " instead of " + definition.pixels().word();
    return new Profile(
        new ProfileDefinition(
            definition.name(),
            definition.version(),
            definition.description().isEmpty()
                ? instead
                : definition.description() + "; " + instead,
            Collections.unmodifiableSet(options),
            definition.dates(),
            pixels,
            pixels.looksForText() ? definition.pixelCheck() : PixelCheck.NONE,
            definition.privates(),
            definition.limits(),
            definition.rules()));
  }

  public PrivatePolicy privates() {
    return definition.privates();
  }

  /**
   * Keywords of the attributes that rules of the profile keep whatever Table E.1-1 and the options
   * say: a departure from PS3.15 that an object must own up to. Sequences are not among them, for
   * what is in their items is judged by itself.
   */
  public List<String> keepsBeyondOptions() {
    return keptKeywords;
  }

  /** What a reader should accept under this profile. */
  public Limits limits() {
    return definition.limits();
  }

  /**
   * The rules for the objects of a SOP class, whose IOD settles the choices that Table E.1-1 leaves
   * open (X/Z, X/D, …). For null or an unknown SOP class every such choice falls to a dummy value.
   */
  public RuleTable rulesFor(String sopClassUid) {
    String ciod = UidRegistry.standard().ciodOf(sopClassUid);
    if (ciod == null) {
      return unknownIod;
    }
    RuleTable table = tablesByIod.get(ciod);
    if (table == null) {
      table =
          tablesByIod.computeIfAbsent(
              ciod, key -> new RuleTable(new RuleCompiler(definition, IodTypes.of(key)), privates));
    }
    return table;
  }

  ProfileDefinition definition() {
    return definition;
  }
}
