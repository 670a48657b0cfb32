/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes;

import java.nio.file.Path;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.TemplatedRouteDefinition;
import org.dicomdeid.routes.ServiceSettings.Destination;

/** The route that sends to one destination, by what the destination is. */
final class SendRoute {

  private final RouteBuilder routes;
  private final Path data;

  SendRoute(RouteBuilder routes, Path data) {
    this.routes = routes;
    this.data = data;
  }

  void add(Destination destination) {
    switch (destination.kind()) {
      case FOLDER -> folder(destination);
      case SFTP -> sftp(destination);
      case HTTP -> http("send-http", destination, destination.uri());
      case STOW -> http("send-stow", destination, studies(destination.uri()));
      case OTHER -> template("send", destination).parameter("uri", destination.uri());
    }
  }

  private TemplatedRouteDefinition template(String template, Destination destination) {
    return routes
        .templatedRoute(template)
        .routeId("send-" + destination.name())
        .parameter("name", destination.name());
  }

  private void folder(Destination destination) {
    String[] uri = destination.uri().split("\\?", 2);
    TemplatedRouteDefinition route =
        template("send-folder", destination)
            .parameter("folder", destination.folder().orElseThrow().toString())
            .parameter("replace", String.valueOf(destination.replace()));
    if (uri.length > 1) {
      route.parameter("options", uri[1]);
    }
  }

  private void sftp(Destination destination) {
    ServerAccess access = destination.access();
    StringBuilder login = new StringBuilder("username=" + access.user().orElse(""));
    access
        .password()
        .ifPresent(
            it -> login.append("&password=#bean:").append(secret("password", destination, it)));
    access.privateKey().ifPresent(it -> login.append("&privateKeyFile=").append(it));
    access
        .passphrase()
        .ifPresent(
            it ->
                login
                    .append("&privateKeyPassphrase=#bean:")
                    .append(secret("passphrase", destination, it)));
    template("send-sftp", destination)
        .parameter("address", destination.uri().replaceFirst("^sftp:(//)?", ""))
        .parameter("login", login.toString())
        .parameter("knownHostsFile", access.knownHosts().orElseThrow().toString())
        .parameter("exist", destination.replace() ? "Override" : "Fail")
        .parameter("work", data.resolve("work").resolve("compare").toString())
        .parameter("timeout", String.valueOf(access.timeout().toMillis()));
  }

  /** Bound as a bean, so that it is in no address that something could log. */
  private String secret(String kind, Destination destination, String value) {
    String bean = "dicomDeidSecret-" + kind + "-" + destination.name();
    routes.getContext().getRegistry().bind(bean, value);
    return bean;
  }

  private void http(String template, Destination destination, String url) {
    String bean = "dicomDeidAuthorization-" + destination.name();
    routes
        .getContext()
        .getRegistry()
        .bind(bean, new HttpAuthorization(destination.access().authorization().orElse(null)));
    String[] address = url.split("\\?", 2);
    TemplatedRouteDefinition route =
        template(template, destination)
            .parameter("address", address[0])
            .parameter("authorization", bean)
            .parameter("timeout", String.valueOf(destination.access().timeout().toMillis()));
    if (address.length > 1) {
      route.parameter("query", address[1]);
    }
  }

  private static String studies(String uri) {
    String base = uri.substring(DestinationKind.STOW_SCHEME.length()).replaceFirst("/+$", "");
    return base.endsWith("/studies") ? base : base + "/studies";
  }
}
