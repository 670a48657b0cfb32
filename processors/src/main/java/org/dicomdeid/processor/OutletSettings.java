/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.processor;

import java.time.Duration;

/**
 * How patient this side is with a destination.
 *
 * @param retryDelay pause after the first failure; it doubles with each further one in a row
 * @param retryMaxDelay longest pause
 * @param failures so many in a row, and the destination counts as down
 * @param attempts so often an object is tried that the destination answers with an error, before
 *     others may go past it; when they get through, it goes to quarantine
 * @param rule which objects are for the destination
 */
public record OutletSettings(
    Duration retryDelay, Duration retryMaxDelay, int failures, int attempts, RoutingRule rule) {

  /** What a destination gets of which nothing else is said. */
  public static OutletSettings standard() {
    return new OutletSettings(
        Duration.ofSeconds(1), Duration.ofMinutes(1), 5, 10, RoutingRule.all());
  }
}
