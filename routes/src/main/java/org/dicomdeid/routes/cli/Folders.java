/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Checks what was typed against the file system before anything is done. */
final class Folders {

  private Folders() {}

  /** Refuses inputs that are not there; only then may a path be repeated in a message. */
  static void refuseMissing(List<Path> inputs) {
    for (Path input : inputs) {
      if (!Files.exists(input)) {
        throw new ConfigurationFault("There is no " + input + ". Check the path.");
      }
      if (!Files.isReadable(input)) {
        throw new ConfigurationFault(
            input + " cannot be read. Run as a user who may, or change its permissions.");
      }
    }
  }

  /**
   * Refuses folders that would be read as input while they are written.
   *
   * @param written by what the message calls them
   */
  static void refuseInside(List<Path> inputs, Map<String, Path> written) throws IOException {
    for (Path input : inputs) {
      Path outer = input.toRealPath();
      for (Map.Entry<String, Path> each : written.entrySet()) {
        if (real(each.getValue()).startsWith(outer)) {
          throw new ConfigurationFault(
              each.getKey()
                  + " lies inside an input (or is the input itself), so its files would be taken"
                  + " as inputs. Put it elsewhere.");
        }
      }
    }
  }

  /**
   * Refuses a folder inside the one that is handed out.
   *
   * @param what what the message calls it
   * @param holds what it holds that must not be handed out
   */
  static void refuseInsideOut(Path out, String what, Path folder, String holds) throws IOException {
    if (real(folder).startsWith(real(out))) {
      throw new ConfigurationFault(
          what
              + " lies inside OUT (or is OUT itself), so whoever hands out OUT would hand out "
              + holds
              + ". Put it elsewhere.");
    }
  }

  /** Refuses a name that is taken by something else than a folder. */
  static void refuseFile(String what, Path folder) {
    if (Files.exists(folder) && !Files.isDirectory(folder)) {
      throw new ConfigurationFault(what + " is a file, but must be a folder.");
    }
  }

  /** The real path of a folder that may not be there yet. */
  static Path real(Path folder) throws IOException {
    Path absolute = folder.toAbsolutePath().normalize();
    Path there = absolute;
    while (!Files.exists(there) && there.getParent() != null) {
      there = there.getParent();
    }
    return there.toRealPath().resolve(there.relativize(absolute));
  }
}
