/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.dicomdeid.audit.Found;
import org.dicomdeid.audit.SearchTerms;
import org.dicomdeid.pipeline.AuditReader;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code audit search}: which receipts there are of something. */
@Command(
    name = "search",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    header = "Lists receipts: number, time, outcome, profile, digests, destinations.",
    description = {
      "",
      "Original UIDs are not kept: they are found by a keyed digest, which only this site can make.",
      "",
    },
    footer = {
      "",
      "Exit status: 0 something was found, 1 nothing was, 2 usage or configuration.",
      "",
      "Example:",
      "  dicom-deid audit search --uid 1.2.840.99.7 --from 2026-11-01",
    })
final class AuditSearchCommand implements Callable<Integer> {

  private static final int PAGE = 500;

  @Mixin private AuditSite site;
  @Mixin private SearchOptions options;

  @Option(names = "--json", description = "JSON Lines, one object for each receipt")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    try (AuditReader reader = site.open()) {
      SearchTerms terms = options.terms(spec, reader);
      PrintWriter out = spec.commandLine().getOut();
      long last = 0;
      List<Found> page = reader.log().search(terms, last, PAGE);
      while (!page.isEmpty()) {
        page.forEach(each -> out.println(json ? json(each) : text(each)));
        last = page.get(page.size() - 1).sequence();
        page = reader.log().search(terms, last, PAGE);
      }
      return last > 0 ? Cli.DONE : Cli.NOT_ALL;
    }
  }

  private static String text(Found found) {
    return String.format(
        Locale.ROOT,
        "%8d  %s  %-11s  %-16s  in %s  %s %s  %s",
        found.sequence(),
        found.written(),
        found.outcome().toLowerCase(Locale.ROOT),
        found.policy(),
        found.input(),
        isDelivered(found) ? "out" : "held",
        found.subject(),
        String.join(",", found.destinations()));
  }

  private static ObjectNode json(Found found) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("sequence", found.sequence());
    root.put("written", found.written().toString());
    root.put("outcome", found.outcome());
    root.put("policy", found.policy());
    root.put("input", found.input());
    if (isDelivered(found)) {
      root.put("output", found.subject());
    }
    found.destinations().forEach(root.putArray("destinations")::add);
    return root;
  }

  private static boolean isDelivered(Found found) {
    return found.outcome().equals("DELIVERED");
  }
}
