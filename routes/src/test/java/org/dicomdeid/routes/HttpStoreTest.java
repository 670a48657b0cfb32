/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Store transaction of DICOMweb. */
class HttpStoreTest {

  private static final String STORE = "/dicomweb/studies";
  private static final String SECONDARY_CAPTURE = "1.2.840.10008.5.1.4.1.1.7";

  @TempDir Path folder;

  @Test
  void stored_objects_are_at_their_destinations_when_the_answer_comes() throws Exception {
    try (ApiSite site = new ApiSite(folder)) {
      Multipart body = Multipart.dicom();
      for (int i = 1; i <= 5; i++) {
        body.object(MadeObjects.write(folder.resolve(i + ".dcm"), i));
      }
      HttpResponse<byte[]> answer = site.post(STORE, body, "Accept", "application/dicom+json");
      assertThat(answer.statusCode())
          .as(new String(answer.body(), StandardCharsets.UTF_8))
          .isEqualTo(200);
      assertThat(answer.headers().firstValue("Content-Type")).contains("application/dicom+json");
      JsonNode json = ApiSite.json(answer);
      assertThat(json.has("00081198")).isFalse();
      JsonNode stored = json.get("00081199").get("Value");
      assertThat(stored).hasSize(5);
      List<Path> delivered = site.site().files("outbox", ".dcm");
      assertThat(delivered).hasSize(5);
      for (JsonNode each : stored) {
        assertThat(uid(each, "00081150")).isEqualTo(SECONDARY_CAPTURE);
        String name = uid(each, "00081155") + ".dcm";
        assertThat(delivered).anyMatch(file -> file.endsWith(name));
      }
      assertThat(site.site().files("outbox", ".receipt.json")).hasSize(5);
      assertThat(new String(answer.body(), StandardCharsets.UTF_8))
          .doesNotContainPattern(MadeObjects.ORIGINAL_UID);

      HttpResponse<byte[]> again = site.post(STORE, body);
      assertThat(again.statusCode()).isEqualTo(200);
      assertThat(ApiSite.json(again)).isEqualTo(json);
      assertThat(site.site().files("outbox", ".dcm")).hasSize(5);
    }
  }

  @Test
  void what_is_refused_is_in_quarantine_and_among_the_failed_by_its_new_uid() throws Exception {
    Path good = MadeObjects.write(folder.resolve("good.dcm"), 1);
    Path conflicting = MadeObjects.writeVariant(folder.resolve("conflicting.dcm"), 1);
    Path broken = MadeObjects.writeBroken(folder.resolve("broken.dcm"), 3);
    try (ApiSite site = new ApiSite(folder)) {
      assertThat(site.post(STORE, Multipart.dicom().object(good)).statusCode()).isEqualTo(200);
      HttpResponse<byte[]> some =
          site.post(
              STORE,
              Multipart.dicom()
                  .object(MadeObjects.write(folder.resolve("2.dcm"), 2))
                  .object(conflicting)
                  .object(broken)
                  .part("Content-Type: image/jpeg", new byte[10]));
      assertThat(some.statusCode())
          .as(new String(some.body(), StandardCharsets.UTF_8))
          .isEqualTo(202);
      JsonNode json = ApiSite.json(some);
      assertThat(json.get("00081199").get("Value")).hasSize(1);
      JsonNode failed = json.get("00081198").get("Value");
      assertThat(failed).hasSize(1);
      assertThat(reason(failed.get(0))).isEqualTo(0x0111);
      String stored = site.site().files("outbox", ".dcm").toString();
      assertThat(stored).contains(uid(failed.get(0), "00081155"));
      JsonNode others = json.get("0008119A").get("Value");
      assertThat(others).hasSize(2);
      assertThat(others).allSatisfy(each -> assertThat(reason(each)).isEqualTo(0xC000));
      assertThat(new String(some.body(), StandardCharsets.UTF_8))
          .doesNotContainPattern(MadeObjects.ORIGINAL_UID);
      assertThat(site.site().files("quarantine", ".dcm")).hasSize(2);

      HttpResponse<byte[]> none = site.post(STORE, Multipart.dicom().object(broken));
      assertThat(none.statusCode()).isEqualTo(409);
      assertThat(ApiSite.json(none).has("00081199")).isFalse();
    }
  }

  @Test
  void only_multipart_of_dicom_is_taken() throws Exception {
    Path in = MadeObjects.write(folder.resolve("in.dcm"), 1);
    try (ApiSite site = new ApiSite(folder)) {
      assertThat(site.post(STORE, Multipart.form().file(in)).statusCode()).isEqualTo(415);
      assertThat(
              site.post(
                      STORE,
                      Multipart.dicom().object(in),
                      "Content-Type",
                      "multipart/related; type=\"application/dicom+json\"; boundary=b")
                  .statusCode())
          .isEqualTo(415);
      assertThat(site.post(STORE, Multipart.dicom()).statusCode()).isEqualTo(400);
      assertThat(
              site.post(STORE, Multipart.dicom().object(in), "Accept", "application/dicom+xml")
                  .statusCode())
          .isEqualTo(406);
      assertThat(site.get(STORE).statusCode()).isEqualTo(405);
    }
  }

  @Test
  void an_object_that_takes_too_long_is_told_as_failed_and_arrives_all_the_same() throws Exception {
    Path in = MadeObjects.write(folder.resolve("in.dcm"), 1);
    try (ApiSite site = new ApiSite(folder, "dicom-deid.http.request-timeout=2s")) {
      site.site().camel().getRouteController().stopRoute("http-jobs");
      HttpResponse<byte[]> answer = site.post(STORE, Multipart.dicom().object(in));
      assertThat(answer.statusCode()).isEqualTo(409);
      assertThat(reason(ApiSite.json(answer).get("00081198").get("Value").get(0)))
          .isEqualTo(0x0110);
      site.site().camel().getRouteController().startRoute("http-jobs");
      org.awaitility.Awaitility.await()
          .untilAsserted(() -> assertThat(site.site().files("outbox", ".dcm")).hasSize(1));
    }
  }

  private static String uid(JsonNode item, String tag) {
    return item.get(tag).get("Value").get(0).asText();
  }

  private static int reason(JsonNode item) {
    return item.get("00081197").get("Value").get(0).asInt();
  }
}
