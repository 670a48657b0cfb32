/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.receipt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyFolderTest {

  @TempDir Path parent;

  @Test
  void keys_are_made_once_and_stay() throws Exception {
    KeyFolder made = KeyFolder.open(folder());
    byte[] ca = made.timestampAuthority().certificates().get(0);
    KeyFolder again = KeyFolder.open(folder());

    assertThat(made.pseudonymSecret()).hasSize(32).isEqualTo(again.pseudonymSecret());
    assertThat(made.signingKey().publicKey().id()).isEqualTo(again.signingKey().publicKey().id());
    assertThat(again.timestampAuthority().certificates().get(0)).isEqualTo(ca);
    assertThat(again.fingerprints())
        .extracting(KeyFingerprint::sha256)
        .containsExactly(made.pseudonymKeyId(), made.signingKey().publicKey().id(), Sha256.hex(ca));
  }

  @Test
  void two_sites_have_different_keys() throws Exception {
    KeyFolder one = KeyFolder.open(parent.resolve("one"));
    KeyFolder two = KeyFolder.open(parent.resolve("two"));

    assertThat(one.pseudonymSecret()).isNotEqualTo(two.pseudonymSecret());
    assertThat(one.pseudonymKeyId()).isNotEqualTo(two.pseudonymKeyId());
    assertThat(one.signingKey().publicKey().id()).isNotEqualTo(two.signingKey().publicKey().id());
  }

  @Test
  void everything_is_for_the_owner_only() throws Exception {
    KeyFolder.open(folder()).timestampAuthority();

    try (Stream<Path> all = Files.walk(folder())) {
      for (Path path : all.toList()) {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
            .as(folder().relativize(path).toString())
            .isEqualTo(Files.isDirectory(path) ? "rwx------" : "rw-------");
      }
    }
  }

  @Test
  void secret_that_others_may_read_is_refused_with_the_mend() throws Exception {
    KeyFolder made = KeyFolder.open(folder());
    made.timestampAuthority();
    made.signingKey();
    for (String name : List.of("pseudonym.key", "signing.key", "tsa/tsa.key", "tsa/ca.key")) {
      Path file = folder().resolve(name);
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));

      assertThatExceptionOfType(KeyException.class)
          .as(name)
          .isThrownBy(() -> KeyFolder.open(folder()).timestampAuthority())
          .withMessageContaining("chmod 600");
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }
    KeyFolder.open(folder()).timestampAuthority();
  }

  @Test
  void lost_pseudonym_secret_is_not_replaced_in_silence() throws Exception {
    KeyFolder.open(folder());
    Files.delete(folder().resolve("pseudonym.key"));

    assertThatExceptionOfType(KeyException.class)
        .isThrownBy(() -> KeyFolder.open(folder()))
        .withMessageContaining("backup");
  }

  @Test
  void exchanged_pseudonym_secret_is_refused_with_the_mend() throws Exception {
    KeyFolder.open(folder());
    Path file = folder().resolve("pseudonym.key");
    String secret = Files.readString(file);
    Files.writeString(file, (secret.startsWith("0") ? "1" : "0") + secret.substring(1));

    assertThatExceptionOfType(KeyException.class)
        .isThrownBy(() -> KeyFolder.open(folder()))
        .withMessageContaining("delete pseudonym.id");
  }

  @Test
  void damaged_secret_is_refused_without_repeating_it() throws Exception {
    KeyFolder.open(folder());
    Path file = folder().resolve("pseudonym.key");
    String secret = Files.readString(file).strip();
    Files.writeString(file, secret.substring(1) + "g");

    assertThatExceptionOfType(KeyException.class)
        .isThrownBy(() -> KeyFolder.open(folder()))
        .satisfies(e -> assertThat(stack(e)).doesNotContain(secret.substring(1, 20)));
  }

  @Test
  void secret_brought_from_another_machine_is_used() throws Exception {
    KeyFolder first = KeyFolder.open(parent.resolve("first"));
    Path second = parent.resolve("second");
    OwnerOnly.createFolder(second);
    Files.copy(parent.resolve("first/pseudonym.key"), second.resolve("pseudonym.key"));

    KeyFolder moved = KeyFolder.open(second);
    assertThat(moved.pseudonymSecret()).isEqualTo(first.pseudonymSecret());
    assertThat(moved.pseudonymKeyId()).isEqualTo(first.pseudonymKeyId());
  }

  @Test
  void replaced_signing_key_leaves_the_earlier_one_trusted() throws Exception {
    VerificationKey earlier = KeyFolder.open(folder()).signingKey().publicKey();
    Files.delete(folder().resolve("signing.key"));

    KeyFolder renewed = KeyFolder.open(folder());
    assertThat(renewed.signingKey().publicKey().id()).isNotEqualTo(earlier.id());
    assertThat(renewed.trustedKeys())
        .extracting(VerificationKey::id)
        .containsExactlyInAnyOrder(renewed.signingKey().publicKey().id(), earlier.id());
  }

  @Test
  void those_who_start_at_once_get_the_same_keys_and_leave_no_drafts() throws Exception {
    for (int round = 0; round < 5; round++) {
      Path folder = parent.resolve("round" + round);
      List<Callable<String>> starts = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        starts.add(
            () -> {
              KeyFolder keys = KeyFolder.open(folder);
              return keys.pseudonymKeyId()
                  + keys.signingKey().publicKey().id()
                  + Sha256.hex(keys.timestampAuthority().certificates().get(0));
            });
      }
      ExecutorService threads = Executors.newFixedThreadPool(8);
      List<String> seen = new ArrayList<>();
      for (Future<String> each : threads.invokeAll(starts)) {
        seen.add(each.get());
      }
      threads.shutdown();

      assertThat(seen).hasSize(8).containsOnly(seen.get(0));
      try (Stream<Path> files = Files.list(folder)) {
        assertThat(files.map(file -> file.getFileName().toString()))
            .containsExactlyInAnyOrder(
                "pseudonym.key", "pseudonym.id", "signing.key", "signing.pub", "tsa");
      }
    }
  }

  private Path folder() {
    return parent.resolve("keys");
  }

  private static String stack(Throwable e) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    e.printStackTrace(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
