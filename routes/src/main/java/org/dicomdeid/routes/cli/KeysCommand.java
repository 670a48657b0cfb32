/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.dicomdeid.receipt.KeyException;
import org.dicomdeid.receipt.KeyFingerprint;
import org.dicomdeid.receipt.KeyFolder;
import org.dicomdeid.receipt.PublicKeys;
import org.dicomdeid.receipt.SigningKeyState;
import org.dicomdeid.receipt.VerificationKey;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code keys}: makes, shows, renews and saves the keys of a data folder; prints no secret. */
@Command(
    name = "keys",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    header = "Makes, shows, rotates, revokes, encrypts, backs up and restores the keys of a site.",
    synopsisSubcommandLabel =
        "(init | show | rotate | revoke | encrypt | export-public | backup | restore)",
    subcommands = {
      KeysCommand.Init.class,
      KeysCommand.Show.class,
      KeysCommand.Rotate.class,
      KeysCommand.Revoke.class,
      KeysCommand.ExportPublic.class,
      KeysEncryptCommand.class,
      KeysBackupCommand.class,
      KeysRestoreCommand.class
    },
    footer = {
      "",
      "A service that runs signs with what rotate or revoke made from its next receipt on.",
      "",
      "Example:",
      "  dicom-deid keys show --data data",
    })
final class KeysCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "Say what to do: init, show, rotate, revoke, encrypt, export-public, backup or restore.");
  }

  /** What each of the commands does once its keys are open. */
  abstract static class WithKeys implements Callable<Integer> {

    @Mixin private DataOption data;
    @Spec private CommandSpec spec;

    abstract void work(KeyFolder keys, PrintWriter out) throws IOException;

    KeyFolder open() throws KeyException {
      return data.existingKeys();
    }

    DataOption data() {
      return data;
    }

    @Override
    public Integer call() throws IOException {
      try {
        work(open(), spec.commandLine().getOut());
        return Cli.DONE;
      } catch (KeyException fault) {
        throw new ConfigurationFault(fault.getMessage(), fault);
      }
    }
  }

  @Command(
      name = "init",
      mixinStandardHelpOptions = true,
      versionProvider = Version.class,
      header = "Makes the keys that are missing; leaves those that are there.",
      description = {
        "",
        "Other commands make keys too when they first need them. With a passphrase they are"
            + " encrypted. Back the folder up: with a new pseudonym key every patient would get new"
            + " pseudonyms.",
        "",
      },
      footer = {"", "Example:", "  dicom-deid keys init --data data"})
  static final class Init extends WithKeys {

    private boolean were;

    @Override
    KeyFolder open() throws KeyException {
      were = data().hasKeys();
      return data().openKeys();
    }

    @Override
    void work(KeyFolder keys, PrintWriter out) throws IOException {
      // Makes the authority's keys on first use.
      keys.timestampAuthority();
      out.println(
          (were ? "Keys were there already in " : "Made keys in ")
              + data().keys()
              + "; back this folder up and keep it private.");
      print(out, keys);
    }
  }

  @Command(
      name = "show",
      mixinStandardHelpOptions = true,
      versionProvider = Version.class,
      header = "Shows fingerprints to hand to those who verify, and to compare by phone.",
      footer = {"", "Example:", "  dicom-deid keys show --data data"})
  static final class Show extends WithKeys {
    @Override
    void work(KeyFolder keys, PrintWriter out) throws IOException {
      print(out, keys);
    }
  }

  @Command(
      name = "rotate",
      mixinStandardHelpOptions = true,
      versionProvider = Version.class,
      header = "Makes the next signing key.",
      description = {
        "",
        "The one before signs until then and stays trusted for what it signed. Publish the new one"
            + " ahead of its time: 'keys rotate --from', then 'keys export-public'. Private halves"
            + " of keys that had been followed by another already are deleted.",
        "",
      },
      footer = {"", "Example:", "  dicom-deid keys rotate --from 2027-01-01T00:00:00Z"})
  static final class Rotate extends WithKeys {

    @Option(
        names = "--from",
        paramLabel = "TIME",
        description = "When it begins to sign, in UTC as 2027-01-01T00:00:00Z. Default: at once")
    private Instant from;

    @Option(
        names = "--time-stamps",
        description =
            "Gives the embedded time-stamping authority a new CA and key instead; restart the"
                + " service then")
    private boolean timeStamps;

    @Override
    void work(KeyFolder keys, PrintWriter out) throws IOException {
      if (timeStamps) {
        keys.renewTimestampAuthority();
        out.println("The time-stamping authority has a new CA; hand it to those who verify.");
        print(out, keys);
        return;
      }
      VerificationKey next = keys.rotate(from == null ? Instant.now() : from);
      out.println(
          "Key "
              + next.id()
              + " signs "
              + (from == null ? "now" : "from " + from + " on")
              + "; hand its public half to those who verify, and back the keys up.");
      print(out, keys);
    }
  }

  @Command(
      name = "revoke",
      mixinStandardHelpOptions = true,
      versionProvider = Version.class,
      header = "Revokes a signing key that others may have.",
      description = {
        "",
        "Receipts that were stamped before stay good; for others of this key verify finds that it"
            + " was revoked. If it is the one that signs, a new one takes over at once. Its private"
            + " half is deleted. Hand out the list again: 'keys export-public'.",
        "",
      },
      footer = {"", "Example:", "  dicom-deid keys revoke 3fb2c8d1 --at 2026-11-20T08:00:00Z"})
  static final class Revoke extends WithKeys {

    @Option(
        names = "--at",
        paramLabel = "TIME",
        description = "Since when others may have it, in UTC. Default: now")
    private Instant at;

    @Parameters(paramLabel = "ID", description = "Its id, or the first 8 digits or more")
    private String id;

    @Override
    void work(KeyFolder keys, PrintWriter out) throws IOException {
      Instant since = at == null ? Instant.now() : at;
      VerificationKey revoked = keys.revoke(id, since);
      out.println("Key " + revoked.id() + " is revoked as of " + since + ".");
      print(out, keys);
    }
  }

  @Command(
      name = "export-public",
      mixinStandardHelpOptions = true,
      versionProvider = Version.class,
      header = "Writes what those who verify need, and no secret.",
      description = {
        "",
        "Public keys, their times and revocations, and the certificates of the time-stamp CAs: a"
            + " folder for 'verify --public-keys'.",
        "",
      },
      footer = {"", "Example:", "  dicom-deid keys export-public public"})
  static final class ExportPublic extends WithKeys {

    @Parameters(paramLabel = "DIR", description = "The folder; one of before is written over")
    private Path folder;

    @Override
    void work(KeyFolder keys, PrintWriter out) throws IOException {
      PublicKeys.export(keys, folder);
      out.println("Wrote the public keys to " + folder + ".");
      print(out, keys);
    }
  }

  static void print(PrintWriter out, KeyFolder keys) throws KeyException {
    for (KeyFingerprint each : keys.fingerprints()) {
      out.printf("%-17s %s  (%s)%n", each.name(), each.sha256(), each.file());
    }
    for (SigningKeyState each : keys.signingKeys()) {
      each.from().ifPresent(from -> out.println(shortly(each) + " signs from " + from + "."));
      each.revoked().ifPresent(at -> out.println(shortly(each) + " is revoked as of " + at + "."));
    }
    List<Path> plain = keys.plainSecrets();
    out.println(
        plain.isEmpty()
            ? "Secrets are encrypted."
            : "Not encrypted: " + String.join(", ", plain.stream().map(Path::toString).toList()));
  }

  private static String shortly(SigningKeyState key) {
    return "Key " + key.id().substring(0, 8);
  }
}
