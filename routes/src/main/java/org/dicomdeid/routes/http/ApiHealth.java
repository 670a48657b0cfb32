/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/** Whether the API answers on its port, and can keep what is uploaded. */
final class ApiHealth extends AbstractHealthCheck {

  private static final int PATIENCE_MILLIS = 2000;

  private final HttpApi api;
  private final HttpSettings settings;
  private final Path folder;

  ApiHealth(HttpApi api, HttpSettings settings, Path folder) {
    super("dicom-deid", "http-api");
    this.api = api;
    this.settings = settings;
    this.folder = folder;
  }

  @Override
  public boolean isLiveness() {
    return false;
  }

  @Override
  protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
    if (!api.letsIn()) {
      builder.down().message("requests are not let in: it starts, or it stops");
    } else if (!answers()) {
      builder.down().message("nothing answers on its port");
    } else if (!isWritable()) {
      builder.down().message("a folder for uploads and jobs cannot be written to");
    } else {
      builder.up();
    }
  }

  private boolean answers() {
    try (Socket socket = new Socket()) {
      InetAddress host = InetAddress.getByName(settings.host());
      InetAddress to = host.isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : host;
      socket.connect(new InetSocketAddress(to, api.port()), PATIENCE_MILLIS);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private boolean isWritable() {
    return HttpApi.FOLDERS.stream().map(folder::resolve).allMatch(Files::isWritable);
  }
}
