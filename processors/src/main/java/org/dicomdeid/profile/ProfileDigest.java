/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.profile;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.dicomdeid.dicom.StandardTableFile;

/**
 * SHA-256 over everything about a profile that can change an output: its name and version, which
 * the output states, options, policies, limits, rules in order, and the bytes of every table.
 * Reasons, descriptions and line numbers are left out.
 */
final class ProfileDigest {

  private static final List<String> TABLES =
      List.of(
          ActionTable.FILE,
          SafePrivateTable.FILE,
          IodTypes.FILE,
          UnlistedTable.FILE,
          IdentifierAttributes.FILE,
          "pixels/allowed-text.tsv",
          "pixels/identifying-words.tsv",
          "pixels/months.tsv",
          "pixels/devices.yaml",
          "standard/ps3.6-dictionary.tsv",
          "standard/ps3.6-uids.tsv",
          "standard/clinical-words.tsv");

  private ProfileDigest() {}

  static String of(ProfileDefinition profile) {
    StringBuilder text = new StringBuilder("dicom-deid profile 1\n");
    line(text, "name", profile.name());
    line(text, "version", profile.version());
    for (Option option : Option.values()) {
      if (profile.options().contains(option)) {
        line(text, "option", option.code());
      }
    }
    line(text, "dates", profile.dates().name());
    line(text, "pixels", profile.pixels().name());
    line(text, "pixel-check", profile.pixelCheck().name());
    line(text, "private", profile.privates().name());
    line(text, "limits", profile.limits().toString());
    for (ProfileRule rule : profile.rules()) {
      line(text, rule.action().name(), rule.selector().toString());
    }
    MessageDigest digest = sha256();
    digest.update(text.toString().getBytes(StandardCharsets.UTF_8));
    MessageDigest table = sha256();
    for (String path : TABLES) {
      digest.update(table.digest(StandardTableFile.read(path).bytes()));
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /** Lengths first, so that no value can pass for the start of the next line. */
  private static void line(StringBuilder text, String key, String value) {
    text.append(key).append(' ').append(value.length()).append(' ').append(value).append('\n');
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
