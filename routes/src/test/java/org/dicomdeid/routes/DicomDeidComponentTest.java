/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.ExchangeBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.main.Main;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.assertj.core.util.Throwables;
import org.dicomdeid.audit.PostgresAccess;
import org.dicomdeid.audit.PostgresServer;
import org.dicomdeid.processor.DicomDeidConstants;
import org.dicomdeid.processor.NotRegularFileException;
import org.dicomdeid.processor.ObjectObserver;
import org.dicomdeid.processor.RefusedException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The component in a Camel context that knows nothing else of this project. */
class DicomDeidComponentTest {

  @TempDir Path folder;
  private final List<String> seen = new CopyOnWriteArrayList<>();
  private CamelContext context;

  @BeforeEach
  void start() throws Exception {
    context = new DefaultCamelContext();
    context.start();
  }

  @AfterEach
  void stop() {
    context.stop();
  }

  @ParameterizedTest
  @ValueSource(strings = {"file", "path", "stream", "bytes"})
  void takes_files_streams_and_bytes(String kind) throws Exception {
    route("");
    Path file = MadeObjects.write(folder.resolve(MadeObjects.SOURCE_NAME + ".dcm"), 1);
    byte[] bytes = Files.readAllBytes(file);
    Object body =
        switch (kind) {
          case "file" -> file.toFile();
          case "path" -> file;
          case "stream" -> new ByteArrayInputStream(bytes);
          default -> bytes;
        };
    Exchange done = send(body, Map.of());
    assertThat(done.getException()).isNull();
    assertThat(seen).hasSize(1);
    assertThat(seen.get(0)).doesNotContain("Quillfeather").contains("DICM");
    assertThat(header(done, Exchange.FILE_NAME))
        .matches("2\\.25\\.\\d+/2\\.25\\.\\d+/2\\.25\\.\\d+\\.dcm");
    assertThat(header(done, DicomDeidConstants.INPUT_SHA256)).hasSize(64);
    assertThat(header(done, DicomDeidConstants.OUTPUT_SHA256)).hasSize(64);
    assertThat(header(done, DicomDeidConstants.OUTCOME)).isEqualTo("sanitized");
    assertThat(done.getMessage().getHeader(DicomDeidConstants.RECEIPT_SEQUENCE)).isEqualTo(1L);
    assertThat(Files.readAllBytes(file)).isEqualTo(bytes);
    assertThat(leftovers()).isEmpty();
  }

  @Test
  void a_refused_object_throws_a_typed_exception_that_names_nobody() throws Exception {
    route("");
    Path file = MadeObjects.writeBroken(folder.resolve(MadeObjects.SOURCE_NAME + ".dcm"), 1);
    Exchange done = send(file.toFile(), Map.of());
    assertThat(done.getException()).isInstanceOf(RefusedException.class);
    RefusedException refused = (RefusedException) done.getException();
    assertThat(refused.reason().code()).isNotEmpty();
    assertThat(refused).hasMessageNotContaining("Quillfeather");
    assertThat(seen).isEmpty();
    assertThat(leftovers()).isEmpty();
  }

  @Test
  void headers_from_outside_that_steer_camel_are_removed_in_any_case() throws Exception {
    route("");
    Path file = MadeObjects.write(folder.resolve("a.dcm"), 1);
    Exchange done =
        send(
            file.toFile(),
            Map.of(
                "cAmElFileName", "../../etc/evil",
                "CamelHttpUri", "http://evil.example",
                "dicomdeidoutcome", "forged",
                "Accession", "kept"));
    assertThat(done.getMessage().getHeaders())
        .doesNotContainKeys("CamelHttpUri")
        .containsEntry("Accession", "kept")
        .containsEntry(DicomDeidConstants.OUTCOME, "sanitized");
    assertThat(header(done, Exchange.FILE_NAME)).doesNotContain("evil");
  }

  @Test
  void with_an_output_folder_the_file_outlives_the_exchange() throws Exception {
    route("&output=" + folder.resolve("out"));
    Path file = MadeObjects.write(folder.resolve("a.dcm"), 1);
    Exchange done = send(file.toFile(), Map.of());
    File body = done.getMessage().getBody(File.class);
    assertThat(body).exists();
    assertThat(folder.resolve("out").relativize(body.toPath()).toString())
        .isEqualTo(header(done, Exchange.FILE_NAME));
  }

  @Test
  void with_commit_on_completion_a_failed_exchange_leaves_no_receipt() throws Exception {
    context.addRoutes(
        new RouteBuilder() {
          @Override
          public void configure() {
            from("direct:in")
                .to("dicom-deid:hipaa?commit=completion&destinations=far&data=" + data())
                .process(DicomDeidComponentTest.this::failWhenAsked);
          }
        });
    Path file = MadeObjects.write(folder.resolve("a.dcm"), 1);
    assertThat(send(file.toFile(), Map.of("fail", true)).getException()).isNotNull();
    Exchange second = send(file.toFile(), Map.of());
    assertThat(header(second, DicomDeidConstants.OUTCOME)).isEqualTo("sanitized");
    Exchange third = send(file.toFile(), Map.of());
    assertThat(header(third, DicomDeidConstants.OUTCOME)).isEqualTo("already-delivered");
  }

  @Test
  void a_route_that_ends_before_the_commit_does_not_release_the_source() throws Exception {
    context.addRoutes(
        new RouteBuilder() {
          @Override
          public void configure() {
            from("file:" + folder.resolve("in") + "?delete=true&initialDelay=0&delay=20")
                .to("dicom-deid:hipaa?step=claim&destinations=far&data=" + data())
                .to("dicom-deid:hipaa?step=sanitize&data=" + data())
                .process(exchange -> seen.add("ended"))
                .stop();
          }
        });
    Path source = MadeObjects.write(folder.resolve("in/a.dcm"), 1);
    // The second time proves that the first one did not delete it.
    await().until(() -> seen.size() >= 2);
    assertThat(source).exists();
  }

  @Test
  void an_error_in_the_middle_of_a_claim_does_not_hold_up_the_next_try() throws Exception {
    AtomicBoolean fails = new AtomicBoolean(true);
    ObjectObserver observer =
        event -> {
          if (fails.compareAndSet(true, false)) {
            throw new StackOverflowError("of a test");
          }
        };
    context.getRegistry().bind("observer", ObjectObserver.class, observer);
    route("");
    Path source = MadeObjects.write(folder.resolve("a.dcm"), 1);
    assertThat(send(source, Map.of()).getException()).hasRootCauseMessage("of a test");
    Exchange again =
        assertTimeoutPreemptively(Duration.ofSeconds(60), () -> send(source, Map.of()));
    assertThat(again.getException()).isNull();
  }

  @Test
  void a_named_pipe_is_not_opened() throws Exception {
    route("");
    Path pipe = NamedPipe.make(folder.resolve("in/pipe"));
    Exchange sent = assertTimeoutPreemptively(Duration.ofSeconds(60), () -> send(pipe, Map.of()));
    assertThat(sent.getException()).isInstanceOf(NotRegularFileException.class);
    assertThat(pipe).exists();
  }

  @Test
  void a_route_of_ones_own_can_hold_what_is_refused() throws Exception {
    context.addRoutes(
        new RouteBuilder() {
          @Override
          public void configure() {
            onException(RefusedException.class)
                .handled(true)
                .to("dicom-deid:hipaa?step=quarantine&data=" + data() + "&quarantine=" + held());
            from("file:" + folder.resolve("in") + "?delete=true&initialDelay=0&delay=20")
                .to("dicom-deid:hipaa?destinations=partner&commit=completion&data=" + data())
                .to("file:" + folder.resolve("out") + "?tempFileName=.${file:onlyname}.part");
          }
        });
    Path broken = MadeObjects.writeBroken(folder.resolve("made"), 1);
    byte[] bytes = Files.readAllBytes(broken);
    Path refused = Files.move(broken, folder.resolve("in/broken.dcm"));
    Path good = Files.move(MadeObjects.write(broken, 2), folder.resolve("in/good.dcm"));
    await().until(() -> !Files.exists(refused) && !Files.exists(good));
    try (Stream<Path> files = Files.walk(held())) {
      assertThat(files.filter(file -> file.toString().endsWith(".dcm")))
          .singleElement()
          .satisfies(file -> assertThat(file).hasBinaryContent(bytes));
    }
    try (Stream<Path> files = Files.walk(folder.resolve("out"))) {
      assertThat(files.filter(Files::isRegularFile)).hasSize(1);
    }
  }

  @Test
  void works_in_camel_main_with_the_data_folder_set_by_property() throws Exception {
    Main main = new Main();
    main.setDefaultPropertyPlaceholderLocation("false");
    main.addInitialProperty("camel.component.dicom-deid.data", data());
    main.addInitialProperty("camel.component.dicom-deid.receipts", "false");
    main.configure()
        .addRoutesBuilder(
            new RouteBuilder() {
              @Override
              public void configure() {
                from("direct:in").to("dicom-deid:research");
              }
            });
    main.start();
    try {
      Path file = MadeObjects.write(folder.resolve("a.dcm"), 1);
      Exchange done =
          main.getCamelTemplate()
              .send("direct:in", exchange -> exchange.getMessage().setBody(file));
      assertThat(done.getException()).isNull();
      assertThat(header(done, DicomDeidConstants.OUTPUT_SHA256)).hasSize(64);
      assertThat(folder.resolve("data/keys")).isDirectory();
    } finally {
      main.stop();
    }
  }

  @Test
  void store_time_stamps_and_pushed_checkpoints_are_options_of_the_component() throws Exception {
    PostgresAccess access = PostgresServer.newStore();
    Path partner = folder.resolve("partner");
    DicomDeidComponent component = new DicomDeidComponent();
    component.setData(data());
    component.setStoreUrl(access.url());
    component.setStoreUser(access.role());
    component.setStorePassword(access.password());
    component.setLogTimeStamps("receipt");
    component.setLogPushUri("file:" + partner);
    component.setLogPushInterval("1s");
    context.addComponent("dicom-deid", component);
    route("");
    assertThat(send(MadeObjects.write(folder.resolve("a.dcm"), 1), Map.of()).getException())
        .isNull();
    await().until(() -> Files.exists(partner.resolve("checkpoint-000000000001.txt")));
    assertThat(folder.resolve("data/audit.mv.db")).doesNotExist();
    assertThat(component.receiptLog().orElseThrow().find(1).orElseThrow().timestamp()).isPresent();
  }

  @Test
  void an_option_of_the_component_that_cannot_be_is_refused_without_its_value() throws Exception {
    DicomDeidComponent component = new DicomDeidComponent();
    component.setData(data());
    component.setStoreUrl("jdbc:mysql://host/x?password=Quillfeather");
    component.setStoreUser("deid");
    context.addComponent("dicom-deid", component);
    assertThatExceptionOfType(Exception.class)
        .isThrownBy(() -> route(""))
        .satisfies(
            e ->
                assertThat(e)
                    .hasStackTraceContaining("dicom-deid.store.url")
                    .extracting(Throwables::getStackTrace, InstanceOfAssertFactories.STRING)
                    .doesNotContain("Quillfeather"));
  }

  private void failWhenAsked(Exchange exchange) {
    if (exchange.getMessage().getHeader("fail", false, Boolean.class)) {
      throw new IllegalStateException("asked to fail");
    }
  }

  private Path held() {
    return folder.resolve("held");
  }

  private String data() {
    return folder.resolve("data").toString();
  }

  private void route(String options) throws Exception {
    context.addRoutes(
        new RouteBuilder() {
          @Override
          public void configure() {
            from("direct:in")
                .to("dicom-deid:hipaa?data=" + data() + options)
                .process(
                    exchange -> {
                      Path file = exchange.getMessage().getBody(File.class).toPath();
                      String text =
                          Files.readString(file, java.nio.charset.StandardCharsets.ISO_8859_1);
                      seen.add(text);
                    });
          }
        });
  }

  private Exchange send(Object body, Map<String, Object> headers) {
    ExchangeBuilder builder = ExchangeBuilder.anExchange(context).withBody(body);
    headers.forEach(builder::withHeader);
    return context.createProducerTemplate().send("direct:in", builder.build());
  }

  private static String header(Exchange exchange, String name) {
    return exchange.getMessage().getHeader(name, String.class);
  }

  /** Files that are still in a work folder; its lock file is none of them. */
  private List<Path> leftovers() throws Exception {
    try (Stream<Path> files = Files.walk(folder.resolve("data/work"))) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> !file.toString().endsWith(".lock"))
          .toList();
    }
  }
}
