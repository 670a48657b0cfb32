/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import org.dicomdeid.routes.ServiceSettings.Management;

/** Where health and metrics are served. */
final class ManagementAddress {

  private ManagementAddress() {}

  /** Camel's server starts in the background and would only log that it could not. */
  static void requireFree(Management management) throws SettingsException {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(management.host(), management.port()));
    } catch (IOException e) {
      throw new SettingsException(
          "dicom-deid.management.port: "
              + management.host()
              + ":"
              + management.port()
              + " cannot be used, perhaps the port is in use; set another, or"
              + " dicom-deid.management.enabled=false");
    }
  }
}
