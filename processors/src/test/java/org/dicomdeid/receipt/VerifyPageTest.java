/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.receipt;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.dicomdeid.Peers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the commands of docs/verify.md as they stand there. */
class VerifyPageTest {

  @TempDir Path folder;
  private SignedReceipts site;
  private Receipt first;
  private Receipt second;

  @BeforeEach
  void make_two_receipts() throws Exception {
    Peers.require("openssl");
    Peers.require("jq");
    site = new SignedReceipts(folder.resolve("keys"));
    first = site.receipt(Operations.delivered(1), 1, null);
    second = site.receipt(Operations.delivered(2), 2, first.digest());
    Files.write(folder.resolve("next.receipt.json"), second.toFile());
    Files.write(folder.resolve("out.dcm"), Operations.outputOf(1));
  }

  @Test
  void commands_accept_a_good_receipt_and_its_successor() throws Exception {
    Files.write(folder.resolve("receipt.json"), first.toFile());

    assertThat(run("out.dcm", "keys/signing.pub", "keys/tsa/ca.crt"))
        .contains(
            "Signature Verified Successfully", "Verification: OK", "out.dcm: OK", "Time stamp: ")
        .contains(certificateAuthority())
        .contains("DELIVERED", "X (0008,0019) × ")
        .endsWith("status 0");
  }

  @Test
  void commands_accept_the_receipt_of_a_quarantined_input() throws Exception {
    Receipt held = site.receipt(Operations.quarantined(7), 1, null);
    Files.write(folder.resolve("receipt.json"), held.toFile());
    Files.write(folder.resolve("input.dcm"), new byte[] {0, 0, 0, 7});
    Files.delete(folder.resolve("next.receipt.json"));

    assertThat(run("input.dcm", "keys/signing.pub", "keys/tsa/ca.crt"))
        .contains("QUARANTINED")
        .endsWith("status 0");
  }

  @Test
  void commands_refuse_a_changed_file() throws Exception {
    Files.write(folder.resolve("receipt.json"), first.toFile());
    Files.write(folder.resolve("out.dcm"), Operations.outputOf(3));

    assertThat(run("out.dcm", "keys/signing.pub", "keys/tsa/ca.crt"))
        .contains("out.dcm: FAILED")
        .doesNotEndWith("status 0");
  }

  @Test
  void commands_refuse_a_changed_payload() throws Exception {
    byte[] payload = change(first.envelope().payload(), text -> text.replace("hipaa", "hopaa"));
    Envelope forged = new Envelope(payload, first.envelope().keyId(), first.envelope().signature());
    Files.write(folder.resolve("receipt.json"), site.of(forged, 1, token(first)).toFile());

    assertThat(run("out.dcm", "keys/signing.pub", "keys/tsa/ca.crt"))
        .contains("Signature Verification Failure")
        .doesNotEndWith("status 0");
  }

  @Test
  void commands_refuse_a_receipt_by_another_key() throws Exception {
    KeyFolder.open(folder.resolve("other")).signingKey();
    Files.write(folder.resolve("receipt.json"), first.toFile());

    assertThat(run("out.dcm", "other/signing.pub", "keys/tsa/ca.crt"))
        .contains("Signature Verification Failure")
        .doesNotEndWith("status 0");
  }

  @Test
  void commands_refuse_the_token_of_another_receipt() throws Exception {
    Files.write(
        folder.resolve("receipt.json"), site.of(first.envelope(), 1, token(second)).toFile());

    assertThat(run("out.dcm", "keys/signing.pub", "keys/tsa/ca.crt"))
        .contains("Signature Verified Successfully", "Verification: FAILED")
        .doesNotEndWith("status 0");
  }

  @Test
  void commands_refuse_a_token_by_an_authority_of_another_ca() throws Exception {
    KeyFolder.open(folder.resolve("other")).timestampAuthority();
    Files.write(folder.resolve("receipt.json"), first.toFile());

    assertThat(run("out.dcm", "keys/signing.pub", "other/tsa/ca.crt"))
        .contains("Verification: FAILED")
        .doesNotEndWith("status 0");
  }

  @Test
  void commands_refuse_a_receipt_without_a_token() throws Exception {
    Files.write(folder.resolve("receipt.json"), site.of(first.envelope(), 1, null).toFile());

    assertThat(run("out.dcm", "keys/signing.pub", "keys/tsa/ca.crt")).doesNotEndWith("status 0");
  }

  @Test
  void commands_refuse_a_gap_in_the_chain() throws Exception {
    Files.write(folder.resolve("receipt.json"), first.toFile());
    Receipt third = site.receipt(Operations.delivered(3), 2, second.digest());
    Files.write(folder.resolve("next.receipt.json"), third.toFile());

    assertThat(run("out.dcm", "keys/signing.pub", "keys/tsa/ca.crt"))
        .contains("out.dcm: OK")
        .doesNotEndWith("status 0");
  }

  /** As `keys show` prints it. */
  private String certificateAuthority() throws Exception {
    return KeyFolder.open(folder.resolve("keys")).fingerprints().stream()
        .filter(each -> each.name().equals("time-stamp CA"))
        .map(KeyFingerprint::sha256)
        .findFirst()
        .orElseThrow();
  }

  private static TimestampToken token(Receipt receipt) {
    return receipt.timestamp().orElseThrow();
  }

  private static byte[] change(byte[] json, UnaryOperator<String> edit) {
    byte[] changed =
        edit.apply(new String(json, StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8);
    assertThat(Arrays.equals(json, changed)).isFalse();
    return changed;
  }

  /** What the page's commands print, and their exit status. */
  private String run(String file, String signingKey, String ca) throws Exception {
    Map<String, String> names =
        new HashMap<>(
            Map.of(
                "RECEIPT", "receipt.json", "FILE", file, "SIGNING_KEY", signingKey, "TSA_CA", ca));
    if (Files.exists(folder.resolve("next.receipt.json"))) {
      names.put("NEXT", "next.receipt.json");
    }
    return VerifyPage.run(folder, names);
  }
}
