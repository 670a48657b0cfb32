/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.apache.camel.ServiceStatus;
import org.apache.camel.builder.TemplatedRouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.RouteTemplateDefinition;
import org.apache.camel.model.RouteTemplateParameterDefinition;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The templates as somebody finds them who embeds them in a Camel application of his own. */
class RouteTemplatesTest {

  @TempDir java.nio.file.Path folder;

  static Stream<String> files() {
    return Stream.of(ServiceRoutes.TEMPLATES.split(","));
  }

  @ParameterizedTest
  @MethodSource("files")
  void each_file_loads_on_its_own_and_describes_every_parameter(String file) throws Exception {
    try (DefaultCamelContext camel = new DefaultCamelContext()) {
      load(camel, file);
      for (RouteTemplateDefinition template : camel.getRouteTemplateDefinitions()) {
        assertThat(template.getDescription()).isNotBlank();
        assertThat(file).contains("/" + template.getId() + ".yaml");
        for (RouteTemplateParameterDefinition each : template.getTemplateParameters()) {
          assertThat(each.getDescription()).as(each.getName()).isNotBlank();
        }
      }
    }
  }

  @Test
  void the_templates_run_in_a_context_that_knows_only_the_component() throws Exception {
    try (DefaultCamelContext camel = new DefaultCamelContext()) {
      DicomDeidComponent component = new DicomDeidComponent();
      component.setData(folder.resolve("data").toString());
      camel.addComponent("dicom-deid", component);
      for (String file : files().toList()) {
        load(camel, file);
      }
      camel.start();
      add(camel, "quarantine", "folder", folder.resolve("quarantine").toString());
      add(camel, "send-folder", "name", "out", "folder", folder.resolve("out").toString());
      add(camel, "send", "name", "far", "uri", "direct:far");
      add(camel, "deliver", "name", "out");
      add(camel, "backlog", "name", "out");
      add(camel, "object", "name", "in", "destinations", "out");
      add(camel, "folder-intake", "name", "in", "folder", folder.resolve("in").toString());
      assertThat(camel.getRoutes()).hasSize(7);
      assertThat(camel.getRoutes())
          .allSatisfy(
              route ->
                  assertThat(camel.getRouteController().getRouteStatus(route.getRouteId()))
                      .isEqualTo(ServiceStatus.Started));
    }
  }

  @Test
  void nothing_lies_where_another_camel_application_would_take_it_for_its_own() {
    for (String name :
        List.of("application.properties", "logback.xml", "camel", "camel-template")) {
      assertThat(ServiceRoutes.class.getResource("/" + name)).as(name).isNull();
    }
  }

  private static void load(DefaultCamelContext camel, String file) throws Exception {
    Resource resource = PluginHelper.getResourceLoader(camel).resolveResource(file);
    assertThat(resource.exists()).as(file).isTrue();
    PluginHelper.getRoutesLoader(camel).loadRoutes(resource);
  }

  private static void add(DefaultCamelContext camel, String template, String... parameters)
      throws Exception {
    TemplatedRouteBuilder route = TemplatedRouteBuilder.builder(camel, template);
    for (int i = 0; i < parameters.length; i += 2) {
      route.parameter(parameters[i], parameters[i + 1]);
    }
    route.add();
  }
}
