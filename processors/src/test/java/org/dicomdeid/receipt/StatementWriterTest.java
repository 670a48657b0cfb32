/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.receipt;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StatementWriterTest {

  private static final PixelExamination PIXELS =
      new PixelExamination(
          "redact-text",
          true,
          false,
          2,
          List.of(new PixelBox(1, 2, 3, 4, 5, 6)),
          1,
          0,
          null,
          List.of(new PixelExamination.Engine("detector", "dbnet", "v3", "e".repeat(64))));

  private final StatementWriter writer = new StatementWriter(new JsonFactory());

  @Test
  void same_operation_gives_the_same_bytes_in_whatever_order_its_actions_were_counted() {
    List<ActionCount> actions = new ArrayList<>(Operations.delivered(1).actions());
    byte[] expected = writer.write(with(actions), 3, "b".repeat(64), "store");
    for (int seed = 0; seed < 20; seed++) {
      Collections.shuffle(actions, new Random(seed));
      assertThat(writer.write(with(actions), 3, "b".repeat(64), "store")).isEqualTo(expected);
    }
  }

  @Test
  void counts_of_the_same_tag_and_action_are_added_up_and_levels_are_kept_apart() throws Exception {
    List<ActionCount> actions =
        List.of(
            new ActionCount("(0010,0010)", "Z", false, 1),
            new ActionCount("(0010,0010)", "Z", true, 2),
            new ActionCount("(0010,0020)", "Z", false, 1),
            new ActionCount("(0010,0010)", "Z", true, 3),
            new ActionCount("(0008,0050)", "X", false, 1));

    JsonNode statement = Claims.JSON.readTree(writer.write(with(actions), 1, null, "store"));

    assertThat(statement.at("/predicate/actions").toString())
        .isEqualTo(
            "[{\"action\":\"X\",\"nested\":false,\"elements\":{\"(0008,0050)\":1}},"
                + "{\"action\":\"Z\",\"nested\":false,"
                + "\"elements\":{\"(0010,0010)\":1,\"(0010,0020)\":1}},"
                + "{\"action\":\"Z\",\"nested\":true,\"elements\":{\"(0010,0010)\":5}}]");
  }

  @Test
  void statement_is_in_toto_about_the_output() throws Exception {
    Operation operation = Operations.delivered(4);
    JsonNode statement = Claims.JSON.readTree(writer.write(operation, 9, "c".repeat(64), "store"));

    assertThat(statement.at("/_type").asText()).isEqualTo("https://in-toto.io/Statement/v1");
    assertThat(statement.at("/predicateType").asText())
        .isEqualTo("https://dicom-deid.org/receipt/v1");
    assertThat(statement.at("/subject/0/name").asText())
        .isEqualTo("sha256:" + operation.output().sha256());
    assertThat(statement.at("/subject/0/digest/sha256").asText())
        .isEqualTo(operation.output().sha256());
    assertThat(statement.at("/predicate/sequence").asLong()).isEqualTo(9);
    assertThat(statement.at("/predicate/previous").asText()).isEqualTo("c".repeat(64));
    assertThat(statement.at("/predicate/input/bytes").asLong()).isEqualTo(400_000);
  }

  @Test
  void statement_tells_what_was_blanked_and_by_which_models() throws Exception {
    JsonNode statement = Claims.JSON.readTree(writer.write(with(List.of()), 1, null, "store"));

    assertThat(statement.at("/predicate/pixels").toString())
        .isEqualTo(
            "{\"policy\":\"redact-text\",\"searched\":true,\"rechecked\":false,\"frames\":2,"
                + "\"boxes\":[{\"firstFrame\":1,\"lastFrame\":2,\"column\":3,\"row\":4,"
                + "\"width\":5,\"height\":6}],\"keptTexts\":1,\"nested\":0,\"device\":null,"
                + "\"engines\":[{\"role\":\"detector\",\"name\":\"dbnet\",\"version\":\"v3\","
                + "\"model\":\""
                + "e".repeat(64)
                + "\"}]}");
  }

  @Test
  void statement_of_a_quarantined_object_is_about_the_input_and_gives_the_reason()
      throws Exception {
    Operation operation = Operations.quarantined(4);
    JsonNode statement = Claims.JSON.readTree(writer.write(operation, 1, null, "store"));

    assertThat(statement.at("/subject/0/digest/sha256").asText())
        .isEqualTo(operation.input().sha256());
    assertThat(statement.at("/predicate/output").isNull()).isTrue();
    assertThat(statement.at("/predicate/previous").isNull()).isTrue();
    assertThat(statement.at("/predicate/reason/code").asText()).isEqualTo("leak-check");
  }

  private static Operation with(List<ActionCount> actions) {
    Content content = new Content("d".repeat(64), 1);
    return new Operation(
        Outcome.DELIVERED,
        content,
        content,
        Operations.PROFILE,
        Operations.KEY_ID,
        "1.0",
        null,
        null,
        actions,
        List.of(),
        PIXELS,
        null,
        Instant.EPOCH,
        Instant.EPOCH,
        List.of());
  }
}
