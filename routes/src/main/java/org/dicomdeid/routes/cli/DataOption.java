/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import org.dicomdeid.pipeline.Pipeline.Settings;
import picocli.CommandLine.Option;

/** The option that says where keys and audit store are. */
final class DataOption {

  static final String VARIABLE = "DICOM_DEID_DATA";

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "Keys and audit store, made on first use; keep it private. Default: the environment"
              + " variable DICOM_DEID_DATA, else ./data")
  private Path folder;

  Path folder() {
    if (folder != null) {
      return folder;
    }
    String fromEnvironment = System.getenv(VARIABLE);
    return Path.of(fromEnvironment == null || fromEnvironment.isBlank() ? "data" : fromEnvironment);
  }

  Path keys() {
    return Settings.of(folder()).keys();
  }

  boolean hasKeys() {
    return Files.isDirectory(keys());
  }
}
