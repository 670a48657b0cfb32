/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.receipt;

import java.util.Locale;

/** An authority gave no token, or one that does not hold. */
public final class TimestampException extends Exception {

  /** What is wrong, for those who count; the message says it in words. */
  public enum Fault {
    /** No connection. */
    UNREACHABLE,
    /** No whole answer in time. */
    SLOW,
    /** An HTTP status other than 200. */
    HTTP_STATUS,
    /** A status of RFC 3161 that says no. */
    REFUSED,
    /** Bytes that are no answer or no token. */
    UNREADABLE,
    /** A token for other data. */
    WRONG_IMPRINT,
    /** A token for another request: an old answer, played again. */
    WRONG_NONCE,
    /** A token under another policy than the one that was asked for. */
    WRONG_POLICY,
    /** A time that is not now, or another than the one that was noted. */
    WRONG_TIME,
    /** A signature that does not fit, or by a key that is not for time stamps alone. */
    WRONG_SIGNATURE,
    /** A certificate that was not valid at the time of the token. */
    EXPIRED_CERTIFICATE,
    /** A certificate that leads to no trusted CA. */
    UNTRUSTED,
    /** A certificate that is none of those that were pinned. */
    NOT_PINNED,
    /** A fault on this side. */
    INTERNAL;

    /** As metrics and documents have it: {@code wrong-nonce}. */
    public String code() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  private final Fault fault;

  public TimestampException(Fault fault, String message) {
    super(message);
    this.fault = fault;
  }

  public TimestampException(Fault fault, String message, Throwable cause) {
    super(message, cause);
    this.fault = fault;
  }

  public Fault fault() {
    return fault;
  }
}
