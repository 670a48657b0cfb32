/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.pipeline;

/** The UIDs that a de-identified object bears, which also name its file. */
public record ObjectName(String study, String series, String instance) {

  /** {@code study/series/instance.dcm}, with forward slashes. */
  public String relativePath() {
    return study + "/" + series + "/" + instance + ".dcm";
  }
}
