/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.dicomdeid.Peers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/operations.md says is so. */
class OperationsPageTest {

  private static final Path DOCS = Path.of("../docs");

  @TempDir Path folder;

  @Test
  void systemd_takes_the_unit() throws Exception {
    Peers.require("systemd");
    Process process =
        new ProcessBuilder(
                "systemd-analyze", "verify", DOCS.resolve("dicom-deid.service").toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("said").toFile())
            .start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    // What is not installed here is not the unit's fault; a key that systemd does not know is.
    assertThat(Files.readAllLines(folder.resolve("said")))
        .filteredOn(line -> line.contains("dicom-deid.service"))
        .filteredOn(line -> !line.contains("is not executable"))
        .isEmpty();
  }

  @Test
  void the_unit_gives_no_privilege_and_does_not_restart_on_a_wrong_setting() throws IOException {
    List<String> unit = Files.readAllLines(DOCS.resolve("dicom-deid.service"));
    assertThat(unit)
        .contains(
            "User=dicom-deid",
            "NoNewPrivileges=yes",
            "CapabilityBoundingSet=",
            "ProtectSystem=strict",
            "ProtectHome=yes",
            "PrivateTmp=yes",
            "LimitCORE=0",
            "ReadWritePaths=/var/lib/dicom-deid",
            "RestartPreventExitStatus=2");
  }

  @Test
  void the_container_runs_as_a_user_and_copies_what_the_build_makes() throws IOException {
    String file = Files.readString(DOCS.resolve("Containerfile"));
    assertThat(file).contains("\nUSER 10001\n", "COPY routes/target/dicom-deid.jar");
    assertThat(file.indexOf("\nUSER ")).isGreaterThan(file.lastIndexOf("\nRUN "));
    assertThat(file).doesNotContain("COPY . ", "application.properties", "data");
  }

  @Test
  void unit_and_container_start_java_with_the_same_options_and_java_takes_them() throws Exception {
    Path options = DOCS.resolve("java.options");
    String there = "@/opt/dicom-deid/docs/java.options";
    assertThat(Files.readString(DOCS.resolve("dicom-deid.service"))).contains(" " + there + " ");
    assertThat(Files.readString(DOCS.resolve("Containerfile")))
        .contains("\"" + there + "\"", "COPY docs/java.options " + there.substring(1));
    Process java =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "@" + options,
                "-Xmx64m",
                "-version")
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("said").toFile())
            .start();
    assertThat(java.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(java.exitValue()).as(Files.readString(folder.resolve("said"))).isZero();
  }

  @Test
  void every_metric_of_the_page_is_served_and_every_metric_that_is_served_is_on_the_page()
      throws Exception {
    String page = Files.readString(DOCS.resolve("operations.md"));
    Path profile = folder.resolve("site.yaml");
    Files.writeString(profile, "profile: site\nversion: 1\ndescription: x\nextends: hipaa\n");
    try (RunningSite site =
        new RunningSite(
            folder,
            RunningSite.quickInbox(
                "dicom-deid.intake.inbox.policy=" + profile,
                "dicom-deid.destination.near.uri=file:near"))) {
      Path made = MadeObjects.write(folder.resolve("made"), 1);
      Files.setLastModifiedTime(made, FileTime.from(Instant.now().minusSeconds(60)));
      Path source = folder.resolve("inbox/a.dcm");
      Files.move(made, source, StandardCopyOption.ATOMIC_MOVE);
      Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> Files.notExists(source));
      String metrics = site.get("/metrics").body();
      String code = code();
      for (String each : named(page)) {
        // Counters of what went wrong are there once it did.
        String counter = each.replace("_total", "").replace('_', '.');
        assertThat(metrics.contains("\n" + each) || code.contains('"' + counter + '"'))
            .as(each)
            .isTrue();
      }
      TreeSet<String> served = new TreeSet<>();
      metrics
          .lines()
          .filter(line -> line.startsWith("# TYPE dicomdeid_"))
          .map(line -> line.split(" ", 4)[2])
          .filter(name -> !name.endsWith("_max"))
          .forEach(served::add);
      assertThat(served).isNotEmpty().allSatisfy(name -> assertThat(page).contains(name));
    }
  }

  @Test
  void every_message_of_the_table_is_logged_somewhere() throws IOException {
    String page = Files.readString(DOCS.resolve("operations.md"));
    String code = code();
    String table = page.substring(page.indexOf("| message |"), page.indexOf("## Profiles"));
    int found = 0;
    for (String line : table.lines().skip(2).toList()) {
      if (!line.startsWith("|")) {
        continue;
      }
      Matcher message = Pattern.compile("`([^`]+)`").matcher(line.split("\\|", 3)[1]);
      while (message.find()) {
        assertThat(code).contains(message.group(1).replace(" …", ""));
        found++;
      }
    }
    assertThat(found).isGreaterThan(6);
  }

  private static String code() throws IOException {
    StringBuilder code = new StringBuilder();
    for (String module : List.of("../processors/src/main/java", "src/main/java")) {
      try (Stream<Path> files = Files.walk(Path.of(module))) {
        for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
          code.append(Files.readString(file));
        }
      }
    }
    return code.toString();
  }

  private static Set<String> named(String page) {
    TreeSet<String> names = new TreeSet<>();
    Matcher matcher = Pattern.compile("`(dicomdeid_[a-z_]+)`").matcher(page);
    while (matcher.find()) {
      names.add(matcher.group(1));
    }
    return names;
  }
}
