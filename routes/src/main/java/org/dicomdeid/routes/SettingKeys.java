/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** All keys that there are. */
final class SettingKeys {

  private static final List<String> PLAIN =
      List.of(
          "dicom-deid.data",
          "dicom-deid.quarantine",
          "dicom-deid.receipts",
          "dicom-deid.archives.max-entries",
          "dicom-deid.archives.max-size",
          "dicom-deid.archives.max-ratio",
          "dicom-deid.archives.max-depth",
          "dicom-deid.pixels.threads",
          "dicom-deid.pixels.devices",
          "dicom-deid.management.enabled",
          "dicom-deid.management.host",
          "dicom-deid.management.port",
          "dicom-deid.retry.attempts",
          "dicom-deid.retry.delay",
          "dicom-deid.retry.max-delay",
          "dicom-deid.pressure.min-free-space",
          "dicom-deid.pressure.max-waiting",
          "dicom-deid.shutdown.timeout");

  static final List<String> GLOBAL =
      Stream.of(
              PLAIN.stream(),
              EvidenceSettingsReader.KEYS.stream().map(key -> "dicom-deid." + key),
              TrailSettingsReader.KEYS.stream().map(key -> "dicom-deid.audit-messages." + key),
              HttpSettingsReader.KEYS.stream().map(key -> "dicom-deid.http." + key))
          .flatMap(keys -> keys)
          .toList();

  /** Longest first, so that no option is taken for the end of another. */
  static final List<String> INTAKE =
      longestFirst(
          "folder",
          "uri",
          "user",
          "password",
          "password-file",
          "private-key-file",
          "passphrase",
          "passphrase-file",
          "known-hosts-file",
          "query",
          "token",
          "token-file",
          "timeout",
          "max-object-size",
          "policy",
          "destinations",
          "recursive",
          "include",
          "exclude",
          "read-lock",
          "read-lock-min-age",
          "read-lock-check-interval",
          "refusal-min-age",
          "done-suffix",
          "move-to",
          "poll-delay",
          "threads");

  static final List<String> DESTINATION =
      longestFirst(
          "uri",
          "receipts",
          "same-name",
          "when",
          "retry-delay",
          "retry-max-delay",
          "failures",
          "attempts",
          "timeout",
          "user",
          "password",
          "password-file",
          "private-key-file",
          "passphrase",
          "passphrase-file",
          "known-hosts-file",
          "token",
          "token-file");

  private SettingKeys() {}

  /** The options of {@code intake} or {@code destination}. */
  static List<String> options(String group) {
    return group.equals("intake") ? INTAKE : DESTINATION;
  }

  /** The key that was probably meant, or all of the group. */
  static String mend(String wrong, List<String> known) {
    String nearest =
        known.stream().min(Comparator.comparingInt(each -> distance(wrong, each))).orElseThrow();
    return distance(wrong, nearest) <= Math.max(2, wrong.length() / 4)
        ? "no such key; did you mean " + nearest + "?"
        : "no such key; there are " + String.join(", ", known.stream().sorted().toList());
  }

  private static List<String> longestFirst(String... options) {
    return Stream.of(options).sorted(Comparator.comparingInt(String::length).reversed()).toList();
  }

  /** Levenshtein's. */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }
}
