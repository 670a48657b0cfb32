/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.processor;

import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Set;

/** Tells a destination that cannot be reached from one that answered with an error. */
final class DestinationDown {

  /** By name, as their libraries need not be there. */
  private static final Set<String> OTHERS =
      Set.of(
          "com.jcraft.jsch.JSchException",
          "org.apache.hc.core5.http.ConnectionClosedException",
          "org.apache.hc.core5.http.NoHttpResponseException",
          "org.dicomdeid.processor.DestinationBusyException");

  private DestinationDown() {}

  static boolean isCauseOf(Throwable fault) {
    for (Throwable each = fault; each != null; each = each.getCause()) {
      if (each instanceof SocketException
          || each instanceof SocketTimeoutException
          || each instanceof UnknownHostException
          || OTHERS.contains(each.getClass().getName())) {
        return true;
      }
    }
    return false;
  }
}
