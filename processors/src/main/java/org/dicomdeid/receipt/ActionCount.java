/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.receipt;

/**
 * How often one action of PS3.15 Table E.1-1 was applied to one tag.
 *
 * @param tag {@code (0010,0010)}, or {@code (0029,xxxx)} for the private elements of a group
 * @param action one to eight capitals, digits or {@code * /}: {@code X}, {@code Z}, {@code U*}
 * @param nested whether the elements stood in sequence items
 * @param count elements, at least 1
 */
public record ActionCount(String tag, String action, boolean nested, int count) {

  public ActionCount {
    Shape.tag("tag", tag);
    Shape.check(isAction(action), "action", "an action code such as X");
    Shape.check(count > 0, "count", "at least 1");
  }

  private static boolean isAction(String action) {
    if (action == null || action.isEmpty() || action.length() > 8) {
      return false;
    }
    for (int i = 0; i < action.length(); i++) {
      char c = action.charAt(i);
      if ((c < 'A' || c > 'Z') && (c < '0' || c > '9') && c != '*' && c != '/') {
        return false;
      }
    }
    return true;
  }
}
