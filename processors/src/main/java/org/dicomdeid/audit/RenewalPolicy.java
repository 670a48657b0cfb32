/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.audit;

import java.time.Duration;
import java.util.Set;

/**
 * When a time stamp is to be renewed.
 *
 * @param before how long before its authority's certificate ends
 * @param weakDigests JCA names of digests that are not to be relied on much longer: stamps by them
 *     are renewed at once
 */
public record RenewalPolicy(Duration before, Set<String> weakDigests) {

  public RenewalPolicy {
    weakDigests = Set.copyOf(weakDigests);
  }

  /** 90 days before; no digest is weak. */
  public static RenewalPolicy standard() {
    return new RenewalPolicy(Duration.ofDays(90), Set.of());
  }
}
