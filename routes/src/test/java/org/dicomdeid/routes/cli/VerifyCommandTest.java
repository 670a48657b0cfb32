/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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

  @Test
  void findings_come_as_json_for_programs() throws IOException {
    Ran ran = Ran.of("verify", "--data", data, "--json", receipt, object);
    assertThat(ran.status()).isZero();
    JsonNode json = new ObjectMapper().readTree(ran.out());
    assertThat(json.path("good").asBoolean()).isTrue();
    assertThat(json.path("findings").findValuesAsText("check"))
        .contains("signature", "log", "checkpoint", "time stamp", "file");
    assertThat(json.path("findings").findValuesAsText("sentence")).allMatch(it -> it.endsWith("."));
  }

  @Test
  void an_export_holds_whole_and_not_when_it_was_cut_off_or_the_log_was_exchanged()
      throws IOException {
    Path export = export(data, home.resolve("out2"));
    Ran whole = Ran.of("verify", "--data", data, export);
    assertThat(whole.out()).contains("The export is good.").doesNotContain("FAILS");
    assertThat(whole.status()).isZero();

    Ran checkpoint = Ran.of("log", "checkpoint", "--data", data);
    assertThat(checkpoint.status()).isZero();
    assertThat(checkpoint.out()).startsWith("old 0\n\ndicom-deid.org/log/");
    Path kept = Files.writeString(home.resolve("kept"), checkpoint.out());
    assertThat(Ran.of("verify", "--data", data, "--checkpoint", kept, export).out())
        .contains("The log begins with what the kept checkpoint covers.");

    List<String> lines = Files.readAllLines(export);
    Path cut = Files.write(home.resolve("cut.jsonl"), lines.subList(0, lines.size() - 1));
    Ran missing = Ran.of("verify", "--data", data, "--checkpoint", kept, cut);
    assertThat(missing.status()).isEqualTo(1);
    assertThat(missing.out()).contains("Receipts were cut off", "The export does not hold.");
  }

  @Test
  void a_receipt_is_compared_with_a_kept_checkpoint_by_a_consistency_proof() throws IOException {
    Path kept =
        Files.writeString(home.resolve("kept"), Ran.of("log", "checkpoint", "--data", data).out());
    assertThat(Ran.of("verify", "--data", data, "--checkpoint", kept, receipt).status()).isZero();

    Path export = export(data, home.resolve("out2"));
    List<String> lines = Files.readAllLines(export);
    Path last = Files.writeString(home.resolve("last"), lines.get(lines.size() - 1) + "\n");
    Ran without = Ran.of("verify", "--data", data, "--checkpoint", kept, last);
    assertThat(without.out()).contains("ask the site for the consistency proof");
    assertThat(without.status()).isEqualTo(1);
    Path proof =
        Files.writeString(
            home.resolve("proof"), Ran.of("log", "checkpoint", "--from", 1, "--data", data).out());
    Ran with = Ran.of("verify", "--data", data, "--checkpoint", kept, "--consistency", proof, last);
    assertThat(with.out()).contains("Both checkpoints are of one history.");
    assertThat(with.status()).isZero();
  }

  @Test
  void evidence_record_is_written_once() throws IOException {
    Path out = home.resolve("record.ers");
    Ran made = Ran.of("log", "evidence-record", receipt, out);
    assertThat(made.status()).isZero();
    assertThat(made.out()).contains("the checkpoint that covers the receipt");
    assertThat(Files.readString(home.resolve("record.ers.object")))
        .startsWith("dicom-deid.org/log/");
    assertThat(Ran.of("log", "evidence-record", receipt, out).status()).isEqualTo(2);
  }

  /** All receipts of the site, a line each, in order. */
  private Path export(Path site, Path more) {
    Ran.of("sanitize", "--data", site, in, more);
    Path export = home.resolve("export.jsonl");
    assertThat(Ran.of("audit", "export", "--data", site, export).status()).isZero();
    return export;
  }
}
