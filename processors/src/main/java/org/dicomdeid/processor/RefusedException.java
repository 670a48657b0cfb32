/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.processor;

import org.dicomdeid.pipeline.Reason;

/** An object that must not be delivered; trying it again changes nothing. */
public final class RefusedException extends Exception {

  private static final long serialVersionUID = 1;

  private final transient Reason reason;

  /** The message is the reason's code and sentence, which hold no value of the object. */
  public RefusedException(Reason reason) {
    super(reason.code() + ": " + reason.sentence());
    this.reason = reason;
  }

  /** As {@link #RefusedException(Reason)}, for a fault that the reason stands for. */
  public RefusedException(Reason reason, Throwable cause) {
    super(reason.code() + ": " + reason.sentence(), cause);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
