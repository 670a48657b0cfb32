/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes.cli;

import java.io.PrintWriter;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;
import org.dicomdeid.dicom.Dictionary;
import org.dicomdeid.dicom.Tag;
import org.dicomdeid.dicom.VR;
import org.dicomdeid.profile.Option;
import org.dicomdeid.profile.Profile;
import org.dicomdeid.profile.Rule;
import org.dicomdeid.profile.RuleTable;

/** What a profile does to every attribute of PS3.6, as a table. */
final class ProfileTable {

  private final Profile profile;

  ProfileTable(Profile profile) {
    this.profile = profile;
  }

  void print(PrintWriter out) {
    out.println(profile.name() + ", version " + profile.version());
    out.println(profile.description());
    out.println("sha256 " + profile.digest());
    out.println();
    for (Option option : profile.options()) {
      out.println("  " + option.code() + " " + option.meaning());
    }
    out.println(
        "  dates: "
            + word(profile.dates())
            + ", pixels: "
            + profile.pixels().word()
            + ", pixel-check: "
            + profile.pixelCheck().word()
            + ", private elements: "
            + word(profile.privates()));
    out.println();
    out.println(
        "At the top level of an object whose IOD is not known; 'inspect' tells it of a file.");
    out.println();
    Dictionary dictionary = Dictionary.standard();
    RuleTable rules = profile.rulesFor(null);
    sorted(dictionary.tags())
        .forEach(
            tag -> {
              VR vr = dictionary.vrOf(tag);
              Rule rule = rules.rule(tag, vr, false);
              out.printf(
                  "%-7s %s %s %s  [%s]%n",
                  rule.action().word(),
                  Tag.format(tag),
                  vr,
                  dictionary.find(tag).keyword(),
                  rule.source());
            });
  }

  /** The tags that a data set can hold, in its order. */
  private static IntStream sorted(int[] tags) {
    return Arrays.stream(tags)
        .filter(tag -> Tag.group(tag) > 2 && Tag.group(tag) < 0xFFFE)
        .mapToLong(Integer::toUnsignedLong)
        .sorted()
        .mapToInt(tag -> (int) tag);
  }

  private static String word(Enum<?> policy) {
    return policy.name().toLowerCase(Locale.ROOT);
  }
}
