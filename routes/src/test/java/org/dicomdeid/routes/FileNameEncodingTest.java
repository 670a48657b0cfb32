/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileNameEncodingTest {

  private static final String MEND = "LC_ALL=C.UTF-8";

  @TempDir Path folder;

  @Test
  void a_service_under_another_locale_says_at_its_start_which_files_it_cannot_take()
      throws Exception {
    // Keys that cannot be used end the service right after its start.
    Files.createDirectories(folder.resolve("data"));
    Files.writeString(folder.resolve("data/keys"), "not a folder");
    Properties system = encoding("ANSI_X3.4-1968", "Linux");
    PrintStream errors = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
    ByteArrayOutputStream log = new ByteArrayOutputStream();
    PrintStream standard = System.out;
    System.setOut(new PrintStream(log, true, StandardCharsets.UTF_8));
    try {
      int status =
          new Service(folder, Map.of(), system, errors)
              .run(new String[] {"dicom-deid.management.enabled=false"});
      assertThat(status).isNotZero();
    } finally {
      System.setOut(standard);
    }
    assertThat(log.toString(StandardCharsets.UTF_8).lines())
        .filteredOn(line -> line.contains(MEND))
        .singleElement()
        .asString()
        .contains("WARN", "ANSI_X3.4-1968");
  }

  @Test
  void utf_8_and_windows_are_not_warned_of() {
    try (CapturedLog log = new CapturedLog()) {
      FileNameEncoding.warnUnlessUtf8(encoding("UTF-8", "Linux"));
      FileNameEncoding.warnUnlessUtf8(encoding("Cp1252", "Windows 11"));
      assertThat(log.text()).doesNotContain(MEND);
    }
  }

  private static Properties encoding(String name, String system) {
    Properties properties = new Properties();
    properties.setProperty("sun.jnu.encoding", name);
    properties.setProperty("os.name", system);
    return properties;
  }
}
