/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Does what the README says, in its order, in a folder where only the built program is. */
class ReadmeTest {

  private static final Pattern BLOCK =
      Pattern.compile(
          "^```(sh|yaml|properties|java)\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE);
  private static final Pattern FILE_NAME = Pattern.compile("# (\\S+\\.yaml)\n");
  private static final Pattern CLASS_NAME = Pattern.compile("public class (\\w+)");
  private static final String RUN = "java -jar routes/target/dicom-deid.jar run";

  /** A fenced block. */
  private record Block(String language, String text) {}

  @TempDir private Path home;
  private List<Block> blocks;
  private int port;

  @BeforeEach
  void read() throws IOException {
    blocks = new ArrayList<>();
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    Matcher matcher = BLOCK.matcher(Files.readString(Jar.PROJECT.resolve("README.md")));
    while (matcher.find()) {
      blocks.add(new Block(matcher.group(1), matcher.group(2)));
    }
    Path target = Files.createDirectories(home.resolve("routes")).resolve("target");
    Files.createSymbolicLink(target, Jar.file().getParent());
  }

  @Test
  void every_command_does_what_it_says() throws IOException, InterruptedException {
    Process service = null;
    int ran = 0;
    try {
      for (Block block : blocks) {
        switch (block.language()) {
          case "yaml" -> Files.writeString(home.resolve(fileName(block)), block.text());
          case "properties" ->
              Files.writeString(home.resolve("application.properties"), block.text());
          case "java" -> assertThat(block.text()).contains("public class");
          default -> {
            if (isBuild(block.text())) {
              continue;
            }
            if (block.text().strip().equals(RUN)) {
              stop(service);
              service = service();
            } else {
              run(block.text());
            }
            ran++;
          }
        }
      }
      assertThat(ran).isGreaterThan(5);
      assertThat(service).as("the service was started").isNotNull();
      assertThat(files(home.resolve("partner"), ".dcm")).hasSize(1);
      assertThat(Files.readString(home.resolve("slice2-clean.dcm"), StandardCharsets.ISO_8859_1))
          .matches("(?s).{128}DICM.*");
      assertThat(files(home.resolve("clean"), ".dcm")).hasSize(2);
      assertThat(files(home.resolve("clean-our-site"), ".dcm")).hasSize(1);
    } finally {
      if (service != null) {
        service.destroy();
        assertThat(service.waitFor(60, TimeUnit.SECONDS)).isTrue();
      }
    }
  }

  /** Another section starts it with other settings; what was asked of this one is done by then. */
  private void stop(Process service) throws InterruptedException {
    if (service != null) {
      await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(() -> assertThat(files(home.resolve("partner"), ".dcm")).hasSize(1));
      service.destroy();
      assertThat(service.waitFor(60, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void every_piece_of_java_compiles() throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    int compiled = 0;
    for (Block block : blocks) {
      if (block.language().equals("java")) {
        Matcher name = CLASS_NAME.matcher(block.text());
        assertThat(name.find()).isTrue();
        Path source = home.resolve(name.group(1) + ".java");
        Files.writeString(source, block.text());
        int status =
            compiler.run(
                null,
                null,
                null,
                "-proc:none",
                "-cp",
                System.getProperty("java.class.path"),
                "-d",
                home.toString(),
                source.toString());
        assertThat(status).as(source.getFileName().toString()).isZero();
        compiled++;
      }
    }
    assertThat(compiled).isEqualTo(2);
  }

  /** These build and test the project, which is under way here. */
  private static boolean isBuild(String commands) {
    return commands.startsWith("mvn ") || commands.startsWith("bash .ci/run");
  }

  private static String fileName(Block block) {
    Matcher name = FILE_NAME.matcher(block.text());
    assertThat(name.lookingAt()).as("a block of YAML begins with its file's name").isTrue();
    return name.group(1);
  }

  private void run(String commands) throws IOException, InterruptedException {
    Path log = home.resolve("log.txt");
    String script = commands.replace(":8080/", ":" + port + "/");
    Process process = shell("set -euo pipefail\n" + script, log);
    boolean ended = process.waitFor(120, TimeUnit.SECONDS);
    process.destroyForcibly();
    assertThat(ended).as(commands).isTrue();
    assertThat(process.exitValue()).as(commands + Files.readString(log)).isZero();
  }

  private Process service() throws IOException {
    Path log = home.resolve("service.txt");
    // exec, so that a signal reaches the service; ports, because another may have the usual ones.
    String ports = "DICOM_DEID_MANAGEMENT_PORT=0 DICOM_DEID_HTTP_PORT=" + port;
    Process process = shell(ports + " exec " + RUN, log);
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> text(log).contains("\"message\":\"started\"") || !process.isAlive());
    assertThat(process.isAlive()).as(() -> "the service runs: " + text(log)).isTrue();
    return process;
  }

  private Process shell(String script, Path log) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder("bash", "-c", script)
            .directory(home.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().remove("DICOM_DEID_DATA");
    String bin = Path.of(System.getProperty("java.home"), "bin").toString();
    builder.environment().merge("PATH", bin, (path, java) -> java + ":" + path);
    return builder.start();
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return "";
    }
  }

  private static List<Path> files(Path folder, String ending) throws IOException {
    if (Files.notExists(folder)) {
      return List.of();
    }
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(file -> file.toString().endsWith(ending)).toList();
    }
  }
}
