/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.receipt;

import java.time.Instant;

/**
 * What a person did with an object in quarantine.
 *
 * @param object what it was done to, by its original content
 * @param reason code of the reason why it was held
 * @param by who did it, by the name of an account
 */
public record CustodyEvent(Act act, Content object, String reason, String by, Instant at) {

  /** What can be done. */
  public enum Act {
    /** Put back on its way. */
    RETRIED,
    /** Its original bytes were handed out. */
    RELEASED,
    /** Deleted. */
    PURGED
  }

  public CustodyEvent {
    Shape.check(act != null && object != null && at != null, "act, object, at", "given");
    Shape.check(reason.matches("[a-z0-9][a-z0-9-]{0,63}"), "reason", "a code");
    Shape.check(by.matches("[A-Za-z0-9@._-]{1,64}"), "by", "the name of an account");
  }
}
