/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes;

import static org.assertj.core.api.Assertions.assertThat;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is described is what is served. */
class HttpDescriptionTest {

  @TempDir Path folder;

  @Test
  void the_description_is_valid_and_has_every_route_and_no_other() throws Exception {
    try (ApiSite site = new ApiSite(folder)) {
      HttpResponse<byte[]> served =
          site.send(HttpRequest.newBuilder(site.uri("/api/v1/openapi.json")));
      assertThat(served.statusCode()).as("without a token").isEqualTo(200);
      SwaggerParseResult read =
          new OpenAPIV3Parser().readContents(new String(served.body(), StandardCharsets.UTF_8));
      assertThat(read.getMessages()).isNullOrEmpty();
      OpenAPI api = read.getOpenAPI();
      assertThat(api.getOpenapi()).isEqualTo("3.1.0");

      Set<String> described = new TreeSet<>();
      api.getPaths()
          .forEach(
              (path, item) ->
                  item.readOperationsMap().keySet().forEach(it -> described.add(it + " " + path)));
      Set<String> routes =
          site.site().camel().getRoutes().stream()
              .map(route -> route.getEndpoint())
              .filter(PlatformHttpEndpoint.class::isInstance)
              .map(PlatformHttpEndpoint.class::cast)
              .map(each -> each.getHttpMethodRestrict() + " " + each.getPath())
              .collect(Collectors.toCollection(TreeSet::new));
      assertThat(routes).isEqualTo(described);

      for (Map.Entry<String, PathItem> path : api.getPaths().entrySet()) {
        for (Map.Entry<PathItem.HttpMethod, Operation> each :
            path.getValue().readOperationsMap().entrySet()) {
          assertStatusesAreDescribed(site, path.getKey(), each.getKey(), each.getValue());
        }
      }
    }
  }

  /** An answer to a request that has nothing in it is among those that are described. */
  private static void assertStatusesAreDescribed(
      ApiSite site, String path, PathItem.HttpMethod method, Operation operation) throws Exception {
    String url = path.replace("{id}", "0".repeat(32));
    HttpResponse<byte[]> empty =
        site.send(site.request(url).method(method.name(), HttpRequest.BodyPublishers.noBody()));
    assertThat(operation.getResponses())
        .as(method + " " + path)
        .containsKey(String.valueOf(empty.statusCode()));
    String type = empty.headers().firstValue("Content-Type").orElseThrow();
    assertThat(type).isIn("application/json", "application/problem+json");
  }
}
