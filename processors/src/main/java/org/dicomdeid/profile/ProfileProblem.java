/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.profile;

/**
 * One thing wrong with a profile, or with another file of configuration that is read as one is.
 *
 * @param line from 1; 0 when the whole file is meant
 * @param mend what to do about it, in words
 */
public record ProfileProblem(String file, int line, String problem, String mend) {

  @Override
  public String toString() {
    return file + (line > 0 ? ":" + line : "") + ": " + problem + "; " + mend;
  }
}
