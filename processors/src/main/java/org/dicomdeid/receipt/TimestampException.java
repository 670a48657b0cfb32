/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.receipt;

/** An authority gave no token, or one that does not answer the request. */
public final class TimestampException extends Exception {

  public TimestampException(String message) {
    super(message);
  }

  public TimestampException(String message, Throwable cause) {
    super(message, cause);
  }
}
