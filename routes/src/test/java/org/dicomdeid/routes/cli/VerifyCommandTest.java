/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerifyCommandTest {

  @TempDir private Path home;
  private Path in;
  private Path data;
  private Path object;
  private Path receipt;

  @BeforeEach
  void sanitize() throws IOException {
    in = TestStudy.write(home.resolve("in"));
    data = home.resolve("data");
    Ran.of("sanitize", "--data", data, TestStudy.slice(in), home.resolve("out"));
    object = TestStudy.files(home.resolve("out"), ".dcm").get(0);
    receipt = TestStudy.files(home.resolve("out"), ".receipt.json").get(0);
  }

  @Test
  void a_receipt_holds_for_its_output_and_for_its_input() {
    Ran output = Ran.of("verify", "--data", data, receipt, object);
    assertThat(output.out()).contains("The receipt is good.").doesNotContain("FAILS");
    assertThat(output.status()).isZero();
    assertThat(Ran.of("verify", "--data", data, receipt, TestStudy.slice(in)).status()).isZero();
    assertThat(Ran.of("verify", "--data", data, receipt).status()).isZero();
  }

  @Test
  void a_changed_file_does_not_hold() throws IOException {
    byte[] bytes = Files.readAllBytes(object);
    bytes[bytes.length - 1] ^= 1;
    Files.write(object, bytes);
    Ran ran = Ran.of("verify", "--data", data, receipt, object);
    assertThat(ran.status()).isEqualTo(1);
    assertThat(ran.out()).containsPattern("FAILS file ").contains("does not hold");
  }

  @Test
  void a_site_whose_keys_are_not_at_hand_is_not_trusted() {
    Path elsewhere = home.resolve("elsewhere");
    Ran ran = Ran.of("verify", "--data", elsewhere, receipt, object);
    assertThat(ran.status()).isEqualTo(1);
    assertThat(ran.out()).containsPattern("holds signature ").containsPattern("FAILS key ");
    assertThat(elsewhere).doesNotExist();
  }

  @Test
  void something_else_than_a_receipt_does_not_hold() {
    Ran ran = Ran.of("verify", "--data", data, object);
    assertThat(ran.status()).isEqualTo(1);
    assertThat(ran.out()).contains("This is not a receipt");
  }

  @Test
  void a_path_that_is_not_there_is_refused() {
    assertThat(Ran.of("verify", "--data", data, home.resolve("nowhere")).status()).isEqualTo(2);
    assertThat(Ran.of("verify", "--data", data, receipt, home.resolve("nowhere")).status())
        .isEqualTo(2);
  }

  @Test
  void an_authority_that_is_no_certificate_is_refused() {
    Ran ran = Ran.of("verify", "--data", data, "--tsa-ca", object, receipt);
    assertThat(ran.status()).isEqualTo(2);
    assertThat(ran.err()).contains("is no certificate");
  }
}
