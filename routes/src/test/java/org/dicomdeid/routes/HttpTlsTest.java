/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.dicomdeid.Peers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TLS, with and without certificates of clients. */
class HttpTlsTest {

  @TempDir Path folder;

  @Test
  void only_tls_1_2_and_1_3_are_spoken() throws Exception {
    MadeCertificates made = new MadeCertificates(folder);
    Path in = MadeObjects.write(folder.resolve("in.dcm"), 1);
    try (ApiSite site =
        new ApiSite(
            folder,
            "dicom-deid.http.tls.certificate=" + made.certificate("server"),
            "dicom-deid.http.tls.key=" + made.key("server"))) {
      for (String version : List.of("TLSv1.2", "TLSv1.3")) {
        HttpResponse<byte[]> answer = post(site, client(made.trusting(null), version), in);
        assertThat(answer.statusCode()).as(version).isEqualTo(200);
      }
      for (String version : List.of("TLSv1.1", "TLSv1")) {
        assertThatThrownBy(() -> post(site, client(made.trusting(null), version), in))
            .as(version)
            .isInstanceOf(IOException.class);
      }
      assertThatThrownBy(() -> site.get("/api/v1/openapi.json")).isInstanceOf(IOException.class);
    }
  }

  @Test
  void with_an_authority_only_its_clients_come_in_and_need_a_token_too() throws Exception {
    MadeCertificates made = new MadeCertificates(folder);
    MadeCertificates others = new MadeCertificates(folder.resolve("others"));
    Path in = MadeObjects.write(folder.resolve("in.dcm"), 1);
    try (ApiSite site =
        new ApiSite(
            folder,
            "dicom-deid.http.tls.certificate=" + made.certificate("server"),
            "dicom-deid.http.tls.key=" + made.key("server"),
            "dicom-deid.http.tls.client-ca=" + made.authority())) {
      HttpClient known = client(made.trusting("client"), "TLSv1.3");
      assertThat(post(site, known, in).statusCode()).isEqualTo(200);
      HttpRequest.Builder bare = HttpRequest.newBuilder(https(site, "/api/v1/receipts/1"));
      assertThat(known.send(bare.build(), HttpResponse.BodyHandlers.discarding()).statusCode())
          .isEqualTo(401);
      assertThatThrownBy(() -> post(site, client(made.trusting(null), "TLSv1.3"), in))
          .isInstanceOf(IOException.class);
      SSLContext stranger = made.trustingWith(others, "client");
      assertThatThrownBy(() -> post(site, client(stranger, "TLSv1.3"), in))
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void curl_and_certificates_of_openssl_agree_with_it() throws Exception {
    Peers.require("openssl");
    Peers.require("curl");
    MadeObjects.write(folder.resolve("in.dcm"), 1);
    run(
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-days",
        "2",
        "-subj",
        "/CN=127.0.0.1",
        "-addext",
        "subjectAltName=IP:127.0.0.1",
        "-keyout",
        "key.pem",
        "-out",
        "cert.pem");
    try (ApiSite site =
        new ApiSite(
            folder,
            "dicom-deid.http.tls.certificate=" + folder.resolve("cert.pem"),
            "dicom-deid.http.tls.key=" + folder.resolve("key.pem"))) {
      run(
          "curl",
          "--silent",
          "--show-error",
          "--fail",
          "--cacert",
          "cert.pem",
          "--tlsv1.2",
          "--header",
          "Authorization: Bearer " + site.token(),
          "--form",
          "file=@in.dcm",
          "--output",
          "out.dcm",
          https(site, "/api/v1/sanitize/file").toString());
      assertThat(Files.size(folder.resolve("out.dcm"))).isPositive();
      // The certificate is of nobody that curl knows without being told.
      assertThat(status("curl", "--silent", https(site, "/api/v1/openapi.json").toString()))
          .isEqualTo(60);
    }
  }

  @Test
  void an_address_that_others_reach_is_refused_without_tls_unless_a_key_says_so() throws Exception {
    String[] open = {"dicom-deid.http.enabled=true", "dicom-deid.http.host=0.0.0.0"};
    assertThatThrownBy(() -> read(open))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("dicom-deid.http.tls.certificate");
    assertThat(read(open[0], open[1], "dicom-deid.http.allow-plain-text=true").http()).isPresent();
    assertThat(read("dicom-deid.http.enabled=true").http()).isPresent();
    assertThat(read().http()).as("off by default").isEmpty();
    assertThatThrownBy(() -> read(open[0], "dicom-deid.http.tls.key=none.pem"))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("dicom-deid.http.tls.certificate");
    assertThatThrownBy(() -> read(open[0], "dicom-deid.http.store.policy=other"))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("hipaa-safe-harbor");
    assertThatThrownBy(() -> read(open[0], "dicom-deid.http.jobs.destinations=nowhere"))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("outbox");
    assertThatThrownBy(() -> read(open[0], "dicom-deid.http.max-upload=many"))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("256MB");
  }

  @Test
  void a_key_that_everybody_on_the_machine_can_read_is_refused() throws Exception {
    MadeCertificates made = new MadeCertificates(folder);
    String[] tls = {
      "dicom-deid.http.enabled=true",
      "dicom-deid.http.tls.certificate=" + made.certificate("server"),
      "dicom-deid.http.tls.key=" + made.key("server")
    };
    assertThat(read(tls).http().orElseThrow().tls()).isPresent();
    Files.setPosixFilePermissions(made.key("server"), PosixFilePermissions.fromString("rw-r--r--"));
    assertThatThrownBy(() -> read(tls))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("dicom-deid.http.tls.key")
        .hasMessageContaining("chmod 600");
  }

  private ServiceSettings read(String... settings) throws SettingsException {
    return ServiceSettings.read(folder, Map.of(), new Properties(), List.of(settings));
  }

  private static URI https(ApiSite site, String path) {
    return URI.create("https://127.0.0.1:" + site.port() + path);
  }

  private static HttpClient client(SSLContext context, String version) {
    return HttpClient.newBuilder()
        .sslContext(context)
        .sslParameters(new SSLParameters(null, new String[] {version}))
        .build();
  }

  private static HttpResponse<byte[]> post(ApiSite site, HttpClient client, Path file)
      throws Exception {
    Multipart body = Multipart.form().file(file);
    return client.send(
        HttpRequest.newBuilder(https(site, "/api/v1/sanitize/file"))
            .header("Authorization", "Bearer " + site.token())
            .header("Content-Type", body.contentType())
            .POST(body.publisher())
            .build(),
        HttpResponse.BodyHandlers.ofByteArray());
  }

  private void run(String... command) throws Exception {
    assertThat(status(command)).as(() -> command[0] + ": " + log()).isZero();
  }

  private int status(String... command) throws Exception {
    return new ProcessBuilder(command)
        .directory(folder.toFile())
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("log").toFile())
        .start()
        .waitFor();
  }

  private String log() {
    try {
      return Files.readString(folder.resolve("log"));
    } catch (IOException e) {
      return "";
    }
  }
}
