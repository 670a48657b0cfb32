/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.profile;

/**
 * A profile, or a file beside it such as a device catalog, that is refused: file, line, what is
 * wrong and how to mend it.
 */
public final class ProfileException extends Exception {

  private final transient ProfileProblem cause;

  public ProfileException(ProfileProblem problem) {
    super(problem.toString());
    this.cause = problem;
  }

  public ProfileProblem problem() {
    return cause;
  }
}
