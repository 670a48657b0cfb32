/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.receipt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.dicomdeid.Peers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SigningKeysTest {

  private static final Optional<Passphrase> PLAIN = Optional.empty();

  @TempDir Path parent;

  @Test
  void rotated_key_signs_and_receipts_of_the_one_before_stay_good() throws Exception {
    SignedReceipts site = new SignedReceipts(folder());
    Receipt old = site.receipt(Operations.delivered(1), 1, null);
    String before = site.keys.signingKey().publicKey().id();

    VerificationKey next = site.keys.rotate(Instant.now());

    Receipt young = site.receipt(Operations.delivered(2), 2, old.digest());
    assertThat(young.envelope().keyId()).isEqualTo(next.id()).isNotEqualTo(before);
    Trust trust = Trust.of(KeyFolder.open(folder(), PLAIN));
    assertThat(ReceiptVerifier.verify(old.toFile(), Optional.empty(), trust))
        .allMatch(Finding::holds);
    assertThat(ReceiptVerifier.verify(young.toFile(), Optional.empty(), trust))
        .allMatch(Finding::holds);
  }

  @Test
  void next_key_is_trusted_at_once_and_signs_when_its_time_has_come() throws Exception {
    KeyFolder.open(folder(), PLAIN).signingKey();
    Instant now = Instant.now();
    Instant from = now.plus(Duration.ofDays(30));
    SigningKeys today = at(now);
    String before = today.current().publicKey().id();

    String next = today.rotate(from).id();

    assertThat(today.current().publicKey().id()).isEqualTo(before);
    assertThat(today.trusted()).extracting(VerificationKey::id).contains(before, next);
    assertThat(at(from.minusMillis(1)).current().publicKey().id()).isEqualTo(before);
    assertThat(at(from).current().publicKey().id()).isEqualTo(next);
    assertThatExceptionOfType(KeyException.class)
        .isThrownBy(() -> at(now).rotate(from))
        .withMessageContaining("is there already");
  }

  @Test
  void those_who_have_the_folder_open_sign_with_what_another_process_made() throws Exception {
    KeyFolder service = KeyFolder.open(folder(), PLAIN);
    String before = service.signingKey().publicKey().id();

    String next = KeyFolder.open(folder(), PLAIN).rotate(Instant.now()).id();

    assertThat(service.signingKey().publicKey().id()).isEqualTo(next).isNotEqualTo(before);
  }

  @Test
  void private_halves_go_once_their_key_was_followed_and_public_ones_stay() throws Exception {
    KeyFolder keys = KeyFolder.open(folder(), PLAIN);
    String first = keys.signingKey().publicKey().id();
    keys.rotate(Instant.now());
    assertThat(folder().resolve("signing.key")).exists();
    keys.rotate(Instant.now());

    assertThat(folder().resolve("signing.key")).doesNotExist();
    assertThat(folder().resolve("signing.pub")).exists();
    assertThat(keys.trustedKeys()).hasSize(3).extracting(VerificationKey::id).contains(first);
    assertThat(KeyFolder.open(folder(), PLAIN).signingKeys())
        .extracting(SigningKeyState::signs)
        .containsExactly(false, false, true);
  }

  @Test
  void receipts_stamped_before_the_revocation_stay_good_and_those_after_do_not() throws Exception {
    SignedReceipts site = new SignedReceipts(folder());
    Receipt before = site.receipt(Operations.delivered(1), 1, null);
    Receipt pending = site.of(before.envelope(), 1, null);
    SigningKey stolen = site.keys.signingKey();
    Instant at = Instant.now().plusMillis(1);
    while (!Instant.now().isAfter(at)) {
      Thread.onSpinWait();
    }
    site.keys.revoke(stolen.publicKey().id().substring(0, 8), at);
    Envelope forged =
        stolen.sign(Operations.delivered(2), 2, before.digest(), SignedReceipts.STORE);
    Receipt after = site.of(forged, 2, site.authority.stamp(forged.signature()));

    assertThat(site.keys.signingKey().publicKey().id()).isNotEqualTo(stolen.publicKey().id());
    assertThat(folder().resolve("signing.key")).doesNotExist();
    assertThat(finding(before, site.trust()).holds()).isTrue();
    assertThat(finding(after, site.trust()).holds()).isFalse();
    assertThat(finding(after, site.trust()).sentence()).contains("revoked", "thief");
    assertThat(finding(pending, site.trust()).holds()).isFalse();
  }

  @Test
  void revoked_key_that_was_to_be_the_next_never_signs() throws Exception {
    KeyFolder keys = KeyFolder.open(folder(), PLAIN);
    String first = keys.signingKey().publicKey().id();
    Instant from = Instant.now().plus(Duration.ofDays(1));
    String next = keys.rotate(from).id();
    keys.revoke(next, Instant.now());

    assertThat(at(from.plusSeconds(1)).current().publicKey().id()).isEqualTo(first);
  }

  @Test
  void stamps_by_the_embedded_authority_stay_good_when_it_gets_a_new_ca() throws Exception {
    SignedReceipts site = new SignedReceipts(folder());
    Receipt receipt = site.receipt(Operations.delivered(1), 1, null);
    byte[] before = site.authority.certificates().get(0);
    byte[] after = site.keys.renewTimestampAuthority().certificates().get(0);

    assertThat(after).isNotEqualTo(before);
    assertThat(KeyFolder.open(folder(), PLAIN).trustedTimestampCas()).contains(before, after);
    assertThat(
            ReceiptVerifier.verify(
                receipt.toFile(), Optional.empty(), Trust.of(KeyFolder.open(folder(), PLAIN))))
        .allMatch(Finding::holds);
  }

  @Test
  void damaged_list_is_refused_with_the_mend() throws Exception {
    KeyFolder keys = KeyFolder.open(folder(), PLAIN);
    keys.rotate(Instant.now());
    Files.writeString(folder().resolve("signing-keys.json"), "{\"keys\":[{\"id\":\"../x\"}]}");
    assertThatExceptionOfType(KeyException.class)
        .isThrownBy(keys::signingKey)
        .withMessageContaining("restore");
  }

  @Test
  void keys_made_with_a_passphrase_open_with_it_alone_and_openssl_reads_them() throws Exception {
    Optional<Passphrase> right = Optional.of(Passphrase.of("correct horse battery"));
    KeyFolder made = KeyFolder.open(folder(), right);
    made.timestampAuthority();
    made.signingKey();
    made.rotate(Instant.now());

    assertThat(made.plainSecrets()).isEmpty();
    KeyFolder again = KeyFolder.open(folder(), right);
    assertThat(again.pseudonymSecret()).isEqualTo(made.pseudonymSecret());
    assertThat(again.signingKey().publicKey().id()).isEqualTo(made.signingKey().publicKey().id());
    again.timestampAuthority().stamp(new byte[1]);
    assertThatExceptionOfType(KeyException.class)
        .isThrownBy(() -> KeyFolder.open(folder(), PLAIN))
        .withMessageContaining(Passphrase.FILE_VARIABLE);
    assertThatExceptionOfType(KeyException.class)
        .isThrownBy(
            () -> KeyFolder.open(folder(), Optional.of(Passphrase.of("wrong horse battery"))))
        .withMessageContaining("does not open");

    Peers.require("openssl");
    Process openssl =
        new ProcessBuilder(
                "openssl",
                "pkey",
                "-in",
                folder().resolve("signing.key").toString(),
                "-passin",
                "pass:correct horse battery",
                "-pubout")
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String pem = new String(openssl.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    assertThat(openssl.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(pem).isEqualTo(Files.readString(folder().resolve("signing.pub")));
  }

  @Test
  void plain_keys_are_encrypted_in_place_and_stay_the_same() throws Exception {
    KeyFolder plain = KeyFolder.open(folder(), PLAIN);
    plain.timestampAuthority();
    byte[] secret = plain.pseudonymSecret();
    String id = plain.signingKey().publicKey().id();
    assertThat(plain.plainSecrets()).hasSize(4);
    Passphrase passphrase = Passphrase.of("correct horse battery");

    assertThat(plain.encrypt(passphrase)).isEqualTo(4);

    KeyFolder encrypted = KeyFolder.open(folder(), Optional.of(passphrase));
    assertThat(encrypted.plainSecrets()).isEmpty();
    assertThat(encrypted.pseudonymSecret()).isEqualTo(secret);
    assertThat(encrypted.signingKey().publicKey().id()).isEqualTo(id);
    // As after a call that was killed half way.
    Passphrase next = Passphrase.of("another horse battery");
    encrypted.encrypt(next);
    assertThat(encrypted.encrypt(next)).isEqualTo(4);
    assertThat(KeyFolder.open(folder(), Optional.of(next)).pseudonymSecret()).isEqualTo(secret);
  }

  @Test
  void passphrase_comes_from_a_private_file_or_the_environment_and_is_not_short() throws Exception {
    Path file = parent.resolve("pass");
    Files.writeString(file, "correct horse battery\nsecond line\n");
    assertThatExceptionOfType(KeyException.class)
        .isThrownBy(() -> Passphrase.ofFile(file))
        .withMessageContaining("chmod 600");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    assertThat(Passphrase.ofFile(file).characters())
        .containsExactly("correct horse battery".toCharArray());
    assertThat(Passphrase.of(Map.of(Passphrase.FILE_VARIABLE, file.toString()))).isPresent();
    assertThat(Passphrase.of(Map.of(Passphrase.VARIABLE, "correct horse battery"))).isPresent();
    assertThat(Passphrase.of(Map.of())).isEmpty();
    assertThat(Passphrase.ofFile(file).toString()).doesNotContain("horse");
    assertThatExceptionOfType(KeyException.class)
        .isThrownBy(() -> Passphrase.of("short"))
        .withMessageNotContaining("short.");
  }

  @Test
  void what_a_site_hands_out_verifies_its_receipts_and_tells_revocations() throws Exception {
    SignedReceipts site = new SignedReceipts(folder());
    Receipt receipt = site.receipt(Operations.delivered(1), 1, null);
    Path out = parent.resolve("public");
    PublicKeys.export(site.keys, out);
    assertThat(ReceiptVerifier.verify(receipt.toFile(), Optional.empty(), PublicKeys.read(out)))
        .allMatch(Finding::holds);

    site.keys.revoke(receipt.envelope().keyId(), Instant.now().minusSeconds(60));
    PublicKeys.export(site.keys, out);
    assertThat(finding(receipt, PublicKeys.read(out)).holds()).isFalse();
    try (var files = Files.list(out)) {
      for (Path each : files.toList()) {
        assertThat(Files.readString(each)).doesNotContain("PRIVATE");
      }
    }
    String changed =
        Files.readString(out.resolve("keys.json")).replaceFirst("[0-9a-f]{64}", "0".repeat(64));
    Files.writeString(out.resolve("keys.json"), changed);
    assertThatExceptionOfType(KeyException.class).isThrownBy(() -> PublicKeys.read(out));
  }

  private static Finding finding(Receipt receipt, Trust trust) {
    List<Finding> all = ReceiptVerifier.verify(receipt.toFile(), Optional.empty(), trust);
    return all.stream().filter(each -> each.check().equals("revocation")).findFirst().orElseThrow();
  }

  private SigningKeys at(Instant time) {
    return new SigningKeys(folder(), PLAIN, Clock.fixed(time, ZoneOffset.UTC));
  }

  private Path folder() {
    return parent.resolve("keys");
  }
}
