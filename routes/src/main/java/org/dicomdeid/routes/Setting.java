/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes;

/**
 * A key and its value as somebody wrote it.
 *
 * @param where file and line, or the variable or option that it comes from
 */
record Setting(String key, String value, String where) {}
