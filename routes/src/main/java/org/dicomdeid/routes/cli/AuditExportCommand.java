/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes.cli;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.Callable;
import org.dicomdeid.audit.Found;
import org.dicomdeid.audit.SearchTerms;
import org.dicomdeid.pipeline.AuditReader;
import org.dicomdeid.receipt.Receipt;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code audit export}: receipts with all their evidence, to be checked anywhere. */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    header = "Writes receipts to a file, with all that is needed to check them.",
    description = {
      "",
      "JSON Lines in UTF-8: each line is a receipt file by itself, with its proof in the log, the"
          + " checkpoint, the time stamp, the key and the certificates. 'verify' takes the whole file;"
          + " docs/verify.md checks a line with openssl alone.",
      "",
    },
    footer = {
      "",
      "Exit status: 0 something was written, 1 nothing fits, 2 usage or configuration.",
      "",
      "Example:",
      "  dicom-deid audit export --policy research study17.jsonl",
    })
final class AuditExportCommand implements Callable<Integer> {

  private static final int PAGE = 500;

  @Mixin private AuditSite site;
  @Mixin private SearchOptions options;

  @Parameters(paramLabel = "OUT", description = "The file to write, which must not be there yet")
  private Path target;

  @Spec private CommandSpec spec;

  private long written;

  @Override
  public Integer call() throws IOException {
    try (AuditReader reader = site.open()) {
      SearchTerms terms = options.terms(spec, reader);
      boolean whole = false;
      try (OutputStream out =
          new BufferedOutputStream(
              Files.newOutputStream(target, StandardOpenOption.CREATE_NEW), 1 << 16)) {
        export(reader, terms, out);
        whole = written > 0;
      } catch (FileAlreadyExistsException fault) {
        whole = true;
        throw new ConfigurationFault(target + " is there already: name another file.", fault);
      } finally {
        if (!whole) {
          Files.deleteIfExists(target);
        }
      }
    }
    spec.commandLine().getOut().println(written + " receipts written.");
    return written > 0 ? Cli.DONE : Cli.NOT_ALL;
  }

  private void export(AuditReader reader, SearchTerms terms, OutputStream out) throws IOException {
    if (terms.isAll()) {
      reader.log().export(1, Long.MAX_VALUE - PAGE, receipt -> write(receipt, out));
      return;
    }
    List<Found> page = reader.log().search(terms, 0, PAGE);
    while (!page.isEmpty()) {
      for (Found each : page) {
        reader.log().export(each.sequence(), each.sequence(), receipt -> write(receipt, out));
      }
      page = reader.log().search(terms, page.get(page.size() - 1).sequence(), PAGE);
    }
  }

  private void write(Receipt receipt, OutputStream out) throws IOException {
    out.write(receipt.toFile());
    written++;
  }
}
