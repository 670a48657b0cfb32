/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes.sftp;

/**
 * What a server may call an entry of a folder. A name is one segment of a path and nothing else:
 * one that climbs, or that the client would expand as a pattern and then delete more than it
 * fetched, is not taken.
 */
final class RemoteName {

  private static final int LONGEST = 255;
  private static final String UNFIT = "/\\*?";

  private RemoteName() {}

  static boolean isFit(String name) {
    return name != null
        && !name.isEmpty()
        && name.length() <= LONGEST
        && !name.equals(".")
        && !name.equals("..")
        && name.chars().noneMatch(c -> UNFIT.indexOf(c) >= 0 || Character.isISOControl(c));
  }
}
