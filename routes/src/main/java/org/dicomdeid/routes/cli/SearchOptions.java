/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes.cli;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import org.dicomdeid.audit.SearchTerms;
import org.dicomdeid.pipeline.AuditReader;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Which receipts are meant; all that is said must fit. */
final class SearchOptions {

  @Option(
      names = "--digest",
      paramLabel = "SHA256",
      description = "Of a file that came in or went out")
  private String digest;

  @Option(
      names = "--uid",
      paramLabel = "UID",
      description = "Of study, series or instance, the original or the new one")
  private String uid;

  @Option(
      names = "--from",
      paramLabel = "TIME",
      description =
          "Written at this time or later: 2026-11-26 (midnight UTC) or 2026-11-26T18:00:00Z")
  private String from;

  @Option(names = "--to", paramLabel = "TIME", description = "Written before this time")
  private String to;

  @Option(names = "--policy", paramLabel = "NAME", description = "Under the profile of this name")
  private String policy;

  @Option(names = "--outcome", paramLabel = "OUTCOME", description = "delivered or quarantined")
  private String outcome;

  @Option(
      names = "--destination",
      paramLabel = "NAME",
      description = "Delivered to the destination of this name")
  private String destination;

  SearchTerms terms(CommandSpec spec, AuditReader reader) {
    SearchTerms terms = SearchTerms.all();
    if (digest != null) {
      require(spec, digest.matches("[0-9A-Fa-f]{64}"), "--digest takes 64 hexadecimal digits.");
      terms.digest(digest.toLowerCase(Locale.ROOT));
    }
    if (uid != null) {
      require(spec, uid.matches("[0-9.]{1,64}"), "--uid takes digits and dots, at most 64.");
      terms.lookup(reader.tokensOf(uid));
    }
    if (from != null) {
      terms.from(time(spec, from));
    }
    if (to != null) {
      terms.before(time(spec, to));
    }
    if (policy != null) {
      terms.policy(policy);
    }
    if (outcome != null) {
      require(
          spec,
          outcome.matches("(?i)delivered|quarantined"),
          "--outcome takes delivered or quarantined.");
      terms.outcome(outcome.toUpperCase(Locale.ROOT));
    }
    if (destination != null) {
      terms.destination(destination);
    }
    return terms;
  }

  private static Instant time(CommandSpec spec, String text) {
    try {
      return text.length() <= "2026-11-26".length()
          ? LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC)
          : Instant.parse(text);
    } catch (DateTimeParseException e) {
      throw new ParameterException(
          spec.commandLine(), "A time is written as 2026-11-26 or 2026-11-26T18:00:00Z.", e);
    }
  }

  private static void require(CommandSpec spec, boolean good, String otherwise) {
    if (!good) {
      throw new ParameterException(spec.commandLine(), otherwise);
    }
  }
}
