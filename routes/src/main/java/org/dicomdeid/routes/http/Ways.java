/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The routes of objects that come by HTTP: which there are, and which one an object takes. */
final class Ways {

  static final String STORE = "object-http-store";

  private static final String KEPT = "http-keep-";
  private static final String DELIVERED = "object-http-";

  /** The same, after a look whether it is an archive. */
  private static final String UNPACKED = "unpack-http-";

  private final HttpSettings settings;

  /**
   * One route.
   *
   * @param name the endpoint is {@code direct:NAME}
   * @param policy as the component takes it
   * @param destinations empty when the result is kept
   */
  record Way(String name, String policy, boolean redactsPixels, List<String> destinations) {

    boolean keeps() {
      return destinations.isEmpty();
    }
  }

  Ways(HttpSettings settings) {
    this.settings = settings;
  }

  /** All that are needed. */
  List<Way> all() {
    List<Way> ways = new ArrayList<>();
    for (Map.Entry<String, String> policy : settings.policies().entrySet()) {
      for (boolean redacts : new boolean[] {true, false}) {
        ways.add(
            new Way(ofRequest(policy.getKey(), redacts), policy.getValue(), redacts, List.of()));
        if (delivers()) {
          ways.add(
              new Way(
                  DELIVERED + named(policy.getKey(), redacts),
                  policy.getValue(),
                  redacts,
                  settings.jobDestinations()));
        }
      }
    }
    if (!settings.storeDestinations().isEmpty()) {
      String policy = settings.policies().get(settings.storePolicy());
      ways.add(new Way(STORE, policy, true, settings.storeDestinations()));
    }
    return ways;
  }

  /** Whether objects of jobs go to destinations, so that one job may bring many. */
  boolean delivers() {
    return !settings.jobDestinations().isEmpty();
  }

  /** Of an object whose client waits for it. */
  String ofRequest(String policy, boolean redactsPixels) {
    return KEPT + named(policy, redactsPixels);
  }

  /** Of an object that is sent on, or kept until it is fetched. */
  String ofJob(String policy, boolean redactsPixels) {
    return delivers() ? UNPACKED + named(policy, redactsPixels) : ofRequest(policy, redactsPixels);
  }

  private static String named(String policy, boolean redactsPixels) {
    return redactsPixels ? "all-" + policy : "header-" + policy;
  }
}
