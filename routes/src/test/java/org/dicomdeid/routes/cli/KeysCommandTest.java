/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeysCommandTest {

  @TempDir private Path home;

  @Test
  void makes_keys_once_and_shows_fingerprints_only() throws IOException {
    Path data = home.resolve("data");
    Ran made = Ran.of("keys", "init", "--data", data);
    assertThat(made.status()).isZero();
    assertThat(made.out()).contains("Made keys", "signing key", "time-stamp CA");
    Ran again = Ran.of("keys", "init", "--data", data);
    assertThat(again.out()).contains("were there already");
    Ran shown = Ran.of("keys", "show", "--data", data);
    assertThat(shown.status()).isZero();
    assertThat(again.out()).endsWith(shown.out());
    String secret = Files.readString(data.resolve("keys/pseudonym.key")).strip();
    assertThat(made.all() + shown.all()).doesNotContain(secret);
  }

  @Test
  void shows_no_keys_where_there_are_none_and_makes_none() {
    Path data = home.resolve("data");
    Ran ran = Ran.of("keys", "show", "--data", data);
    assertThat(ran.status()).isEqualTo(2);
    assertThat(ran.err()).contains("There are no keys", "keys init");
    assertThat(data).doesNotExist();
  }

  @Test
  void a_key_that_others_can_read_is_refused_with_the_mend() throws IOException {
    Path data = home.resolve("data");
    Ran.of("keys", "init", "--data", data);
    Path key = data.resolve("keys/pseudonym.key");
    Files.setPosixFilePermissions(
        key, java.nio.file.attribute.PosixFilePermissions.fromString("rw-r--r--"));
    Ran ran = Ran.of("keys", "show", "--data", data);
    assertThat(ran.status()).isEqualTo(2);
    assertThat(ran.err()).contains("chmod 600");
  }

  @Test
  void rotates_revokes_and_exports_and_old_receipts_verify_with_what_was_exported()
      throws Exception {
    Path data = home.resolve("data");
    Path out = home.resolve("out");
    Ran sanitized =
        Ran.of(
            "sanitize",
            "--data",
            data,
            "--no-pixel-redaction",
            TestStudy.write(home.resolve("in")),
            out);
    assertThat(sanitized.status()).as(sanitized.all()).isLessThan(2);
    Path receipt;
    try (Stream<Path> files = Files.walk(out)) {
      receipt =
          files.filter(it -> it.toString().endsWith(".receipt.json")).findFirst().orElseThrow();
    }
    Ran rotated = Ran.of("keys", "rotate", "--data", data);
    assertThat(rotated.status()).as(rotated.all()).isZero();
    assertThat(rotated.out()).contains("earlier key", "signing key", "signs from");
    Path exported = home.resolve("public");
    assertThat(Ran.of("keys", "export-public", "--data", data, exported).status()).isZero();

    Ran verified = Ran.of("verify", "--public-keys", exported, receipt);
    assertThat(verified.status()).as(verified.all()).isZero();

    String id =
        rotated
            .out()
            .lines()
            .filter(it -> it.startsWith("earlier key"))
            .findFirst()
            .orElseThrow()
            .split(" +", -1)[2];
    Ran revoked =
        Ran.of(
            "keys", "revoke", "--data", data, "--at", "2020-01-01T00:00:00Z", id.substring(0, 8));
    assertThat(revoked.out()).contains("is revoked as of 2020-01-01T00:00:00Z", "revoked key");
    Ran.of("keys", "export-public", "--data", data, exported);
    Ran after = Ran.of("verify", "--public-keys", exported, receipt);
    assertThat(after.status()).isEqualTo(1);
    assertThat(after.out()).contains("FAILS revocation");
  }

  @Test
  void encrypts_backs_up_and_restores_to_another_machine() throws Exception {
    Path data = home.resolve("data");
    Path pass = secret("pass", "correct horse battery");
    Path safe = secret("safe", "another horse battery");
    Ran made = Ran.of("keys", "init", "--data", data);
    assertThat(made.out()).contains("Not encrypted: pseudonym.key, signing.key");
    assertThat(Ran.of("keys", "encrypt", "--data", data, "--new-passphrase-file", pass).status())
        .isZero();
    Ran locked = Ran.of("keys", "show", "--data", data);
    assertThat(locked.status()).isEqualTo(2);
    assertThat(locked.err()).contains("is encrypted", "DICOM_DEID_KEYS_PASSPHRASE_FILE");

    Path backup = home.resolve("keys.backup");
    Ran backed =
        Ran.of(
            "keys",
            "backup",
            "--data",
            data,
            "--keys-passphrase-file",
            pass,
            "--backup-passphrase-file",
            safe,
            backup);
    assertThat(backed.status()).as(backed.all()).isZero();
    Path other = home.resolve("other");
    Ran restored =
        Ran.of(
            "keys",
            "restore",
            "--data",
            other,
            "--keys-passphrase-file",
            pass,
            "--backup-passphrase-file",
            safe,
            backup);
    assertThat(restored.status()).as(restored.all()).isZero();
    assertThat(restored.out()).contains("Secrets are encrypted");
    Ran shown = Ran.of("keys", "show", "--data", data, "--keys-passphrase-file", pass);
    assertThat(restored.out()).endsWith(shown.out());
    Ran again =
        Ran.of("keys", "restore", "--data", other, "--backup-passphrase-file", safe, backup);
    assertThat(again.status()).isEqualTo(2);
    assertThat(again.err()).contains("never written over");
  }

  private Path secret(String name, String text) throws IOException {
    Path file = home.resolve(name);
    Files.writeString(file, text);
    Files.setPosixFilePermissions(
        file, java.nio.file.attribute.PosixFilePermissions.fromString("rw-------"));
    return file;
  }
}
