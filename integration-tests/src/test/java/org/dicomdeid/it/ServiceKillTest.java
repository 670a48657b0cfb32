/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Short unless {@code bench/kill.sh} asks for more. */
class ServiceKillTest {

  private static final int KILLS = Integer.getInteger("kill.kills", 5);
  private static final int OBJECTS = Integer.getInteger("kill.objects", 100);
  private static final long SEED = Long.getLong("kill.seed", System.nanoTime());
  private static final int BROKEN = OBJECTS / 20;

  @TempDir Path site;

  @Test
  void kills_at_any_time_lose_nothing_and_deliver_nothing_twice() throws Exception {
    KillRun.Result result = new KillRun(site, KILLS, OBJECTS, SEED).run();
    System.out.println(result);
    assertThat(result.objects()).isEqualTo(OBJECTS);
    assertThat(result.lost()).isZero();
    assertThat(result.wrong()).isZero();
    assertThat(result.leftBehind()).isZero();
    assertThat(result.held()).isEqualTo(BROKEN);
    assertThat(result.jobsLost()).isZero();
    assertThat(result.receipts()).isGreaterThanOrEqualTo(OBJECTS);
    assertThat(result.chainHolds()).isTrue();
  }
}
