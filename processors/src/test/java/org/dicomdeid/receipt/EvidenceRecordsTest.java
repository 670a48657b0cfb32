/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.receipt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.DefaultCMSSignatureAlgorithmNameGenerator;
import org.bouncycastle.cms.SignerInformationVerifier;
import org.bouncycastle.cms.bc.BcECSignerInfoVerifierBuilder;
import org.bouncycastle.operator.DefaultDigestAlgorithmIdentifierFinder;
import org.bouncycastle.operator.DefaultSignatureAlgorithmIdentifierFinder;
import org.bouncycastle.operator.bc.BcDigestCalculatorProvider;
import org.bouncycastle.tsp.TimeStampRequest;
import org.bouncycastle.tsp.TimeStampRequestGenerator;
import org.bouncycastle.tsp.ers.ERSByteData;
import org.bouncycastle.tsp.ers.ERSEvidenceRecord;
import org.bouncycastle.tsp.ers.ERSException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Read back by the library's own verifier of RFC 4998. */
class EvidenceRecordsTest {

  @TempDir Path folder;
  private SignedReceipts site;
  private Receipt stamped;

  @BeforeEach
  void make_a_receipt() throws Exception {
    site = new SignedReceipts(folder.resolve("keys"));
    stamped = site.receipt(Operations.delivered(1), 1, null);
  }

  @Test
  void record_over_a_checkpoint_is_valid_for_it_and_for_nothing_else() throws Exception {
    Receipt receipt = batched();
    EvidenceRecords.Archived archived = EvidenceRecords.of(receipt.toFile());
    assertThat(archived.isCheckpoint()).isTrue();
    assertThat(archived.object()).isEqualTo(receipt.log().orElseThrow().checkpoint().bytes());
    check(archived);
  }

  @Test
  void record_over_a_signature_is_valid_for_it_and_for_nothing_else() throws Exception {
    EvidenceRecords.Archived archived = EvidenceRecords.of(stamped.toFile());
    assertThat(archived.isCheckpoint()).isFalse();
    assertThat(archived.object()).isEqualTo(stamped.envelope().signature());
    check(archived);
  }

  @Test
  void record_can_be_renewed() throws Exception {
    ERSEvidenceRecord record =
        new ERSEvidenceRecord(
            EvidenceRecords.of(stamped.toFile()).record(), new BcDigestCalculatorProvider());
    TimeStampRequest request =
        record.generateTimeStampRenewalRequest(new TimeStampRequestGenerator());
    assertThat(request.getMessageImprintDigest()).hasSize(32);
  }

  @Test
  void what_is_not_stamped_or_not_with_its_own_token_has_no_record() throws Exception {
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> EvidenceRecords.of(site.of(stamped.envelope(), 1, null).toFile()))
        .withMessageContaining("no time stamp");
    Receipt other = site.receipt(Operations.delivered(2), 2, stamped.digest());
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(
            () ->
                EvidenceRecords.of(
                    site.of(stamped.envelope(), 1, other.timestamp().orElseThrow()).toFile()))
        .withMessageContaining("does not belong");
  }

  private static void check(EvidenceRecords.Archived archived) throws Exception {
    ERSEvidenceRecord record =
        new ERSEvidenceRecord(archived.record(), new BcDigestCalculatorProvider());
    record.validatePresent(new ERSByteData(archived.object()), Date.from(Instant.now()));
    record.validate(verifier(record.getSigningCertificate()));
    assertThatExceptionOfType(ERSException.class)
        .isThrownBy(
            () ->
                record.validatePresent(
                    new ERSByteData("other".getBytes(StandardCharsets.UTF_8)),
                    Date.from(Instant.now())));
  }

  private static SignerInformationVerifier verifier(X509CertificateHolder signer) throws Exception {
    return new BcECSignerInfoVerifierBuilder(
            new DefaultCMSSignatureAlgorithmNameGenerator(),
            new DefaultSignatureAlgorithmIdentifierFinder(),
            new DefaultDigestAlgorithmIdentifierFinder(),
            new BcDigestCalculatorProvider())
        .build(signer);
  }

  private Receipt batched() throws Exception {
    Envelope envelope = stamped.envelope();
    CheckpointNote note =
        CheckpointNote.sign(
            new Checkpoint(Checkpoint.origin(SignedReceipts.STORE), 1, envelope.leafHash()),
            site.keys.signingKey());
    LogEvidence evidence =
        new LogEvidence(0, List.of(), note, Optional.of(site.authority.stamp(note.bytes())));
    return new Receipt(
        1,
        envelope.digest(),
        envelope,
        Optional.empty(),
        stamped.publicKey(),
        stamped.certificates(),
        Optional.of(evidence));
  }
}
