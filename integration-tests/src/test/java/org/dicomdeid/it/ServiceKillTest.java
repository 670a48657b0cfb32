/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The short form of {@code bench/kill.sh}. */
class ServiceKillTest {

  private static final int OBJECTS = 120;
  private static final int BROKEN = 6;
  private static final int KILLS = 6;

  @TempDir Path site;

  @Test
  void kills_at_any_time_lose_nothing_and_deliver_nothing_twice() throws Exception {
    KillRun.Result result = new KillRun(site, KILLS, OBJECTS, System.nanoTime()).run();
    assertThat(result.objects()).isEqualTo(OBJECTS);
    assertThat(result.lost()).isZero();
    assertThat(result.wrong()).isZero();
    assertThat(result.held()).isEqualTo(BROKEN);
    assertThat(result.receipts()).isGreaterThanOrEqualTo(OBJECTS);
    assertThat(result.chainHolds()).isTrue();
  }
}
