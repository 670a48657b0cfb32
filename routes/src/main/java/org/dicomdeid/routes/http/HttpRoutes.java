/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes.http;

import java.nio.file.Path;
import java.util.List;
import org.apache.camel.builder.RouteBuilder;

/** Makes the routes of the API of their templates. */
public final class HttpRoutes extends RouteBuilder {

  /** Names of the templates. */
  public static final List<String> TEMPLATES = List.of("http-operation", "http-keep", "http-jobs");

  static final String BEAN = "dicomDeidHttp-";

  private static final String OBJECT = "object-";

  private final HttpSettings settings;
  private final Path waiting;

  /**
   * A way of objects that are delivered, which needs routes of the templates object and unpack.
   *
   * @param intake its name
   */
  public record Delivered(
      String intake, String policy, boolean redactsPixels, List<String> destinations) {}

  /**
   * @param data of the service
   */
  public HttpRoutes(HttpSettings settings, Path data) {
    this.settings = settings;
    this.waiting = HttpApi.folder(data).resolve(JobStore.WAITING);
  }

  /** The ways of objects that are delivered. */
  public static List<Delivered> delivered(HttpSettings settings) {
    return new Ways(settings)
        .all().stream()
            .filter(way -> !way.keeps())
            .map(
                way ->
                    new Delivered(
                        way.name().substring(OBJECT.length()),
                        way.policy(),
                        way.redactsPixels(),
                        way.destinations()))
            .toList();
  }

  @Override
  public void configure() {
    for (Ways.Way way : new Ways(settings).all()) {
      if (way.keeps()) {
        templatedRoute("http-keep")
            .routeId(way.name())
            .parameter("name", way.name())
            .parameter("policy", way.policy())
            .parameter("redactPixels", String.valueOf(way.redactsPixels()));
      }
    }
    templatedRoute("http-jobs")
        .routeId("http-jobs")
        .parameter("folder", waiting.toString())
        .parameter("threads", String.valueOf(settings.jobs().threads()));
    for (Paths.Served each : Paths.ALL) {
      templatedRoute("http-operation")
          .routeId("http-" + each.operation())
          .parameter("path", each.path())
          .parameter("method", each.method())
          .parameter("operation", BEAN + each.operation());
    }
  }
}
