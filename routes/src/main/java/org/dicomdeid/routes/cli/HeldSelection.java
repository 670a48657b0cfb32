/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes.cli;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.dicomdeid.pipeline.HeldObject;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** Which of the held objects a command is about: those that everything which was said fits. */
final class HeldSelection {

  static final String DIGEST = "SHA-256 of an original, or at least its first 8 digits";

  @Parameters(arity = "0..*", paramLabel = "DIGEST", description = DIGEST)
  private List<String> digests = List.of();

  @Option(
      names = "--reason",
      paramLabel = "CODE",
      description = "Those held for this reason, such as delivery-failed; may be repeated")
  private List<String> reasons = List.of();

  @Option(
      names = "--older-than",
      paramLabel = "AGE",
      description = "Those held for longer than this, such as 90m, 12h or 30d")
  private String olderThan;

  @Option(names = "--all", description = "All of them")
  private boolean all;

  /** All when nothing was said. */
  List<HeldObject> orAll(CommandSpec spec, SiteFolders site) throws IOException {
    Instant before = olderThan == null ? Instant.MAX : Instant.now().minus(age(spec, olderThan));
    List<HeldObject> held =
        digests.isEmpty() ? HeldObject.list(site.quarantine()) : byDigest(spec, site, digests);
    return held.stream()
        .filter(each -> reasons.isEmpty() || reasons.contains(each.reason()))
        .filter(each -> each.since().isBefore(before))
        .toList();
  }

  /** For what changes something: refuses when nothing was said. */
  List<HeldObject> required(CommandSpec spec, SiteFolders site) throws IOException {
    boolean said = !digests.isEmpty() || !reasons.isEmpty() || olderThan != null;
    if (said == all) {
      throw new ParameterException(
          spec.commandLine(),
          "Say which objects: digests, --reason or --older-than, or --all alone.");
    }
    return orAll(spec, site);
  }

  /** One object for each digest; refuses those that are not there or fit several. */
  static List<HeldObject> byDigest(CommandSpec spec, SiteFolders site, List<String> digests)
      throws IOException {
    for (int i = 0; i < digests.size(); i++) {
      if (!digests.get(i).matches("[0-9a-f]{8,64}")) {
        throw new ParameterException(
            spec.commandLine(),
            "Digest " + (i + 1) + " is none: it has 8 to 64 of the digits 0-9 and a-f.");
      }
    }
    List<HeldObject> held = HeldObject.list(site.quarantine());
    Set<HeldObject> chosen = new LinkedHashSet<>();
    for (String digest : digests) {
      List<HeldObject> found =
          held.stream().filter(each -> each.sha256().startsWith(digest)).toList();
      if (found.size() != 1) {
        throw new ConfigurationFault(
            (found.isEmpty() ? "No object" : "More than one object")
                + " in quarantine has a digest that begins with "
                + digest
                + ".");
      }
      chosen.add(found.get(0));
    }
    return List.copyOf(chosen);
  }

  private static Duration age(CommandSpec spec, String text) {
    if (!text.matches("[0-9]{1,6}[mhd]")) {
      throw new ParameterException(
          spec.commandLine(), "--older-than takes an age such as 90m, 12h or 30d.");
    }
    long number = Long.parseLong(text.substring(0, text.length() - 1));
    return switch (text.charAt(text.length() - 1)) {
      case 'm' -> Duration.ofMinutes(number);
      case 'h' -> Duration.ofHours(number);
      default -> Duration.ofDays(number);
    };
  }
}
