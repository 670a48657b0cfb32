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
    requireFree("dicom-deid.management", management.host(), management.port());
  }

  /** An address of the service whose keys begin with {@code group}. */
  static void requireFree(String group, String host, int port) throws SettingsException {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(host, port));
    } catch (IOException e) {
      throw new SettingsException(
          group
              + ".port: "
              + host
              + ":"
              + port
              + " cannot be used, perhaps the port is in use; set another, or "
              + group
              + ".enabled=false");
    }
  }
}
