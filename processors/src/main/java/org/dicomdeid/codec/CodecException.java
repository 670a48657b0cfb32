/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.codec;

import java.io.IOException;

/** Pixels that cannot be decoded or rewritten: what is wrong, and where; never a value. */
public final class CodecException extends IOException {

  private final CodecFault fault;
  private final long offset;

  public CodecException(CodecFault fault) {
    this(fault, -1);
  }

  /**
   * @param offset byte offset in the stream of the frame, -1 when it has none
   */
  public CodecException(CodecFault fault, long offset) {
    super(fault.code() + ": " + fault.meaning() + (offset < 0 ? "" : ", byte " + offset));
    this.fault = fault;
    this.offset = offset;
  }

  public CodecFault fault() {
    return fault;
  }

  public long offset() {
    return offset;
  }
}
