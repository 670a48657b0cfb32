/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.dicomdeid.pipeline.HeldObject;
import org.dicomdeid.pipeline.Pipeline.Settings;
import org.dicomdeid.receipt.Content;
import org.dicomdeid.receipt.CustodyEvent;
import org.dicomdeid.receipt.CustodyEvent.Act;
import org.dicomdeid.receipt.CustodyLog;
import org.dicomdeid.receipt.KeyException;
import org.dicomdeid.receipt.KeyFolder;
import org.dicomdeid.receipt.SigningKey;
import org.dicomdeid.routes.trail.AuditTrail;
import org.dicomdeid.routes.trail.TrailSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Puts on record, signed with the site's key, who did what with held objects. */
final class Custody {

  private static final Logger LOG = LoggerFactory.getLogger(Custody.class);

  @Option(
      names = "--by",
      paramLabel = "ACCOUNT",
      description = "Who does it, for the record. Default: the account that runs the command")
  private String by;

  private Path data;
  private Optional<TrailSettings> trail = Optional.empty();
  private SigningKey key;

  /** Before anything is touched, so that a missing key stops the command. */
  void open(CommandSpec spec, SiteFolders site) {
    if (by == null) {
      by = System.getProperty("user.name", "unknown").replaceAll("[^A-Za-z0-9@._-]", "_");
    } else if (!by.matches("[A-Za-z0-9@._-]{1,64}")) {
      throw new ParameterException(
          spec.commandLine(), "--by takes the name of an account: letters, digits, @ . _ and -.");
    }
    this.data = site.data();
    this.trail = site.trail();
    try {
      this.key = keys(site).signingKey();
    } catch (KeyException fault) {
      throw new ConfigurationFault(fault.getMessage(), fault);
    }
  }

  void record(Act act, List<HeldObject> objects) throws IOException {
    Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    new CustodyLog(data)
        .append(
            key,
            objects.stream()
                .map(
                    each ->
                        new CustodyEvent(
                            act, new Content(each.sha256(), each.bytes()), each.reason(), by, now))
                .toList());
    if (act == Act.RELEASED) {
      alert(objects);
    }
  }

  /**
   * The repository of audit messages hears of originals that left; the record above is what counts.
   */
  private void alert(List<HeldObject> objects) {
    if (trail.isPresent()) {
      try {
        AuditTrail.leaveRelease(
            trail.get(), data, by, objects.stream().map(HeldObject::sha256).toList());
      } catch (IOException e) {
        // A message never fails the work.
        LOG.warn("An audit message could not be kept: {}", e.getClass().getName());
      }
    }
  }

  static List<CustodyLog.Entry> read(SiteFolders site) throws IOException {
    try {
      return new CustodyLog(site.data()).read(keys(site).trustedKeys());
    } catch (KeyException fault) {
      throw new ConfigurationFault(fault.getMessage(), fault);
    }
  }

  /** Never makes any: a record that is signed with a new key says nothing. */
  private static KeyFolder keys(SiteFolders site) throws KeyException {
    Path keys = Settings.of(site.data()).keys();
    if (!Files.isDirectory(keys)) {
      throw new ConfigurationFault(
          "There are no keys in "
              + site.data()
              + " to sign the record with. Say with --data where the service keeps its data.");
    }
    return KeyFolder.open(keys, site.passphrase());
  }
}
