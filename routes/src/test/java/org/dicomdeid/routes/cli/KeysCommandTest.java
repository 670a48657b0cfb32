/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
}
