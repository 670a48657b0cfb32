/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.dicomdeid.processor.Circuit.State;
import org.junit.jupiter.api.Test;

class CircuitTest {

  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
  private final Circuit circuit =
      new Circuit(Duration.ofSeconds(1), Duration.ofSeconds(5), 3, nanos::get);

  @Test
  void pauses_double_up_to_the_longest_whatever_the_clock_says() {
    for (int seconds : new int[] {1, 2, 4, 5, 5, 5}) {
      circuit.failed();
      pass(Duration.ofSeconds(seconds).minusNanos(1));
      assertThat(circuit.mayTry()).isFalse();
      pass(Duration.ofNanos(1));
      assertThat(circuit.mayTry()).isTrue();
    }
  }

  @Test
  void so_many_failures_in_a_row_open_it_and_one_success_closes_it() {
    assertThat(circuit.failed()).isFalse();
    assertThat(circuit.failed()).isFalse();
    assertThat(circuit.state()).isEqualTo(State.CLOSED);
    assertThat(circuit.failed()).isTrue();
    assertThat(circuit.state()).isEqualTo(State.OPEN);
    pass(Duration.ofSeconds(5));
    assertThat(circuit.state()).isEqualTo(State.HALF_OPEN);
    assertThat(circuit.failed()).as("open already").isFalse();
    assertThat(circuit.state()).isEqualTo(State.OPEN);
    assertThat(circuit.succeeded()).isTrue();
    assertThat(circuit.state()).isEqualTo(State.CLOSED);
    assertThat(circuit.mayTry()).isTrue();
    assertThat(circuit.succeeded()).as("closed already").isFalse();
  }

  @Test
  void failures_for_years_overflow_nothing() {
    for (int i = 0; i < 100; i++) {
      circuit.failed();
    }
    assertThat(circuit.mayTry()).isFalse();
    pass(Duration.ofSeconds(5));
    assertThat(circuit.mayTry()).isTrue();
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }
}
