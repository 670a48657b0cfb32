/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.dicomdeid.receipt.Finding;
import org.dicomdeid.receipt.KeyException;
import org.dicomdeid.receipt.PublicKeys;
import org.dicomdeid.receipt.ReceiptVerifier;
import org.dicomdeid.receipt.Trust;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code verify}: says of a receipt, in words, what holds and what does not. */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    header = "Checks a receipt, and that a file is the one it is about.",
    description = {
      "",
      "Checks signature, time stamp and digests against the keys of the data folder, and says what"
          + " holds and what does not. docs/verify.md shows how others do the same with openssl.",
      "",
    },
    footer = {
      "",
      "Exit status: 0 all of it holds, 1 something does not, 2 usage or configuration.",
      "",
      "Example:",
      "  dicom-deid verify clean/2.25.1/2.25.2/2.25.3.receipt.json clean/2.25.1/2.25.2/2.25.3.dcm",
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

  @Parameters(index = "0", paramLabel = "RECEIPT", description = "A <instance>.receipt.json file")
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
    List<Finding> findings =
        ReceiptVerifier.verify(Files.readAllBytes(receipt), Optional.ofNullable(file), trust());
    PrintWriter out = spec.commandLine().getOut();
    boolean good = true;
    for (Finding finding : findings) {
      out.printf(
          "%-5s %-21s %s%n",
          finding.holds() ? "holds" : "FAILS", finding.check(), finding.sentence());
      good &= finding.holds();
    }
    out.println(good ? "The receipt is good." : "The receipt does not hold.");
    return good ? Cli.DONE : Cli.NOT_ALL;
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
