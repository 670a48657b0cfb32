/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes;

/**
 * A key and its value as somebody wrote it.
 *
 * @param where file and line, or the variable or option that it comes from
 */
record Setting(String key, String value, String where) {

  /** Where options of the Camel component come from; the application guards its secrets. */
  static final String COMPONENT = "an option of the component";

  /** Whether a secret may stand there, rather than in a file of its own. */
  boolean mayBeSecret() {
    return where.startsWith("environment variable") || where.equals(COMPONENT);
  }
}
