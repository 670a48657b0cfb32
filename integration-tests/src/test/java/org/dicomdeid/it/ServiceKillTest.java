/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.dicomdeid.SftpSite;
import org.dicomdeid.audit.PostgresAccess;
import org.dicomdeid.audit.PostgresServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Short unless {@code bench/kill.sh} asks for more. */
class ServiceKillTest {

  private static final int KILLS = Integer.getInteger("kill.kills", 5);
  private static final int OBJECTS = Integer.getInteger("kill.objects", 100);
  private static final long SEED = Long.getLong("kill.seed", System.nanoTime());
  private static final int BROKEN = OBJECTS / 20;

  @TempDir Path site;

  /** Where the audit store is. */
  private enum Store {
    FILE,
    POSTGRESQL
  }

  @ParameterizedTest
  @EnumSource
  void kills_at_any_time_lose_nothing_deliver_nothing_twice_and_leave_the_log_whole(Store store)
      throws Exception {
    Optional<PostgresAccess> server =
        store == Store.FILE ? Optional.empty() : Optional.of(PostgresServer.newStore());
    KillRun.Result result = new KillRun(site, server, KILLS, OBJECTS, SEED).run();
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

  @Test
  void a_kill_inside_an_upload_leaves_the_whole_object_once_and_nothing_beside_it()
      throws Exception {
    try (SftpSite far = new SftpSite(site.resolve("remote"))) {
      KillRun run = new KillRun(site, Optional.empty(), 1, 1, SEED);
      CountDownLatch inside = far.stallUploads();
      run.killAfterStart(far, inside);
      far.stop();
      assertThat(Delivered.files(site.resolve("remote")))
          .as("under a temporary name")
          .singleElement()
          .satisfies(file -> assertThat(file.getFileName().toString()).startsWith("."));
      far.start();
      run.finish();
      List<Path> near = Delivered.files(site.resolve("outbox"));
      assertThat(near).hasSize(2);
      assertThat(Delivered.files(site.resolve("remote"))).hasSize(2);
      for (Path each : near) {
        Path there = site.resolve("remote/in").resolve(site.resolve("outbox").relativize(each));
        if (each.toString().endsWith(".dcm")) {
          assertThat(there).hasSameBinaryContentAs(each);
        } else {
          assertThat(there).exists();
        }
      }
    }
  }
}
