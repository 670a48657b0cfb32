/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes;

import java.io.ObjectInputFilter;
import java.io.ObjectInputFilter.FilterInfo;
import java.io.ObjectInputFilter.Status;

/**
 * No class is ever deserialized by this program, so none may be: a stream of serialized objects
 * that reaches a library of ours makes nothing. Only for a process of our own; who embeds the
 * component decides for the other one.
 */
final class SerializationFilter {

  private SerializationFilter() {}

  /** For the whole process; an operator's own {@code -Djdk.serialFilter} stays. */
  static void rejectAll() {
    if (ObjectInputFilter.Config.getSerialFilter() == null) {
      ObjectInputFilter.Config.setSerialFilter(SerializationFilter::decide);
    }
  }

  private static Status decide(FilterInfo info) {
    return info.serialClass() == null ? Status.UNDECIDED : Status.REJECTED;
  }
}
