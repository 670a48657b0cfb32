/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.dicomdeid.receipt.CheckpointNote;
import org.dicomdeid.receipt.ConsistencyProof;
import org.dicomdeid.receipt.ExportVerifier;
import org.dicomdeid.receipt.Finding;
import org.dicomdeid.receipt.KeyException;
import org.dicomdeid.receipt.PublicKeys;
import org.dicomdeid.receipt.ReceiptVerifier;
import org.dicomdeid.receipt.Trust;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code verify}: says of a receipt or an export, in words, what holds and what does not. */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    header = "Checks a receipt and the file it is about, or a whole export of the audit store.",
    description = {
      "",
      "Checks signature, place in the log, time stamp and digests against the keys of the data"
          + " folder, and says what holds and what does not. Of an export ('audit export', a"
          + " receipt a line) also numbers, order, the tree of the log, and that none is missing."
          + " Nothing is asked over a network. docs/verify.md shows how others do the same with"
          + " openssl.",
      "",
    },
    footer = {
      "",
      "Exit status: 0 all of it holds, 1 something does not, 2 usage or configuration.",
      "",
      "Example:",
      "  dicom-deid verify clean/2.25.1/2.25.2/2.25.3.receipt.json clean/2.25.1/2.25.2/2.25.3.dcm",
      "  dicom-deid verify --checkpoint checkpoint-000000004711.txt export.jsonl",
    })
final class VerifyCommand implements Callable<Integer> {

  @Mixin private DataOption data;

  @Option(
      names = "--tsa-ca",
      paramLabel = "FILE",
      description =
          "Certificate (PEM or DER) of the CA of an outside time-stamping authority that you trust;"
              + " may be repeated")
  private List<Path> authorities = List.of();

  @Option(
      names = "--public-keys",
      paramLabel = "DIR",
      description =
          "What the site handed out ('keys export-public'), in place of the keys of a data folder")
  private Path publicKeys;

  @Option(
      names = "--checkpoint",
      paramLabel = "FILE",
      description =
          "A checkpoint of the log that was kept from before, as it was pushed: what is checked"
              + " must be of the same history")
  private Path checkpoint;

  @Option(
      names = "--consistency",
      paramLabel = "FILE",
      description =
          "The proof between the kept checkpoint and that of the receipt, from the site ('log"
              + " checkpoint --from')")
  private Path consistency;

  @Option(
      names = "--part",
      description =
          "The export is of a search ('audit export' with options): receipts may be left out, and each"
              + " is checked by its own proof")
  private boolean part;

  @Option(names = "--json", description = "Print JSON, for programs")
  private boolean json;

  @Parameters(
      index = "0",
      paramLabel = "RECEIPT",
      description = "A <instance>.receipt.json file, or an export (.jsonl)")
  private Path receipt;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "FILE",
      description = "The delivered file, or the one it was made from")
  private Path file;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    Folders.refuseMissing(file == null ? List.of(receipt) : List.of(receipt, file));
    Folders.refuseMissing(authorities);
    Folders.refuseMissing(Stream.of(checkpoint, consistency).filter(Objects::nonNull).toList());
    boolean export = isExport();
    if (export && (file != null || consistency != null)) {
      throw new ParameterException(
          spec.commandLine(), "With an export, say neither a FILE nor --consistency.");
    }
    if (part && (!export || checkpoint != null)) {
      throw new ParameterException(
          spec.commandLine(), "--part is for an export, without --checkpoint.");
    }
    List<Finding> findings = export ? export() : receipt();
    boolean good = findings.stream().allMatch(Finding::holds);
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(new ObjectMapper().writeValueAsString(new Result(good, findings)));
    } else {
      for (Finding finding : findings) {
        out.printf(
            "%-5s %-21s %s%n",
            finding.holds() ? "holds" : "FAILS", finding.check(), finding.sentence());
      }
      String what = export ? "export" : "receipt";
      out.println(good ? "The " + what + " is good." : "The " + what + " does not hold.");
    }
    return good ? Cli.DONE : Cli.NOT_ALL;
  }

  private record Result(boolean good, List<Finding> findings) {}

  private List<Finding> receipt() throws IOException {
    byte[] bytes = Files.readAllBytes(receipt);
    Trust trust = trust();
    List<Finding> findings =
        new ArrayList<>(ReceiptVerifier.verify(bytes, Optional.ofNullable(file), trust));
    Optional<CheckpointNote> kept = kept();
    if (kept.isPresent()) {
      findings.addAll(ReceiptVerifier.compare(bytes, kept.get(), proof(), trust));
    }
    return findings;
  }

  private List<Finding> export() throws IOException {
    try (InputStream in = Files.newInputStream(receipt)) {
      return part
          ? ExportVerifier.verifyPart(in, trust()).findings()
          : ExportVerifier.verify(in, trust(), kept()).findings();
    }
  }

  /** Whether the file has receipts a line each, and not one that may be spread over lines. */
  private boolean isExport() throws IOException {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(Files.newInputStream(receipt), StandardCharsets.UTF_8))) {
      String first = lines.readLine();
      return first != null
          && first.startsWith("{\"payloadType\"")
          && first.endsWith("}")
          && lines.readLine() != null;
    }
  }

  /** A checkpoint as it was pushed, with its proof before it, or alone. */
  private Optional<CheckpointNote> kept() throws IOException {
    if (checkpoint == null) {
      return Optional.empty();
    }
    String text = Files.readString(checkpoint);
    try {
      return Optional.of(
          text.startsWith("old ")
              ? ConsistencyProof.parse(text).checkpoint()
              : CheckpointNote.parse(text));
    } catch (IOException fault) {
      throw new ConfigurationFault("The file given with --checkpoint is no checkpoint.", fault);
    }
  }

  private Optional<ConsistencyProof> proof() throws IOException {
    if (consistency == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(ConsistencyProof.parse(Files.readString(consistency)));
    } catch (IOException fault) {
      throw new ConfigurationFault(
          "The file given with --consistency is no consistency proof.", fault);
    }
  }

  /** What this site trusts; nothing where there are no keys, for checking must not make any. */
  private Trust trust() throws IOException {
    try {
      if (publicKeys != null) {
        return PublicKeys.read(publicKeys).withTimestampCas(certificates());
      }
      return (data.hasKeys() ? Trust.of(data.openKeys()) : Trust.none())
          .withTimestampCas(certificates());
    } catch (KeyException fault) {
      throw new ConfigurationFault(fault.getMessage(), fault);
    }
  }

  private List<byte[]> certificates() throws IOException {
    return Certificates.read(authorities, "--tsa-ca");
  }
}
