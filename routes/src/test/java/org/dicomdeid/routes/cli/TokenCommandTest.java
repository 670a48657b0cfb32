/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may use the API, as an operator says. */
class TokenCommandTest {

  @TempDir Path folder;

  @Test
  void a_token_is_printed_once_kept_as_a_digest_listed_and_revoked() throws Exception {
    String data = folder.resolve("data").toString();
    Ran made =
        Ran.of("token", "create", "partner", "--data", data, "--rights", "sanitize,receipts");
    assertThat(made.status()).isZero();
    String secret = made.out().strip();
    assertThat(secret).matches("dd_[A-Za-z0-9_-]{43}");
    assertThat(Files.readString(folder.resolve("data/tokens.json")))
        .contains("partner")
        .doesNotContain(secret);
    Ran again = Ran.of("token", "create", "partner", "--data", data);
    assertThat(again.status()).isEqualTo(2);
    assertThat(again.err()).contains("There is a token of that name");

    Ran.of("token", "create", "other", "--data", data, "--policies", "research");
    Ran list = Ran.of("token", "list", "--data", data);
    assertThat(list.out()).contains("partner", "receipts,sanitize", "other", "policies research");
    assertThat(list.out()).doesNotContain(secret);

    assertThat(Ran.of("token", "revoke", "partner", "--data", data).status()).isZero();
    assertThat(Ran.of("token", "revoke", "partner", "--data", data).status()).isEqualTo(1);
    assertThat(Ran.of("token", "list", "--data", data).out()).doesNotContain("partner");
  }

  @Test
  void names_and_rights_that_are_none_are_refused() {
    String data = folder.resolve("data").toString();
    assertThat(Ran.of("token", "create", "../x", "--data", data).status()).isEqualTo(2);
    Ran right = Ran.of("token", "create", "x", "--data", data, "--rights", "everything");
    assertThat(right.status()).isEqualTo(2);
    assertThat(right.err()).contains("sanitize, inspect, store, receipts, keep-pixels");
    assertThat(Ran.of("token").status()).isEqualTo(2);
    assertThat(folder.resolve("data/tokens.json")).doesNotExist();
  }
}
