/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.receipt;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReceiptVerifierTest {

  @TempDir Path folder;
  private SignedReceipts site;
  private Receipt first;
  private Receipt second;
  private Path output;

  @BeforeEach
  void make_two_receipts() throws Exception {
    site = new SignedReceipts(folder.resolve("keys"));
    first = site.receipt(Operations.delivered(1), 1, null);
    second = site.receipt(Operations.delivered(2), 2, first.digest());
    output = Files.write(folder.resolve("out.dcm"), Operations.outputOf(1));
  }

  @Test
  void good_receipt_of_its_output_holds_in_every_respect() throws Exception {
    List<Finding> findings =
        ReceiptVerifier.verify(
            first.toFile(), Optional.of(output), site.trust(), Optional.of(store()));

    assertThat(findings)
        .allMatch(Finding::holds)
        .extracting(Finding::check)
        .containsExactly(
            "form",
            "signature",
            "key",
            "time stamp",
            "time-stamp signature",
            "time-stamp authority",
            "time",
            "file",
            "chain");
  }

  @Test
  void the_input_is_recognised_as_such() throws Exception {
    Path input = Files.write(folder.resolve("in.dcm"), new byte[] {0, 0, 0, 1});

    assertThat(find(first.toFile(), Optional.of(input), site.trust()).get("file"))
        .matches(Finding::holds)
        .matches(finding -> finding.sentence().contains("input"));
  }

  @Test
  void changed_file_is_found() throws Exception {
    Files.write(output, Operations.outputOf(3));

    assertBroken(first.toFile(), "file");
  }

  @Test
  void missing_file_is_a_finding() throws Exception {
    Files.delete(output);

    assertBroken(first.toFile(), "file");
  }

  @Test
  void changed_payload_is_found() throws Exception {
    byte[] payload =
        text(first.envelope().payload()).replace("hipaa", "hopaa").getBytes(StandardCharsets.UTF_8);

    assertBroken(
        site.of(
                new Envelope(payload, first.envelope().keyId(), first.envelope().signature()),
                1,
                first.timestamp().get())
            .toFile(),
        "signature");
  }

  @Test
  void changed_signature_is_found() throws Exception {
    byte[] signature = first.envelope().signature().clone();
    signature[10] ^= 1;

    assertBroken(
        site.of(
                new Envelope(first.envelope().payload(), first.envelope().keyId(), signature),
                1,
                first.timestamp().get())
            .toFile(),
        "signature",
        "time stamp");
  }

  @Test
  void receipt_by_a_strangers_key_is_found_though_it_brings_that_key() throws Exception {
    SignedReceipts stranger = new SignedReceipts(folder.resolve("stranger"));
    byte[] forged = stranger.receipt(Operations.delivered(1), 1, null).toFile();

    Map<String, Finding> findings = find(forged, Optional.of(output), site.trust());
    assertThat(broken(findings)).containsExactlyInAnyOrder("key", "time-stamp authority", "time");
    assertThat(findings.get("signature").holds()).isTrue();
  }

  @Test
  void key_id_of_a_trusted_key_does_not_help_a_stranger() throws Exception {
    SignedReceipts stranger = new SignedReceipts(folder.resolve("stranger"));
    Envelope by = stranger.receipt(Operations.delivered(1), 1, null).envelope();
    Envelope forged = new Envelope(by.payload(), first.envelope().keyId(), by.signature());
    TimestampToken token = site.authority.stamp(by.signature());

    assertBroken(site.of(forged, 1, token).toFile(), "signature");
  }

  @Test
  void token_of_another_receipt_is_found() throws Exception {
    assertBroken(site.of(first.envelope(), 1, second.timestamp().get()).toFile(), "time stamp");
  }

  @Test
  void changed_token_is_found() throws Exception {
    byte[] der = first.timestamp().get().der().clone();
    der[der.length - 5] ^= 1;

    assertBroken(
        site.of(first.envelope(), 1, new TimestampToken(der, first.timestamp().get().time()))
            .toFile(),
        "time-stamp signature",
        "time");
  }

  @Test
  void token_that_is_no_token_is_found() throws Exception {
    assertBroken(
        site.of(first.envelope(), 1, new TimestampToken(new byte[] {1, 2, 3}, null)).toFile(),
        "time stamp");
  }

  @Test
  void pending_receipt_is_not_called_stamped() throws Exception {
    assertBroken(site.of(first.envelope(), 1, null).toFile(), "time stamp");
  }

  @Test
  void without_trust_the_receipt_speaks_only_for_itself() throws Exception {
    assertThat(broken(find(first.toFile(), Optional.of(output), Trust.none())))
        .containsExactlyInAnyOrder("key", "time-stamp authority", "time");
  }

  @Test
  void receipt_that_the_store_does_not_hold_is_found() throws Exception {
    Receipt other = site.receipt(Operations.delivered(9), 2, first.digest());
    assertThat(chain(other)).isFalse();
    assertThat(chain(second)).isTrue();
    assertThat(chain(site.receipt(Operations.delivered(1), 3, null))).isFalse();
  }

  @Test
  void receipt_of_another_store_is_found() throws Exception {
    Envelope envelope =
        site.keys.signingKey().sign(Operations.delivered(1), 1, null, "another-store");
    assertThat(chain(site.of(envelope, 1, null))).isFalse();
  }

  @Test
  void no_input_makes_it_throw() throws Exception {
    byte[] good = first.toFile();
    Random random = new Random(20261123);
    for (int i = 0; i < 3_000; i++) {
      byte[] bad = good.clone();
      if (i % 3 == 0) {
        bad = Arrays.copyOf(bad, random.nextInt(bad.length));
      } else {
        for (int n = 0; n <= i % 4; n++) {
          bad[random.nextInt(bad.length)] = (byte) random.nextInt(256);
        }
      }
      List<Finding> findings =
          ReceiptVerifier.verify(bad, Optional.of(output), site.trust(), Optional.of(store()));
      assertThat(findings).isNotEmpty();
    }
  }

  @Test
  void no_change_of_a_signed_byte_goes_unseen() throws Exception {
    Random random = new Random(7);
    for (int i = 0; i < 300; i++) {
      byte[] payload = first.envelope().payload().clone();
      payload[random.nextInt(payload.length)] ^= (byte) (1 << random.nextInt(8));
      Envelope forged =
          new Envelope(payload, first.envelope().keyId(), first.envelope().signature());
      assertThat(
              ReceiptVerifier.verify(
                  site.of(forged, 1, first.timestamp().get()).toFile(),
                  Optional.of(output),
                  site.trust()))
          .anyMatch(finding -> !finding.holds());
    }
  }

  @Test
  void garbage_is_called_garbage() throws Exception {
    String deep = "[".repeat(100_000);
    String twice =
        text(first.toFile()).replace("{\"payloadType\"", "{\"payload\":\"\",\"payloadType\"");
    for (String each : List.of("", "{}", "null", "[]", "\"x\"", deep, twice, "{\"payload\":1}")) {
      assertThat(
              ReceiptVerifier.verify(
                  each.getBytes(StandardCharsets.UTF_8), Optional.empty(), site.trust()))
          .singleElement()
          .matches(finding -> !finding.holds() && finding.check().equals("form"));
    }
  }

  @Test
  void sentences_do_not_repeat_what_a_forger_wrote() throws Exception {
    String planted =
        Base64.getEncoder().encodeToString("DOE^JANE".getBytes(StandardCharsets.UTF_8));
    byte[] forged =
        text(first.toFile())
            .replaceFirst("\"timestamp\":\"", "\"timestamp\":\"" + planted)
            .getBytes(StandardCharsets.UTF_8);
    assertThat(ReceiptVerifier.verify(forged, Optional.of(output), site.trust()))
        .noneMatch(finding -> finding.sentence().contains("DOE"));
  }

  private void assertBroken(byte[] receipt, String... checks) throws Exception {
    assertThat(broken(find(receipt, Optional.of(output), site.trust())))
        .containsExactlyInAnyOrder(checks);
  }

  private static List<String> broken(Map<String, Finding> findings) {
    return findings.values().stream().filter(each -> !each.holds()).map(Finding::check).toList();
  }

  private static Map<String, Finding> find(byte[] receipt, Optional<Path> file, Trust trust) {
    Map<String, Finding> found = new LinkedHashMap<>();
    ReceiptVerifier.verify(receipt, file, trust).forEach(each -> found.put(each.check(), each));
    return found;
  }

  private boolean chain(Receipt receipt) throws Exception {
    return ReceiptVerifier.verify(
            receipt.toFile(), Optional.empty(), site.trust(), Optional.of(store()))
        .stream()
        .filter(finding -> finding.check().equals("chain"))
        .findFirst()
        .orElseThrow()
        .holds();
  }

  private ReceiptChain store() {
    return new ReceiptChain() {
      @Override
      public String storeId() {
        return SignedReceipts.STORE;
      }

      @Override
      public Optional<String> digestOf(long sequence) {
        return sequence == 1
            ? Optional.of(first.digest())
            : sequence == 2 ? Optional.of(second.digest()) : Optional.empty();
      }
    };
  }

  private static String text(byte[] json) {
    return new String(json, StandardCharsets.UTF_8);
  }
}
