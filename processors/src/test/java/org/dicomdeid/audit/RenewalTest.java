/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.awaitility.Awaitility;
import org.dicomdeid.Peers;
import org.dicomdeid.audit.LogSettings.Stamps;
import org.dicomdeid.receipt.ExportVerifier;
import org.dicomdeid.receipt.Finding;
import org.dicomdeid.receipt.KeyFolder;
import org.dicomdeid.receipt.LogEvidence;
import org.dicomdeid.receipt.OpensslTsa;
import org.dicomdeid.receipt.Operations;
import org.dicomdeid.receipt.Receipt;
import org.dicomdeid.receipt.ReceiptVerifier;
import org.dicomdeid.receipt.Renewal;
import org.dicomdeid.receipt.TimestampAuthorities;
import org.dicomdeid.receipt.TimestampToken;
import org.dicomdeid.receipt.Trust;
import org.dicomdeid.receipt.VerifyPage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Stamps by {@code openssl ts} that end, and what comes after. */
class RenewalTest {

  private static final RenewalPolicy POLICY = RenewalPolicy.standard();

  @TempDir Path folder;
  private OpensslTsa tsa;
  private KeyFolder keys;
  private AuditStore store;
  private ReceiptLog log;

  @BeforeEach
  void make() throws Exception {
    Peers.require("openssl");
    Instant now = Instant.now();
    tsa =
        new OpensslTsa(folder.resolve("tsa"), now.minusSeconds(60), now.plus(Duration.ofDays(30)));
    keys = KeyFolder.open(folder.resolve("keys"), Optional.empty());
    keys.keepTimestampCas(List.of(tsa.caDer()));
    store = AuditStore.open(folder.resolve("data"));
  }

  private void open(Stamps stamps) throws Exception {
    log =
        ReceiptLog.open(
            store,
            keys,
            TimestampAuthorities.of(List.of(tsa.settings())),
            new LogSettings(stamps, Duration.ZERO));
    log.append(Operations.delivered(1), List.of());
    log.append(Operations.delivered(2), List.of());
    log.stampPending();
  }

  @AfterEach
  void close() throws Exception {
    if (log != null) {
      log.close();
    }
    store.close();
    tsa.close();
  }

  @ParameterizedTest
  @EnumSource
  void stamps_are_renewed_before_their_certificate_ends_once_there_is_a_longer_one(Stamps stamps)
      throws Exception {
    open(stamps);
    assertThat(log.renewStamps(POLICY)).isTrue();
    assertThat(renewals(1)).isEmpty();

    recertify(Duration.ofDays(400));
    assertThat(log.renewStamps(POLICY)).isTrue();
    assertThat(log.renewStamps(POLICY)).isTrue();

    for (long sequence : List.of(1L, 2L)) {
      Receipt receipt = log.find(sequence).orElseThrow();
      assertThat(renewals(sequence)).hasSize(1);
      assertThat(verify(receipt))
          .allMatch(Finding::holds)
          .extracting(Finding::check)
          .contains("renewal");
    }
    assertThat(log.verifyChain().holds()).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void stamps_by_a_digest_that_is_called_weak_are_renewed_by_a_stronger_one(Stamps stamps)
      throws Exception {
    open(stamps);
    RenewalPolicy weak = new RenewalPolicy(Duration.ofDays(1), Set.of("SHA-256"));
    assertThat(log.renewStamps(new RenewalPolicy(Duration.ofDays(1), Set.of()))).isTrue();
    assertThat(renewals(1)).isEmpty();
    log.renewStamps(weak);
    log.renewStamps(weak);

    assertThat(renewals(1)).hasSize(1);
    assertThat(verify(log.find(1).orElseThrow())).allMatch(Finding::holds);
  }

  /** The first certificate has ended by then, and so each token is checked as of its own time. */
  @ParameterizedTest
  @EnumSource
  void the_commands_of_the_page_verify_what_was_renewed_twice_and_no_other_renewals(Stamps stamps)
      throws Exception {
    Peers.require("jq");
    Peers.require("xxd");
    recertify(Duration.ofSeconds(8));
    Instant end = Instant.now().plusSeconds(9);
    open(stamps);
    recertify(Duration.ofDays(30));
    log.renewStamps(POLICY);
    recertify(Duration.ofDays(400));
    log.renewStamps(POLICY);
    Receipt receipt = log.find(1).orElseThrow();
    assertThat(renewals(1)).hasSize(2);
    Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> Instant.now().isAfter(end));

    assertThat(page(receipt)).endsWith("status 0");
    assertThat(verify(receipt)).allMatch(Finding::holds);
    for (List<TimestampToken> other :
        List.of(List.<TimestampToken>of(), renewals(2), List.of(renewals(1).get(1)))) {
      assertThat(page(with(receipt, other))).doesNotEndWith("status 0");
      assertThat(renewal(with(receipt, other))).isFalse();
    }
  }

  private String page(Receipt receipt) throws Exception {
    Files.write(folder.resolve("receipt.json"), receipt.toFile());
    Files.write(folder.resolve("out.dcm"), Operations.outputOf(1));
    Path key = folder.resolve("signing.pem");
    Files.copy(folder.resolve("keys/signing.pub"), key, StandardCopyOption.REPLACE_EXISTING);
    return VerifyPage.run(
        folder,
        Map.of(
            "RECEIPT", "receipt.json",
            "FILE", "out.dcm",
            "SIGNING_KEY", "signing.pem",
            "TSA_CA", "tsa/ca.crt"));
  }

  @ParameterizedTest
  @EnumSource
  void exchanged_or_late_renewals_and_stamps_that_ended_without_one_are_found(Stamps stamps)
      throws Exception {
    open(stamps);
    recertify(Duration.ofSeconds(6));
    log.append(Operations.delivered(3), List.of());
    log.stampPending();
    Receipt ending = log.find(3).orElseThrow();
    assertThat(verify(ending)).allMatch(Finding::holds);
    recertify(Duration.ofDays(400));
    log.renewStamps(POLICY);
    Receipt renewed = log.find(1).orElseThrow();
    Receipt inTime = log.find(3).orElseThrow();

    assertThat(renewal(with(renewed, renewals(2)))).isFalse();
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> assertThat(renewal(ending)).isFalse());
    assertThat(export(ending)).isFalse();
    assertThat(export(inTime)).isTrue();
    assertThat(export(with(inTime, renewals(2)))).isFalse();
    assertThat(verify(inTime)).allMatch(Finding::holds);

    // Certificates end with a whole second, and tokens have no parts of one.
    Instant over = Instant.now().plusSeconds(2);
    Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> Instant.now().isAfter(over));
    boolean own = stamps == Stamps.RECEIPT;
    TimestampToken first =
        own
            ? ending.timestamp().orElseThrow()
            : ending.log().orElseThrow().timestamp().orElseThrow();
    List<TimestampToken> late =
        List.of(
            Renewal.stamp(
                TimestampAuthorities.of(List.of(tsa.settings())),
                own
                    ? Renewal.of(ending.envelope())
                    : ending.log().orElseThrow().checkpoint().bytes(),
                List.of(first),
                Set.of()));
    assertThat(renewal(with(ending, late))).isFalse();
    assertThat(export(with(ending, late))).isFalse();
  }

  @ParameterizedTest
  @EnumSource
  void renewals_stay_as_they_were_written(Stamps stamps) throws Exception {
    open(stamps);
    recertify(Duration.ofDays(400));
    log.renewStamps(POLICY);
    try (Connection connection = store.database().connect();
        Statement statement = connection.createStatement()) {
      String table = stamps == Stamps.RECEIPT ? "renewal" : "log_stamp";
      for (String change :
          List.of("update " + table + " set token = 'x'", "delete from " + table)) {
        assertThatExceptionOfType(SQLException.class)
            .isThrownBy(() -> statement.executeUpdate(change))
            .withMessageContaining("append-only");
      }
    }
  }

  private void recertify(Duration validity) throws Exception {
    tsa.certify(Instant.now().minusSeconds(60), Instant.now().plus(validity));
  }

  private List<TimestampToken> renewals(long sequence) throws Exception {
    Receipt receipt = log.find(sequence).orElseThrow();
    return receipt.timestamp().isPresent()
        ? receipt.renewals()
        : receipt.log().orElseThrow().renewals();
  }

  private static Receipt with(Receipt receipt, List<TimestampToken> renewals) {
    boolean own = receipt.timestamp().isPresent();
    LogEvidence log = receipt.log().orElseThrow();
    return new Receipt(
        receipt.sequence(),
        receipt.digest(),
        receipt.envelope(),
        receipt.timestamp(),
        receipt.publicKey(),
        receipt.certificates(),
        Optional.of(
            own
                ? log
                : new LogEvidence(
                    log.index(), log.proof(), log.checkpoint(), log.timestamp(), renewals)),
        own ? renewals : List.of());
  }

  /** Whether it holds in what was exported. */
  private boolean export(Receipt receipt) throws Exception {
    return ExportVerifier.verifyPart(new ByteArrayInputStream(receipt.toFile()), Trust.of(keys))
        .holds();
  }

  private boolean renewal(Receipt receipt) throws Exception {
    return verify(receipt).stream()
        .filter(each -> each.check().equals("renewal"))
        .allMatch(Finding::holds);
  }

  private List<Finding> verify(Receipt receipt) throws Exception {
    return ReceiptVerifier.verify(receipt.toFile(), Optional.empty(), Trust.of(keys));
  }
}
