/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes.http;

import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/** A minute's requests for each token, given back evenly. */
final class RateLimit {

  private static final double NANOS_PER_MINUTE = 60e9;

  private final int perMinute;
  private final LongSupplier nanoTime;
  private final Map<String, Bucket> buckets = new HashMap<>();

  private static final class Bucket {
    double left;
    long at;
  }

  RateLimit(int perMinute, LongSupplier nanoTime) {
    this.perMinute = perMinute;
    this.nanoTime = nanoTime;
  }

  /** Takes one request; how many seconds to wait when there is none left, else 0. */
  synchronized int take(String token) {
    long now = nanoTime.getAsLong();
    Bucket bucket =
        buckets.computeIfAbsent(
            token,
            absent -> {
              Bucket full = new Bucket();
              full.left = perMinute;
              full.at = now;
              return full;
            });
    double perNano = perMinute / NANOS_PER_MINUTE;
    bucket.left = Math.min(perMinute, bucket.left + (now - bucket.at) * perNano);
    bucket.at = now;
    if (bucket.left >= 1) {
      bucket.left -= 1;
      return 0;
    }
    return (int) Math.ceil((1 - bucket.left) / perNano / 1e9);
  }
}
