/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.dicomdeid.Peers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Does what docs/dimse.md says, with dcmtk's own programs at both ends. */
class DimseRecipeTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Pattern BLOCK =
      Pattern.compile("^```sh\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE);

  @TempDir Path folder;
  private final List<Process> running = new ArrayList<>();

  @AfterEach
  void stop() throws InterruptedException {
    for (Process each : running) {
      each.destroy();
      assertThat(each.waitFor(20, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void objects_come_in_by_storescp_and_go_out_by_storescu() throws Exception {
    Peers.require("dcmtk");
    List<String> page = blocks();
    int in = freePort();
    int out = freePort();
    Files.createDirectories(folder.resolve("pacs"));
    // Left by a receiver that was stopped before it could rename.
    MadeObjects.write(folder.resolve("receiving/SC.left"), 3);
    Files.createDirectories(folder.resolve("inbox"));
    try (RunningSite site =
        new RunningSite(folder, RunningSite.quickInbox("dicom-deid.intake.inbox.read-lock=none"))) {
      start(page.get(0), Map.of("AET", "DEID", "PORT", String.valueOf(in)));
      start("exec storescp --output-directory pacs " + out, Map.of());
      Path first = MadeObjects.write(folder.resolve("sent/" + MadeObjects.SOURCE_NAME), 1);
      Path second = MadeObjects.write(folder.resolve("sent/b"), 2);
      await()
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(200))
          .until(
              () ->
                  run("storescu 127.0.0.1 " + in + " '" + first + "' '" + second + "'", Map.of())
                      == 0);
      await()
          .atMost(PATIENCE)
          .untilAsserted(() -> assertThat(site.files("outbox", ".dcm")).hasSize(3));
      assertThat(site.files("quarantine", ".dcm")).isEmpty();
      await().atMost(PATIENCE).untilAsserted(() -> assertThat(site.files("inbox", "")).isEmpty());
      assertThat(site.files("receiving", "")).isEmpty();
      // Half of a file that is on its way must not be sent.
      Path part = Files.writeString(folder.resolve("outbox/.part-2.25.1.dcm"), "half");
      Map<String, String> pacs =
          Map.of("AET", "DEID", "PACS", "PACS", "HOST", "127.0.0.1", "PORT", String.valueOf(out));
      assertThat(run(page.get(1), pacs)).isZero();
      assertThat(site.files("pacs", "")).hasSize(3);
      for (Path sent : site.files("pacs", "")) {
        assertThat(Files.readString(sent, java.nio.charset.StandardCharsets.ISO_8859_1))
            .doesNotContain("Quillfeather", "QF-1961");
      }
      assertThat(site.files("outbox", ".done")).hasSize(3);
      assertThat(site.files("outbox", ".bad")).isEmpty();
      assertThat(part).exists();
    }
  }

  @Test
  void names_of_received_files_hold_nothing_of_the_sender() throws Exception {
    Peers.require("dcmtk");
    int in = freePort();
    // No service here: what arrives stays to be looked at.
    start(blocks().get(0), Map.of("AET", "DEID", "PORT", String.valueOf(in)));
    Path sent = MadeObjects.write(folder.resolve("sent/a"), 1);
    String send = "storescu --aetitle 'x;touch y' --call '$(touch z)' 127.0.0.1 " + in + " ";
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(200))
        .until(() -> run(send + "'" + sent + "'", Map.of()) == 0);
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              try (Stream<Path> files = Files.list(folder.resolve("inbox"))) {
                return files.findAny().isPresent();
              }
            });
    try (Stream<Path> files = Files.list(folder.resolve("inbox"))) {
      assertThat(files.map(each -> each.getFileName().toString()))
          .allMatch(name -> name.matches("[A-Z.]+[0-9.]+"))
          .noneMatch(name -> name.contains("2.25.7700"));
    }
    assertThat(folder.resolve("y")).doesNotExist();
    assertThat(folder.resolve("z")).doesNotExist();
  }

  private static List<String> blocks() throws IOException {
    List<String> blocks = new ArrayList<>();
    Matcher matcher = BLOCK.matcher(Files.readString(Path.of("../docs/dimse.md")));
    while (matcher.find()) {
      blocks.add(matcher.group(1));
    }
    assertThat(blocks).hasSize(2);
    return blocks;
  }

  private void start(String script, Map<String, String> variables) throws IOException {
    running.add(shell(script, variables));
  }

  private int run(String script, Map<String, String> variables)
      throws IOException, InterruptedException {
    Process process = shell(script, variables);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }

  private Process shell(String script, Map<String, String> variables) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder("sh", "-euc", script)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("said").toFile()));
    builder.environment().putAll(variables);
    return builder.start();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
