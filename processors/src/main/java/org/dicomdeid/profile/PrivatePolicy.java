/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.profile;

/** What becomes of private elements that no rule names. */
public enum PrivatePolicy {
  REMOVE,
  /** Those that Table E.3.10-1 lists stay (option 113111). */
  SAFE
}
