/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every defence of docs/threat-model.md has its test. */
class ThreatModelTest {

  private static final Pattern NAMED = Pattern.compile("`([A-Z]\\w+Test)\\.(\\w+)`");

  @Test
  void every_row_names_tests_and_every_test_that_it_names_exists() throws IOException {
    Map<String, String> sources = testSources();
    int rows = 0;
    for (String line : Files.readAllLines(Path.of("../docs/threat-model.md"))) {
      if (!line.startsWith("|") || line.startsWith("|---") || line.startsWith("| attack |")) {
        continue;
      }
      rows++;
      Matcher named = NAMED.matcher(line);
      int tests = 0;
      while (named.find()) {
        assertThat(sources).as(line).containsKey(named.group(1));
        assertThat(sources.get(named.group(1))).as(line).contains("void " + named.group(2) + "(");
        tests++;
      }
      assertThat(tests).as(line).isPositive();
    }
    assertThat(rows).isGreaterThan(30);
  }

  private static Map<String, String> testSources() throws IOException {
    Map<String, String> sources = new HashMap<>();
    for (String module : List.of("processors", "routes", "integration-tests")) {
      try (Stream<Path> files = Files.walk(Path.of("..", module, "src/test/java"))) {
        for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
          String name = file.getFileName().toString();
          if (name.endsWith("Test.java")) {
            sources.put(
                name.substring(0, name.length() - ".java".length()), Files.readString(file));
          }
        }
      }
    }
    return sources;
  }
}
