/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.dicomdeid.processor.RoutingRule.Attribute;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoutingRuleTest {

  private static final Map<Attribute, String> CT =
      Map.of(Attribute.MODALITY, "CT", Attribute.CALLING_SITE, "ward7");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | true",
        "modality=CT | true",
        "modality=MR, CT | true",
        "modality=MR | false",
        "modality=CT; calling-site=ward7 | true",
        "modality=CT; calling-site=ward8 | false",
        "modality=ct | false",
        "sop-class=1.2.840.10008.5.1.4.1.1.2 | false",
      })
  void all_that_is_named_must_fit(String rule, boolean fits) {
    assertThat(RoutingRule.parse(rule).fits(CT::get)).isEqualTo(fits);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "patient-id=7 | there is no attribute patient-id; there are modality, sop-class",
        "modality | write attribute=value,value",
        "modality=CT; | write attribute=value,value",
        "modality=CT,, | needs a value after each",
        "modality= | needs a value after each",
        "modality=CT; modality=MR | stands twice",
      })
  void all_else_is_refused_with_the_mend(String rule, String mend) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RoutingRule.parse(rule))
        .withMessageContaining(mend);
  }

  @Test
  void an_object_without_the_attribute_does_not_fit() {
    assertThat(RoutingRule.parse("modality=CT").fits(attribute -> null)).isFalse();
  }
}
