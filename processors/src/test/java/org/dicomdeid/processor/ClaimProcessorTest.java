/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.dicomdeid.pipeline.Pipeline;
import org.dicomdeid.profile.Profiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClaimProcessorTest {

  @TempDir Path folder;

  @Test
  void an_error_in_the_middle_of_a_claim_does_not_hold_up_the_next_try() throws Exception {
    Path source = Files.writeString(folder.resolve("x"), "any content");
    AtomicBoolean fails = new AtomicBoolean(true);
    ObjectObserver observer =
        event -> {
          if (fails.get()) {
            throw new StackOverflowError("of a test");
          }
        };
    try (Pipeline pipeline = Pipeline.open(Pipeline.Settings.of(folder.resolve("data")));
        DefaultCamelContext camel = new DefaultCamelContext()) {
      Outlets outlets = new Outlets(folder.resolve("backlog"), Map.of());
      Workbench bench =
          new Workbench(
              pipeline,
              folder,
              observer,
              outlets,
              new Pressure(folder, outlets, Pressure.Bounds.standard()));
      ClaimProcessor claim = new ClaimProcessor(bench, Profiles.load("hipaa"), List.of());
      assertThatThrownBy(() -> claim.process(exchange(camel, source)))
          .isInstanceOf(StackOverflowError.class);
      fails.set(false);
      Exchange again = exchange(camel, source);
      assertTimeoutPreemptively(Duration.ofSeconds(20), () -> claim.process(again));
      assertThat(Passage.find(again)).isPresent();
    }
  }

  private static Exchange exchange(DefaultCamelContext camel, Path source) {
    Exchange exchange = new DefaultExchange(camel);
    exchange.getMessage().setBody(source.toFile());
    return exchange;
  }
}
