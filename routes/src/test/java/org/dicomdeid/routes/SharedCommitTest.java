/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.camel.Exchange;
import org.apache.camel.builder.ExchangeBuilder;
import org.apache.camel.builder.TemplatedRouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.dicomdeid.audit.LogSettings;
import org.dicomdeid.audit.ReceiptLog;
import org.dicomdeid.pipeline.Pipeline;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SharedCommitTest {

  @TempDir Path folder;
  private final DefaultCamelContext camel = new DefaultCamelContext();
  private Pipeline pipeline;

  private void start(Duration gather) throws Exception {
    pipeline =
        Pipeline.open(
            Pipeline.Settings.of(folder.resolve("data"))
                .withLog(LogSettings.STANDARD.gathering(gather)));
    DicomDeidComponent component = new DicomDeidComponent();
    component.setData(folder.resolve("data").toString());
    component.setPipeline(pipeline);
    camel.addComponent("dicom-deid", component);
    for (String file : List.of(ServiceRoutes.TEMPLATES.split(",", -1))) {
      PluginHelper.getRoutesLoader(camel)
          .loadRoutes(PluginHelper.getResourceLoader(camel).resolveResource(file));
    }
    camel.start();
    add("quarantine", "folder", folder.resolve("quarantine").toString());
    add("send-folder", "name", "out", "folder", folder.resolve("out").toString());
    add("deliver", "name", "out");
    add("object", "name", "in", "destinations", "out", "together", "2");
    add("unpack", "name", "in");
  }

  @AfterEach
  void stop() throws Exception {
    camel.close();
    pipeline.close();
  }

  @Test
  void objects_of_one_poll_share_commits() throws Exception {
    start(Duration.ofSeconds(5));
    Path in = Files.createDirectory(folder.resolve("in"));
    for (int i = 0; i < 5; i++) {
      MadeObjects.write(in.resolve(i + ".dcm"), i);
    }
    add("folder-intake", "name", "in", "folder", in.toString(), "threads", "2", "readLock", "none");
    await().atMost(1, TimeUnit.MINUTES).until(() -> files(in).isEmpty());
    ReceiptLog log = pipeline.log().orElseThrow();
    List<Long> checkpoints = new ArrayList<>();
    for (long i = 1; i <= 5; i++) {
      checkpoints.add(
          log.find(i).orElseThrow().log().orElseThrow().checkpoint().checkpoint().size());
    }
    assertThat(checkpoints).isSorted();
    assertThat(Set.copyOf(checkpoints)).hasSizeLessThan(5).contains(5L);
  }

  @Test
  void what_is_in_an_archive_and_what_is_of_no_poll_waits_for_no_other() throws Exception {
    // Only what ends the wait lets this end.
    start(Duration.ofHours(1));
    Path zip = folder.resolve("many.zip");
    try (ZipOutputStream entries = new ZipOutputStream(Files.newOutputStream(zip))) {
      for (int i = 0; i < 3; i++) {
        entries.putNextEntry(new ZipEntry(String.valueOf(i)));
        entries.write(Files.readAllBytes(MadeObjects.write(folder.resolve(i + ".dcm"), i)));
      }
    }
    send(
        ExchangeBuilder.anExchange(camel)
            .withBody(zip.toFile())
            .withProperty(Exchange.BATCH_COMPLETE, false)
            .build());
    send(
        ExchangeBuilder.anExchange(camel)
            .withBody(MadeObjects.write(folder.resolve("9.dcm"), 9).toFile())
            .build());
    assertThat(pipeline.log().orElseThrow().find(4)).isPresent();
  }

  private void send(Exchange exchange) throws Exception {
    Exchange done =
        camel
            .createProducerTemplate()
            .asyncSend("direct:unpack-in", exchange)
            .get(1, TimeUnit.MINUTES);
    assertThat(done.getException()).isNull();
  }

  private static List<Path> files(Path in) throws Exception {
    try (var files = Files.list(in)) {
      return files.toList();
    }
  }

  private void add(String template, String... parameters) throws Exception {
    TemplatedRouteBuilder route = TemplatedRouteBuilder.builder(camel, template);
    for (int i = 0; i < parameters.length; i += 2) {
      route.parameter(parameters[i], parameters[i + 1]);
    }
    route.add();
  }
}
