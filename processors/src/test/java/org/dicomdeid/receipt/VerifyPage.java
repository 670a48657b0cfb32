/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.receipt;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The commands of docs/verify.md, as they stand there. */
public final class VerifyPage {

  private static final Path PAGE = Path.of("..", "docs", "verify.md");
  private static final int COMMANDS = 11;

  private VerifyPage() {}

  /**
   * Runs all of them.
   *
   * @param names what the reader of the page names first, as variables
   * @return what they print, and their exit status
   */
  public static String run(Path folder, Map<String, String> names) throws Exception {
    StringBuilder script = new StringBuilder("set -euo pipefail\n");
    Matcher fences =
        Pattern.compile("```bash\n(.*?)```", Pattern.DOTALL).matcher(Files.readString(PAGE));
    int commands = 0;
    while (fences.find()) {
      script.append(fences.group(1));
      commands++;
    }
    if (commands != COMMANDS) {
      throw new AssertionError("the page has " + commands + " pieces of commands");
    }
    ProcessBuilder shell = new ProcessBuilder("bash", "-c", script.toString());
    shell.directory(folder.toFile()).redirectErrorStream(true);
    shell.environment().putAll(names);
    Path output = folder.resolve("output.txt");
    Process process = shell.redirectOutput(output.toFile()).start();
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("the commands did not end");
    }
    return Files.readString(output) + "status " + process.exitValue();
  }
}
