/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.receipt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.dicomdeid.Peers;
import org.dicomdeid.receipt.TimestampException.Fault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against {@code openssl ts} as the authority, and as the verifier of what was taken. */
class TsaFaultsTest {

  private static final byte[] DATA = {1, 2, 3};

  @TempDir Path folder;
  private OpensslTsa tsa;

  @BeforeEach
  void start() throws Exception {
    Peers.require("openssl");
    tsa = new OpensslTsa(folder.resolve("tsa"));
  }

  @AfterEach
  void stop() {
    tsa.close();
  }

  @Test
  void honest_token_is_taken_and_openssl_verifies_it() throws Exception {
    TimestampToken token = new HttpTimestampAuthority(tsa.settings()).stamp(DATA);

    token.requireStampOf(DATA);
    Files.write(folder.resolve("token.der"), token.der());
    Files.write(folder.resolve("data.bin"), DATA);
    assertThat(verify("data.bin")).isZero();
    Files.write(folder.resolve("other.bin"), new byte[] {9});
    assertThat(verify("other.bin")).isNotZero();
  }

  @Test
  void token_for_other_data_is_a_wrong_imprint() throws Exception {
    tsa.lie(honest -> OpensslTsa.request(new byte[32], honest.getNonce(), Optional.empty()));
    assertThat(fault(tsa.settings())).isEqualTo(Fault.WRONG_IMPRINT);
  }

  @Test
  void token_for_another_request_is_a_wrong_nonce() throws Exception {
    tsa.lie(
        honest ->
            OpensslTsa.request(honest.getMessageImprintDigest(), BigInteger.TEN, Optional.empty()));
    assertThat(fault(tsa.settings())).isEqualTo(Fault.WRONG_NONCE);
  }

  @Test
  void token_under_another_policy_is_a_wrong_policy() throws Exception {
    tsa.lie(
        honest ->
            OpensslTsa.request(
                honest.getMessageImprintDigest(),
                honest.getNonce(),
                Optional.of(OpensslTsa.OTHER_POLICY)));
    assertThat(fault(tsa.settings())).isEqualTo(Fault.WRONG_POLICY);
  }

  @Test
  void policy_that_it_does_not_have_is_refused() throws Exception {
    assertThat(fault(with(Optional.of("1.2.3.4"), List.of(tsa.caDer()), Set.of())))
        .isEqualTo(Fault.REFUSED);
  }

  @Test
  void expired_certificate_is_named() throws Exception {
    Instant now = Instant.now();
    try (OpensslTsa expired =
        new OpensslTsa(
            folder.resolve("expired"), now.minusSeconds(86_400), now.minusSeconds(3600))) {
      assertThat(fault(expired.settings())).isEqualTo(Fault.EXPIRED_CERTIFICATE);
    }
  }

  @Test
  void authority_of_a_strange_ca_is_untrusted() throws Exception {
    try (OpensslTsa strange = new OpensslTsa(folder.resolve("strange"))) {
      assertThat(fault(with(Optional.empty(), List.of(strange.caDer()), Set.of())))
          .isEqualTo(Fault.UNTRUSTED);
    }
  }

  @Test
  void pinned_certificate_is_taken_and_another_is_not_pinned() throws Exception {
    TsaSettings pinned = with(Optional.empty(), List.of(), Set.of(tsa.pin()));
    assertThat(new HttpTimestampAuthority(pinned).stamp(DATA)).isNotNull();
    // Of the same CA, but not the one that was pinned.
    tsa.certify(Instant.now().minusSeconds(60), Instant.now().plusSeconds(600));
    assertThat(fault(pinned)).isEqualTo(Fault.NOT_PINNED);
  }

  @Test
  void slow_error_and_dead_authorities_are_told_apart() throws Exception {
    tsa.answerWith(503);
    assertThat(fault(tsa.settings())).isEqualTo(Fault.HTTP_STATUS);
    tsa.answerWith(200);
    tsa.answerAfter(Duration.ofSeconds(30));
    TsaSettings hasty =
        new TsaSettings(tsa.url(), Optional.empty(), List.of(), Set.of(), Duration.ofMillis(300));
    assertThat(fault(hasty)).isEqualTo(Fault.SLOW);
    tsa.close();
    assertThat(fault(tsa.settings())).isEqualTo(Fault.UNREACHABLE);
  }

  @Test
  void next_authority_stamps_while_the_preferred_one_lies_and_that_one_rests() throws Exception {
    tsa.lie(honest -> OpensslTsa.request(new byte[32], honest.getNonce(), Optional.empty()));
    try (OpensslTsa second = new OpensslTsa(folder.resolve("second"))) {
      TimestampAuthorities both =
          TimestampAuthorities.of(List.of(tsa.settings(), second.settings()));

      for (int i = 0; i < 3; i++) {
        TokenCheck.of(both.stamp(DATA).der()).requireChain(List.of(), List.of(second.caDer()));
      }

      assertThat(tsa.asked()).isEqualTo(1);
      assertThat(both.certificates()).containsExactly(tsa.caDer(), second.caDer());
      assertThat(both.states())
          .extracting(AuthorityState::fault)
          .containsExactly(Optional.of(Fault.WRONG_IMPRINT), Optional.empty());
      assertThat(both.states().get(0).faults()).containsEntry(Fault.WRONG_IMPRINT, 1L);
      assertThat(both.states().get(1).tokens()).isEqualTo(3);
    }
  }

  private TsaSettings with(Optional<String> policy, List<byte[]> cas, Set<String> pins) {
    return new TsaSettings(tsa.url(), policy, cas, pins, Duration.ofSeconds(20));
  }

  private static Fault fault(TsaSettings settings) {
    TimestampException thrown =
        catchThrowableOfType(
            TimestampException.class, () -> new HttpTimestampAuthority(settings).stamp(DATA));
    assertThat(thrown).isNotNull();
    return thrown.fault();
  }

  private int verify(String data) throws Exception {
    Process process =
        new ProcessBuilder(
                "openssl",
                "ts",
                "-verify",
                "-token_in",
                "-in",
                "token.der",
                "-data",
                data,
                "-CAfile",
                tsa.ca().toString())
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }
}
