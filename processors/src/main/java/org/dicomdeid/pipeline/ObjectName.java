/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.pipeline;

import java.nio.file.Path;

/** The UIDs that a de-identified object bears, which also name its file. */
public record ObjectName(String study, String series, String instance) {

  /** {@code study/series/instance.dcm}, with forward slashes. */
  public String relativePath() {
    return study + "/" + series + "/" + instance + ".dcm";
  }

  /** Where the receipt of an object delivered as {@code file} lies when it lies beside it. */
  public Path receiptBeside(Path file) {
    return file.resolveSibling(instance + ".receipt.json");
  }
}
