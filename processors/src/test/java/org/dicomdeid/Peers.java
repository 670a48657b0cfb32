/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** System packages that tests compare with: named when missing, and a failure when required. */
public final class Peers {

  /** How each is asked whether it is there; exit status 0 says yes. */
  private static final Map<String, List<String>> PROBES =
      Map.ofEntries(
          Map.entry("pydicom", List.of("/usr/bin/python3", "-c", "import pydicom")),
          Map.entry("python-gdcm", List.of("/usr/bin/python3", "-c", "import gdcm")),
          Map.entry("postgresql-client", List.of("pg_dump", "--version")),
          Map.entry("dcmtk", List.of("dcmdump", "--version")),
          Map.entry("gdcm", List.of("gdcminfo", "--version")),
          Map.entry("openjpeg", List.of("sh", "-c", "command -v opj_compress")),
          Map.entry("libjpeg-turbo", List.of("sh", "-c", "command -v cjpeg")),
          Map.entry("dicom3tools", List.of("sh", "-c", "command -v dciodvfy")),
          Map.entry("openssl", List.of("openssl", "version")),
          Map.entry("jq", List.of("jq", "--version")),
          Map.entry("xxd", List.of("xxd", "--version")),
          Map.entry("systemd", List.of("systemd-analyze", "--version")),
          Map.entry("curl", List.of("curl", "--version")),
          Map.entry("sshd", List.of("test", "-x", "/usr/sbin/sshd")),
          Map.entry(
              "orthanc",
              List.of(
                  "sh", "-c", "command -v Orthanc && ls /usr/share/orthanc/plugins/*DicomWeb*")));

  private static final Map<String, Boolean> FOUND = new ConcurrentHashMap<>();

  private Peers() {}

  /**
   * Skips the test by name when the peer is not installed; with {@code -Dpeers=required} fails it.
   */
  public static void require(String name) {
    if (FOUND.computeIfAbsent(name, Peers::answers)) {
      return;
    }
    String missing = "peer not installed: " + name;
    if (System.getProperty("peers", "optional").equals("required")) {
      fail(missing);
    }
    abort(missing);
  }

  private static boolean answers(String name) {
    List<String> probe = PROBES.get(name);
    if (probe == null) {
      throw new IllegalArgumentException("no such peer: " + name);
    }
    try {
      Process process =
          new ProcessBuilder(probe)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor(30, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
