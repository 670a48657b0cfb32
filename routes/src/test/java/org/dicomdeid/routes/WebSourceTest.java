/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Web sources that break off, refuse, or lead astray. */
// Some sites are there for what they do by themselves.
@SuppressWarnings("try")
class WebSourceTest {

  private static final String TOKEN = "t0ken-Of-The-Source";
  private static final String BOUNDARY = "b0undary";

  @TempDir Path folder;
  @RegisterExtension final CapturedLog log = CapturedLog.ofEachTest("2.25.7700", TOKEN);
  private HttpServer server;
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private volatile String fault = "";

  @BeforeEach
  void start() throws Exception {
    Files.writeString(folder.resolve("token"), TOKEN);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(
        Executors.newCachedThreadPool(
            task -> {
              Thread thread = new Thread(task);
              thread.setDaemon(true);
              return thread;
            }));
    server.createContext("/", this::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void instances_of_a_search_are_fetched_once_and_delivered() throws Exception {
    try (RunningSite site = site("qido:", "/dicom-web")) {
      until(() -> assertThat(site.files("outbox", ".dcm")).hasSize(2));
      long fetches = fetches();
      until(() -> assertThat(searches()).isGreaterThan(5));
      assertThat(fetches()).isEqualTo(fetches).isEqualTo(2);
      assertThat(site.get("/health").statusCode()).isEqualTo(200);
      assertThat(localFiles()).isEmpty();
    }
    assertThat(asked).allSatisfy(each -> assertThat(each).endsWith("Bearer " + TOKEN));
    assertThat(asked.get(0)).contains("ModalitiesInStudy=OT&limit=100&offset=0");
  }

  @Test
  void after_a_restart_nothing_is_fetched_again_unless_the_profile_changes() throws Exception {
    try (RunningSite site = site("qido:", "/dicom-web")) {
      until(() -> assertThat(site.files("outbox", ".dcm")).hasSize(2));
      until(() -> assertThat(searches()).isGreaterThan(2));
    }
    asked.clear();
    try (RunningSite site = site("qido:", "/dicom-web")) {
      until(() -> assertThat(searches()).isGreaterThan(2));
      assertThat(fetches()).isZero();
    }
    try (RunningSite site = site("qido:", "/dicom-web", "dicom-deid.intake.pacs.policy=research")) {
      until(() -> assertThat(fetches()).isEqualTo(2));
    }
  }

  @Test
  void a_list_of_links_is_followed_on_its_own_server_only() throws Exception {
    try (RunningSite site = site("", "/list")) {
      until(() -> assertThat(site.files("outbox", ".dcm")).hasSize(2));
    }
    fault = "elsewhere";
    asked.clear();
    try (RunningSite site = site("", "/list")) {
      until(() -> assertThat(log.text()).contains("the source cannot be read"));
      assertThat(asked).allSatisfy(each -> assertThat(each).startsWith("/list"));
    }
  }

  @Test
  void an_answer_that_is_cut_off_is_not_delivered_and_fetched_again() throws Exception {
    for (String cut : List.of("cut-length", "cut-chunk", "cut-part")) {
      fault = cut;
      Path own = Files.createDirectories(folder.resolve(cut));
      Files.copy(folder.resolve("token"), own.resolve("token"));
      int told = lines("the source cannot be read");
      try (RunningSite site = new RunningSite(own, settings("qido:", "/dicom-web"))) {
        until(() -> assertThat(lines("the source cannot be read")).isGreaterThan(told + 2));
        assertThat(site.files("outbox", ".dcm")).as(cut).isEmpty();
        assertThat(site.files("quarantine", ".dcm")).as(cut).isEmpty();
        fault = "";
        until(() -> assertThat(site.files("outbox", ".dcm")).hasSize(2));
        assertThat(site.files("quarantine", ".dcm")).isEmpty();
      }
    }
  }

  @Test
  void a_source_that_is_unavailable_shows_in_log_metrics_and_health() throws Exception {
    fault = "503";
    try (RunningSite site = site("qido:", "/dicom-web")) {
      until(() -> assertThat(log.text()).contains("the source cannot be read"));
      assertThat(site.get("/health").statusCode()).isEqualTo(503);
      assertThat(site.get("/metrics").body())
          .contains("dicomdeid_poll_failures_total{route=\"intake-pacs\"}");
      fault = "";
      until(() -> assertThat(site.files("outbox", ".dcm")).hasSize(2));
      until(() -> assertThat(site.get("/health").statusCode()).isEqualTo(200));
    }
  }

  @Test
  void a_redirect_is_not_followed_so_that_the_token_stays_here() throws Exception {
    List<String> stolen = new CopyOnWriteArrayList<>();
    HttpServer other =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    other.createContext(
        "/", exchange -> stolen.add("" + exchange.getRequestHeaders().getFirst("Authorization")));
    other.start();
    fault = "redirect:http://127.0.0.1:" + other.getAddress().getPort() + "/";
    try (RunningSite site = site("qido:", "/dicom-web")) {
      until(() -> assertThat(lines("the source cannot be read")).isGreaterThan(2));
      assertThat(stolen).isEmpty();
      assertThat(site.files("outbox", ".dcm")).isEmpty();
    } finally {
      other.stop(0);
    }
  }

  @Test
  void an_answer_beyond_the_limit_is_given_up() throws Exception {
    fault = "large";
    try (RunningSite site =
        site("qido:", "/dicom-web", "dicom-deid.intake.pacs.max-object-size=1MB")) {
      until(() -> assertThat(log.text()).contains("the source cannot be read"));
      assertThat(site.files("outbox", ".dcm")).isEmpty();
      until(() -> assertThat(localFiles()).hasSizeLessThan(2));
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().toString();
    asked.add(path + " " + exchange.getRequestHeaders().getFirst("Authorization"));
    if (fault.equals("503")) {
      exchange.sendResponseHeaders(503, -1);
    } else if (fault.startsWith("redirect:")) {
      exchange.getResponseHeaders().add("Location", fault.substring("redirect:".length()));
      exchange.sendResponseHeaders(302, -1);
    } else if (path.contains("/instances?")) {
      send(exchange, "application/dicom+json", search().getBytes(StandardCharsets.UTF_8));
    } else if (path.startsWith("/list")) {
      String last = fault.equals("elsewhere") ? "http://127.0.0.2/2" : "object/2";
      send(
          exchange,
          "text/uri-list",
          ("# objects\r\n/object/1\r\n" + last + "\r\n").getBytes(StandardCharsets.UTF_8));
    } else if (path.startsWith("/object/")) {
      send(exchange, "application/dicom", object(path.endsWith("1") ? 1 : 2));
    } else {
      instance(exchange, path.endsWith("1") ? 1 : 2);
    }
    exchange.close();
  }

  private void instance(HttpExchange exchange, int number) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.writeBytes(
        ("--" + BOUNDARY + "\r\nContent-Type: application/dicom\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII));
    body.writeBytes(fault.equals("large") ? new byte[2 << 20] : object(number));
    if (!fault.equals("cut-part")) {
      body.writeBytes(("\r\n--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.US_ASCII));
    }
    String type = "multipart/related; type=\"application/dicom\"; boundary=\"" + BOUNDARY + "\"";
    if (!fault.equals("cut-length") && !fault.equals("cut-chunk")) {
      send(exchange, type, body.toByteArray());
      return;
    }
    exchange.getResponseHeaders().add("Content-Type", type);
    exchange.sendResponseHeaders(200, fault.equals("cut-length") ? body.size() : 0);
    exchange.getResponseBody().write(body.toByteArray(), 0, body.size() - 200);
    exchange.getResponseBody().flush();
    // Without an end: the server breaks the connection when its handler throws.
    throw new IOException("cut");
  }

  private static void send(HttpExchange exchange, String type, byte[] body) throws IOException {
    exchange.getResponseHeaders().add("Content-Type", type);
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
  }

  private byte[] object(int number) throws IOException {
    Path file = Files.createTempFile(folder, "made", "");
    return Files.readAllBytes(MadeObjects.write(file, number));
  }

  private static String search() {
    List<String> found = new ArrayList<>();
    for (int number = 1; number <= 2; number++) {
      found.add(
          "{\"0020000D\":{\"vr\":\"UI\",\"Value\":[\"2.25.771\"]},"
              + "\"0020000E\":{\"vr\":\"UI\",\"Value\":[\"2.25.772\"]},"
              + "\"00080018\":{\"vr\":\"UI\",\"Value\":[\"2.25.7700"
              + number
              + "\"]}}");
    }
    return "[" + String.join(",", found) + "]";
  }

  private RunningSite site(String kind, String path, String... more) throws Exception {
    return new RunningSite(folder, settings(kind, path, more));
  }

  private String[] settings(String kind, String path, String... more) {
    String uri = kind + "http://127.0.0.1:" + server.getAddress().getPort() + path;
    List<String> all =
        new ArrayList<>(
            List.of(
                "dicom-deid.intake.pacs.uri=" + uri,
                "dicom-deid.intake.pacs.token-file=token",
                "dicom-deid.intake.pacs.query=ModalitiesInStudy=OT",
                "dicom-deid.intake.pacs.timeout=5s",
                "dicom-deid.intake.pacs.poll-delay=100ms"));
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }

  private long fetches() {
    return asked.stream().filter(each -> each.contains("/series/")).count();
  }

  private long searches() {
    return asked.stream().filter(each -> each.contains("/instances?")).count();
  }

  private int lines(String part) {
    return (int) log.lines().stream().filter(each -> each.contains(part)).count();
  }

  private List<Path> localFiles() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("data/incoming/pacs"))) {
      return files.toList();
    }
  }

  private static void until(org.awaitility.core.ThrowingRunnable assertion) {
    await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(25))
        .untilAsserted(assertion);
  }
}
