/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.dicomdeid.routes.cli.Cli;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The commands while the service works on the same folders. */
class QuarantineBesideServiceTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int OBJECTS = 6;

  @TempDir Path folder;
  @RegisterExtension final CapturedLog log = CapturedLog.ofEachTest();

  @Test
  void what_is_put_back_and_refused_at_once_again_and_again_is_never_lost() throws Exception {
    try (RunningSite site =
        new RunningSite(
            folder,
            RunningSite.quickInbox(
                "dicom-deid.intake.inbox.read-lock=none",
                "dicom-deid.intake.inbox.refusal-min-age=0ms",
                "dicom-deid.intake.inbox.poll-delay=5ms"))) {
      for (int i = 1; i <= OBJECTS; i++) {
        drop("inbox/" + i + ".dcm", i);
      }
      await().atMost(PATIENCE).until(() -> site.files("quarantine", ".dcm").size() == OBJECTS);
      Path inbox = folder.resolve("inbox");
      for (int round = 0; round < 20; round++) {
        quarantine("retry", "--all", "--into", inbox.toString());
      }
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () -> {
                assertThat(site.files("inbox", "")).isEmpty();
                assertThat(site.files("quarantine", ".dcm")).hasSize(OBJECTS);
              });
      assertThat(site.files("quarantine", ".reason.json")).hasSize(OBJECTS);
      assertThat(log.text()).doesNotContain("left in place");
      // The store belongs to the service; deleting needs none.
      assertThat(quarantine("purge", "--all")).isZero();
      assertThat(site.files("quarantine", "")).isEmpty();
      assertThat(quarantine("log")).isZero();
    }
  }

  private int quarantine(String... arguments) {
    List<String> all = new java.util.ArrayList<>(List.of("quarantine"));
    all.addAll(List.of(arguments));
    all.addAll(
        List.of(
            "--quarantine",
            folder.resolve("quarantine").toString(),
            "--data",
            folder.resolve("data").toString()));
    StringWriter err = new StringWriter();
    int status =
        Cli.execute(
            new PrintWriter(new StringWriter()), new PrintWriter(err), all.toArray(String[]::new));
    assertThat(err.toString()).isEmpty();
    return status;
  }

  private void drop(String path, int number) throws IOException {
    Path made = MadeObjects.writeBroken(folder.resolve("made-" + number), number);
    Files.setLastModifiedTime(made, FileTime.from(Instant.now().minusSeconds(60)));
    Files.move(made, folder.resolve(path), StandardCopyOption.ATOMIC_MOVE);
  }
}
