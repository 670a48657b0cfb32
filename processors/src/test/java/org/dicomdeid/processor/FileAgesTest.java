/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class FileAgesTest {

  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration SECOND = Duration.ofSeconds(1);

  /** Both clocks of a machine, one of which can be set. */
  private static final class Machine extends Clock {
    private Instant shown = Instant.parse("2026-03-29T00:59:00Z");
    private long nanos = 5;

    void passes(Duration time) {
      shown = shown.plus(time);
      nanos += time.toNanos();
    }

    void jumps(Duration by) {
      shown = shown.plus(by);
    }

    @Override
    public Instant instant() {
      return shown;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  private final Machine machine = new Machine();
  private final FileAges ages = new FileAges(machine, () -> machine.nanos);

  private Duration age(Instant written) {
    return ages.of("a", 10, FileTime.from(written));
  }

  @Test
  void a_file_that_came_with_an_old_time_is_old_at_once() {
    assertThat(age(machine.instant().minus(HOUR))).isEqualTo(HOUR);
  }

  @Test
  void a_clock_that_jumps_ahead_makes_no_file_old() {
    machine.passes(HOUR);
    Instant written = machine.instant();
    machine.passes(SECOND);
    machine.jumps(HOUR);
    assertThat(age(written)).isEqualTo(SECOND);
    // And one that is written to after the jump is new.
    assertThat(ages.of("a", 11, FileTime.from(machine.instant()))).isZero();
  }

  @Test
  void a_clock_that_is_set_back_makes_no_file_old() {
    machine.passes(SECOND);
    machine.jumps(HOUR.negated());
    Instant written = machine.instant();
    machine.passes(SECOND);
    assertThat(age(written)).isEqualTo(SECOND);
  }

  @Test
  void a_file_whose_time_lies_ahead_is_as_old_as_it_was_seen_unchanged() {
    Instant ahead = machine.instant().plus(HOUR);
    assertThat(age(ahead)).isZero();
    machine.passes(SECOND);
    assertThat(age(ahead)).isEqualTo(SECOND);
    assertThat(ages.of("a", 11, FileTime.from(ahead))).as("written to").isZero();
  }
}
