/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.receipt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OperationTest {

  private static final String DIGEST = "a".repeat(64);

  /** Values as attributes have them. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "DOE^JANE",
        "Doe, Jane",
        "Muster Max",
        "1.2.276.0.7230010.3.1.2.4711",
        "+1 555 0100",
        "(0010,0010)DOE",
        "山田^太郎",
        "",
        "x\n"
      })
  void no_attribute_value_fits_into_any_text_field(String value) {
    refused(() -> new Content(value, 1), value);
    refused(() -> new ProfileRef(value, "1", DIGEST), value, "1.2.276");
    refused(() -> new ProfileRef("p", "1", value), value);
    refused(() -> new ActionCount(value, "X", false, 1), value);
    refused(() -> new ActionCount("(0010,0010)", value, false, 1), value);
    refused(() -> new Reason(value, null), value);
    refused(() -> new Reason("leak-check", value), value);
    refused(() -> operation(value, null, null, "113100", "outbox"), value);
    refused(() -> operation(DIGEST, value, null, "113100", "outbox"), value);
    refused(() -> operation(DIGEST, null, value, "113100", "outbox"), value);
    refused(() -> operation(DIGEST, null, null, value, "outbox"), value);
    refused(() -> operation(DIGEST, null, null, "113100", value), value, "1.2.276");
  }

  @Test
  void tags_of_private_blocks_and_paths_through_items_are_accepted() {
    assertThatNoException()
        .isThrownBy(
            () -> {
              new ActionCount("(0029,xx10)", "X/Z/U*", true, 3);
              new Reason("leak-check", "(0040,0275)[12](0008,1110)[0](0008,0050)");
              new Reason("leak-check", "(0040,0275)[0]");
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"(0010,0010", "(0010,0010)[", "(0010,0010)[]", "(0010,0010)[1]x", "(00x0,0010)"})
  void malformed_tag_paths_are_refused(String path) {
    refused(() -> new Reason("leak-check", path), path);
  }

  @Test
  void an_output_exists_exactly_when_delivered() {
    Operation delivered = Operations.delivered(1);
    assertThat(delivered.subject()).isEqualTo(delivered.output());
    Operation quarantined = Operations.quarantined(1);
    assertThat(quarantined.subject()).isEqualTo(quarantined.input());
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new Operation(
                    Outcome.DELIVERED,
                    delivered.input(),
                    null,
                    delivered.profile(),
                    delivered.pseudonymKeyId(),
                    "1",
                    null,
                    null,
                    List.of(),
                    List.of(),
                    null,
                    null,
                    Instant.EPOCH,
                    Instant.EPOCH,
                    List.of()))
        .withMessageContaining("output");
  }

  private static Operation operation(
      String keyId, String syntax, String sopClass, String option, String destination) {
    Content content = new Content(DIGEST, 1);
    return new Operation(
        Outcome.DELIVERED,
        content,
        content,
        Operations.PROFILE,
        keyId,
        "1.0",
        syntax,
        sopClass,
        List.of(),
        List.of(option),
        null,
        null,
        Instant.EPOCH,
        Instant.EPOCH,
        List.of(destination));
  }

  /** Unless the value begins as one that an operator may well configure. */
  private static void refused(Runnable make, String value, String... allowed) {
    for (String each : allowed) {
      if (value.startsWith(each)) {
        return;
      }
    }
    assertThatIllegalArgumentException()
        .isThrownBy(make::run)
        .satisfies(
            e -> {
              if (value.length() > 1) {
                assertThat(e.getMessage()).doesNotContain(value.strip() + " ");
                assertThat(e.getMessage()).doesNotContain(value);
              }
            });
  }
}
