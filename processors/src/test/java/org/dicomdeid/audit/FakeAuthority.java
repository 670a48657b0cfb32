/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.audit;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.dicomdeid.receipt.TimestampAuthority;
import org.dicomdeid.receipt.TimestampException;
import org.dicomdeid.receipt.TimestampToken;

/** An authority that can be down. */
final class FakeAuthority implements TimestampAuthority {

  final AtomicInteger asked = new AtomicInteger();
  private final TimestampAuthority real;
  private volatile TimestampException failure;

  FakeAuthority(TimestampAuthority real) {
    this.real = real;
  }

  void fail(TimestampException with) {
    failure = with;
  }

  void recover() {
    failure = null;
  }

  @Override
  public TimestampToken stamp(byte[] data) throws TimestampException {
    asked.incrementAndGet();
    TimestampException now = failure;
    if (now != null) {
      throw now;
    }
    return real.stamp(data);
  }

  @Override
  public TimestampToken renew(byte[] data) throws TimestampException {
    return real.renew(data);
  }

  @Override
  public List<byte[]> certificates() {
    return real.certificates();
  }

  @Override
  public int parallelRequests() {
    return 3;
  }
}
