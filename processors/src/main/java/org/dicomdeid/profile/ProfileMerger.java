/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.profile;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.dicomdeid.dicom.Limits;

/**
 * Puts a profile over what it extends: its rules go first, its policies and limits replace, its
 * {@code options} add, its {@code without} takes options away.
 */
final class ProfileMerger {

  private final List<ProfileFile> chain;
  private final List<ProfileProblem> problems;
  private final ProfileFile child;

  /**
   * @param chain the profile first, then what it extends, in turn
   */
  ProfileMerger(List<ProfileFile> chain, List<ProfileProblem> problems) {
    this.chain = chain;
    this.problems = problems;
    this.child = chain.get(0);
  }

  ProfileDefinition merge() {
    EnumSet<Option> options = EnumSet.of(Option.BASIC_PROFILE);
    DatePolicy dates = null;
    PixelPolicy pixels = PixelPolicy.REDACT_TEXT;
    PixelCheck pixelCheck = PixelCheck.NONE;
    PrivatePolicy privates = null;
    Map<String, Long> limits = new HashMap<>();
    List<ProfileRule> rules = new ArrayList<>();
    for (ProfileFile file : chain) {
      rules.addAll(file.rules());
    }
    for (int i = chain.size() - 1; i >= 0; i--) {
      ProfileFile file = chain.get(i);
      file.without().stream().filter(o -> o != Option.BASIC_PROFILE).forEach(options::remove);
      options.addAll(file.options());
      dates = file.dates() == null ? dates : file.dates();
      pixels = file.pixels() == null ? pixels : file.pixels();
      pixelCheck = file.pixelCheck() == null ? pixelCheck : file.pixelCheck();
      privates = file.privates() == null ? privates : file.privates();
      limits.putAll(file.limits());
      checkOptions(file);
    }
    if (privates == PrivatePolicy.SAFE) {
      options.add(Option.RETAIN_SAFE_PRIVATE);
    }
    checkDates(options, dates);
    checkPixels(options, pixels, pixelCheck);
    checkPrivates(options, privates);
    return new ProfileDefinition(
        child.name(),
        child.version(),
        child.description(),
        Collections.unmodifiableSet(options),
        dates == null ? datesOf(options) : dates,
        pixels,
        pixelCheck,
        options.contains(Option.RETAIN_SAFE_PRIVATE) ? PrivatePolicy.SAFE : PrivatePolicy.REMOVE,
        limitsOf(limits),
        List.copyOf(rules));
  }

  private void checkOptions(ProfileFile file) {
    Set<Option> both = EnumSet.noneOf(Option.class);
    both.addAll(file.options());
    both.retainAll(file.without());
    for (Option option : both) {
      problems.add(
          new ProfileProblem(
              file.file(),
              file.line("without"),
              "option " + option.code() + " is both asked for and taken away",
              "remove it from `options` or from `without`"));
    }
  }

  private void checkDates(Set<Option> options, DatePolicy dates) {
    boolean full = options.contains(Option.RETAIN_FULL_DATES);
    boolean modified = options.contains(Option.RETAIN_MODIFIED_DATES);
    if (full && modified) {
      problem(
          "options",
          "options 113106 (full dates) and 113107 (modified dates) contradict each other",
          "keep one of them; `without: [113106]` takes away what the profile extends");
    } else if (dates != null && dates != datesOf(options)) {
      boolean free = !full && !modified;
      if (dates == DatePolicy.KEEP || dates == DatePolicy.SHIFT || !free) {
        problem(
            "dates",
            "`dates: " + dates.name().toLowerCase(Locale.ROOT) + "` contradicts the options",
            "keep needs option 113106, shift needs 113107, year and remove need neither");
      }
    }
  }

  private void checkPixels(Set<Option> options, PixelPolicy pixels, PixelCheck check) {
    if (pixels.looksForText()) {
      return;
    }
    if (options.contains(Option.CLEAN_PIXEL_DATA)) {
      problem(
          child.line("pixels") > 0 ? "pixels" : "options",
          "`pixels: " + pixels.word() + "` contradicts option 113101 (clean pixel data)",
          "write `pixels: redact-text`, or `without: [113101]`");
    }
    if (check == PixelCheck.STRICT) {
      problem(
          child.line("pixels") > 0 ? "pixels" : "pixel-check",
          "`pixels: " + pixels.word() + "` contradicts `pixel-check: strict`",
          "write `pixels: redact-text`, or `pixel-check: none`");
    }
  }

  private void checkPrivates(Set<Option> options, PrivatePolicy privates) {
    if (privates == PrivatePolicy.REMOVE && options.contains(Option.RETAIN_SAFE_PRIVATE)) {
      problem(
          "private",
          "`private: remove` contradicts option 113111",
          "remove one of them; `without: [113111]` takes away what the profile extends");
    }
  }

  private void problem(String key, String problem, String mend) {
    problems.add(new ProfileProblem(child.file(), child.line(key), problem, mend));
  }

  private static DatePolicy datesOf(Set<Option> options) {
    return options.contains(Option.RETAIN_FULL_DATES)
        ? DatePolicy.KEEP
        : options.contains(Option.RETAIN_MODIFIED_DATES) ? DatePolicy.SHIFT : DatePolicy.REMOVE;
  }

  private static Limits limitsOf(Map<String, Long> limits) {
    Limits plain = Limits.DEFAULT;
    return new Limits(
        limits.getOrDefault("depth", (long) plain.depth()).intValue(),
        limits.getOrDefault("elements", (long) plain.elements()).intValue(),
        limits.getOrDefault("header-bytes", plain.headerBytes()),
        limits.getOrDefault("value-bytes", (long) plain.valueBytes()).intValue(),
        limits.getOrDefault("inflated-bytes", plain.inflatedBytes()));
  }
}
