/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RateLimitTest {

  @Test
  void a_token_has_its_minute_and_gets_it_back_evenly() {
    AtomicLong now = new AtomicLong();
    RateLimit rate = new RateLimit(60, now::get);
    for (int i = 0; i < 60; i++) {
      assertThat(rate.take("one")).isZero();
    }
    assertThat(rate.take("one")).isEqualTo(1);
    assertThat(rate.take("other")).as("each has its own").isZero();
    now.addAndGet(1_000_000_000);
    assertThat(rate.take("one")).isZero();
    assertThat(rate.take("one")).isEqualTo(1);
    now.addAndGet(3_600_000_000_000L);
    for (int i = 0; i < 60; i++) {
      assertThat(rate.take("one")).isZero();
    }
    assertThat(rate.take("one")).as("nothing is saved up").isEqualTo(1);
  }
}
