/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes.cli;

import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.management.JMException;
import javax.management.ObjectName;

/**
 * Keeps HotSpot's optimizing compiler (C2) to the code that touches every byte: digests,
 * signatures, codecs, pixels. The rest is compiled by C1 alone, because a command does not live
 * long enough to repay more: of 10,000 small files with receipts, C2 took 19 s of 62 s of CPU, and
 * all other threads together save 4 s by it.
 *
 * <p>A jar cannot say so to {@code java}, and C1 for everything would lose the instructions for
 * SHA-256; a running process takes compiler directives (JEP 165).
 */
final class ShortRun {

  private static final String DIRECTIVES = "compiler-directives.json";

  /** Fails where there is no such folder, and then nothing is directed. */
  private static final Path TEMPORARY = Path.of(System.getProperty("java.io.tmpdir"));

  private ShortRun() {}

  /**
   * Directs the compiler beside all else that a start does, which is most of what C2 would compile
   * for thousands of files, and for one it compiles as much.
   */
  static void begin() {
    Thread thread = new Thread(() -> directCompiler(TEMPORARY), "compiler-directives");
    thread.setDaemon(true);
    thread.start();
  }

  /**
   * Gives the directives to this process; one that does not know them goes on as it is.
   *
   * @param folder for a file that is gone when this returns, or when the process ends
   */
  static void directCompiler(Path folder) {
    try (InputStream directives = ShortRun.class.getResourceAsStream(DIRECTIVES)) {
      Path file = Files.createTempFile(folder, null, null);
      file.toFile().deleteOnExit();
      try {
        Files.write(file, directives.readAllBytes());
        add(file);
      } finally {
        Files.delete(file);
      }
    } catch (IOException | JMException e) {
      // Another virtual machine, or a full disk: the work is the same, at a cost of its own.
      return;
    }
  }

  private static void add(Path file) throws JMException {
    ManagementFactory.getPlatformMBeanServer()
        .invoke(
            new ObjectName("com.sun.management:type=DiagnosticCommand"),
            "compilerDirectivesAdd",
            new Object[] {new String[] {file.toString()}},
            new String[] {String[].class.getName()});
  }
}
