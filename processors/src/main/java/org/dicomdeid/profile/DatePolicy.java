/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.profile;

/** What the action {@link Action#DATE} means, and what becomes of dates in general. */
public enum DatePolicy {
  /** Dates and times stay (option 113106). */
  KEEP,
  /** Dates move by one secret number of days per patient (option 113107). */
  SHIFT,
  /** Only the year stays; ages over 89 become 90 (45 CFR 164.514(b)(2)(i)(C)). */
  YEAR,
  /** Dates go, as the basic column of Table E.1-1 says. */
  REMOVE
}
