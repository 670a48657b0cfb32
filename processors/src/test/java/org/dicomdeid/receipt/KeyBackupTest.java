/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.receipt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.dicomdeid.Peers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyBackupTest {

  @TempDir Path parent;
  private Passphrase passphrase;
  private KeyFolder keys;

  @BeforeEach
  void make() throws Exception {
    passphrase = Passphrase.of("correct horse battery");
    keys = KeyFolder.open(parent.resolve("keys"), Optional.empty());
    keys.timestampAuthority();
    keys.signingKey();
    keys.rotate(Instant.now());
  }

  @Test
  void restored_keys_give_the_same_pseudonyms_signatures_and_trust() throws Exception {
    byte[] backup = backup();
    KeyFolder restored = restore(backup, Optional.empty());

    assertThat(restored.pseudonymSecret()).isEqualTo(keys.pseudonymSecret());
    assertThat(restored.pseudonymKeyId()).isEqualTo(keys.pseudonymKeyId());
    assertThat(restored.fingerprints()).isEqualTo(keys.fingerprints());
    assertThat(restored.signingKey().publicKey().id())
        .isEqualTo(keys.signingKey().publicKey().id());
    assertThat(restored.timestampAuthority().certificates().get(0))
        .isEqualTo(keys.timestampAuthority().certificates().get(0));
    assertThat(names(parent.resolve("restored"))).isEqualTo(names(parent.resolve("keys")));
    assertThat(new String(backup, StandardCharsets.ISO_8859_1))
        .doesNotContain(Files.readString(parent.resolve("keys/pseudonym.key")).strip(), "PRIVATE");
  }

  @Test
  void encrypted_keys_are_restored_under_another_passphrase() throws Exception {
    keys.encrypt(passphrase);
    KeyFolder encrypted = KeyFolder.open(parent.resolve("keys"), Optional.of(passphrase));
    Passphrase other = Passphrase.of("other horse battery");
    byte[] backup =
        KeyBackup.create(encrypted, new KeyBackup.Recipients(Optional.of(other), List.of()));

    Passphrase atRest = Passphrase.of("third horse battery");
    KeyFolder restored =
        KeyBackup.restore(backup, other, parent.resolve("restored"), Optional.of(atRest));

    assertThat(restored.plainSecrets()).isEmpty();
    assertThat(restored.pseudonymSecret()).isEqualTo(keys.pseudonymSecret());
  }

  @Test
  void wrong_passphrase_garbage_and_present_keys_are_refused() throws Exception {
    byte[] backup = backup();
    assertThatExceptionOfType(KeyException.class)
        .isThrownBy(
            () ->
                KeyBackup.restore(
                    backup,
                    Passphrase.of("wrong horse battery"),
                    parent.resolve("restored"),
                    Optional.empty()));
    assertThatExceptionOfType(KeyException.class)
        .isThrownBy(() -> restore(new byte[100], Optional.empty()));
    assertThat(names(parent))
        .noneMatch(name -> name.startsWith("restored") || name.startsWith("."));
    assertThatExceptionOfType(KeyException.class)
        .isThrownBy(
            () -> KeyBackup.restore(backup, passphrase, parent.resolve("keys"), Optional.empty()))
        .withMessageContaining("never written over");
  }

  @Test
  void changed_backup_is_refused_or_gives_the_same_keys_but_never_others() throws Exception {
    byte[] backup = backup();
    int refused = 0;
    for (int at = 300; at < backup.length; at += 701) {
      byte[] changed = backup.clone();
      changed[at] ^= 1;
      try {
        Path folder = parent.resolve("restored" + at);
        // Only the padding at the end of a tar says nothing.
        assertThat(KeyBackup.restore(changed, passphrase, folder, Optional.empty()).fingerprints())
            .isEqualTo(keys.fingerprints());
      } catch (KeyException e) {
        refused++;
      }
    }
    assertThat(refused).isGreaterThan(5);
  }

  @Test
  void openssl_and_tar_open_a_backup() throws Exception {
    Peers.require("openssl");
    Files.write(parent.resolve("keys.backup"), backup());
    run(
        "printf %s 'correct horse battery' | openssl cms -decrypt -inform DER -in keys.backup"
            + " -pwri_password \"$(cat)\" -out keys.tar && mkdir open && tar -xf keys.tar -C open"
            + " && cd open && sha256sum --check --quiet MANIFEST.sha256");

    assertThat(Files.readString(parent.resolve("open/pseudonym.key")))
        .isEqualTo(Files.readString(parent.resolve("keys/pseudonym.key")));
  }

  @Test
  void backup_in_escrow_opens_with_the_holders_key_only() throws Exception {
    Peers.require("openssl");
    for (String name : List.of("notary", "stranger")) {
      run(
          "openssl req -x509 -newkey rsa:2048 -nodes -keyout "
              + name
              + ".key -out "
              + name
              + ".crt -days 2 -subj /CN="
              + name
              + " && chmod 600 "
              + name
              + ".key");
    }
    byte[] notary = Pem.read(parent.resolve("notary.crt"), Pem.CERTIFICATE);
    byte[] backup =
        KeyBackup.create(keys, new KeyBackup.Recipients(Optional.empty(), List.of(notary)));
    Files.write(parent.resolve("keys.backup"), backup);

    assertThatExceptionOfType(KeyException.class)
        .isThrownBy(() -> restore(backup, Optional.empty()));
    assertThatExceptionOfType(KeyException.class)
        .isThrownBy(
            () ->
                KeyBackup.restore(
                    backup,
                    parent.resolve("stranger.key"),
                    Optional.empty(),
                    parent.resolve("restored"),
                    Optional.empty()));
    KeyFolder restored =
        KeyBackup.restore(
            backup,
            parent.resolve("notary.key"),
            Optional.empty(),
            parent.resolve("restored"),
            Optional.empty());
    assertThat(restored.pseudonymSecret()).isEqualTo(keys.pseudonymSecret());
    run(
        "openssl cms -decrypt -inform DER -in keys.backup -inkey notary.key -recip notary.crt"
            + " | tar -t | grep pseudonym.key");
  }

  @Test
  void backup_for_nobody_is_refused() {
    assertThatExceptionOfType(KeyException.class)
        .isThrownBy(
            () -> KeyBackup.create(keys, new KeyBackup.Recipients(Optional.empty(), List.of())));
  }

  @Test
  void everything_that_is_restored_is_for_the_owner_only() throws Exception {
    restore(backup(), Optional.empty());
    try (Stream<Path> all = Files.walk(parent.resolve("restored"))) {
      for (Path path : all.toList()) {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
            .isEqualTo(Files.isDirectory(path) ? "rwx------" : "rw-------");
      }
    }
  }

  private byte[] backup() throws KeyException {
    return KeyBackup.create(keys, new KeyBackup.Recipients(Optional.of(passphrase), List.of()));
  }

  private KeyFolder restore(byte[] backup, Optional<Passphrase> atRest) throws KeyException {
    return KeyBackup.restore(backup, passphrase, parent.resolve("restored"), atRest);
  }

  private static List<String> names(Path folder) throws Exception {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.map(each -> folder.relativize(each).toString()).sorted().toList();
    }
  }

  private void run(String script) throws Exception {
    Path said = parent.resolve("said.txt");
    Process process =
        new ProcessBuilder("bash", "-euo", "pipefail", "-c", script)
            .directory(parent.toFile())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(said)).isZero();
  }
}
