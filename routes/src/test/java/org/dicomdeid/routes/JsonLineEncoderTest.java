/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class JsonLineEncoderTest {

  private static final String NAME = "inbox/Quillfeather_Zebulon.dcm";

  @Test
  void own_lines_carry_their_keys_with_their_types() throws Exception {
    try (CapturedLog log = new CapturedLog()) {
      LoggerFactory.getLogger("org.dicomdeid.some.Part")
          .atInfo()
          .addKeyValue("object", "ab\"12")
          .addKeyValue("bytes", 7L)
          .log("delivered");
      JsonNode line = new ObjectMapper().readTree(log.text());
      assertThat(line.get("message").asText()).isEqualTo("delivered");
      assertThat(line.get("object").asText()).isEqualTo("ab\"12");
      assertThat(line.get("bytes").isIntegralNumber()).isTrue();
      assertThat(line.get("time").asText()).endsWith("Z");
    }
  }

  @Test
  void what_libraries_and_exceptions_say_is_withheld() {
    try (CapturedLog log = new CapturedLog()) {
      Exception fault = new IllegalStateException(NAME, new java.io.IOException(NAME));
      LoggerFactory.getLogger("org.apache.camel.component.file.FileConsumer")
          .warn("Error processing file " + NAME, fault);
      LoggerFactory.getLogger("org.dicomdeid.some.Part").error("the step failed", fault);
      assertThat(log.lines()).hasSize(2);
      assertThat(log.text())
          .doesNotContain("Quillfeather")
          .contains("java.lang.IllegalStateException", "java.io.IOException")
          .contains("JsonLineEncoderTest");
    }
  }
}
