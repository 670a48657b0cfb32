/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.dicomdeid.profile.Profiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class ProfileReloadTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final String SITE =
      """
      profile: our-site
      version: %d
      description: of a test
      extends: base.yaml
      """;

  private static final String BASE =
      """
      profile: base
      version: 1
      description: of a test
      extends: hipaa
      pixels: keep
      rules:
        - match: Modality
          action: %s
          reason: of a test
      """;

  private static final String DEVICES =
      """
      devices:
        - device: %s
          match:
            manufacturer: Acme*
          regions:
            - {column: 0, row: 0, width: 10, height: 10, why: banner}
      """;

  @TempDir Path folder;
  @RegisterExtension final CapturedLog log = CapturedLog.ofEachTest();

  @Test
  void a_changed_profile_is_used_from_the_next_object_on_and_an_invalid_one_never()
      throws Exception {
    Path site = Files.writeString(folder.resolve("site.yaml"), SITE.formatted(1));
    Path base = Files.writeString(folder.resolve("base.yaml"), BASE.formatted("keep"));
    try (RunningSite service =
        new RunningSite(folder, RunningSite.quickInbox("dicom-deid.intake.inbox.policy=" + site))) {
      String first = Profiles.load(site.toString()).digest();
      assertThat(deliver(service, 1)).isEqualTo(first);
      Files.writeString(site, SITE.formatted(2));
      until(() -> assertThat(reloads(service, site)).isEqualTo(1));
      String second = Profiles.load(site.toString()).digest();
      assertThat(second).isNotEqualTo(first);
      assertThat(deliver(service, 2)).isEqualTo(second);
      // Of the file that it extends, too.
      Files.writeString(base, BASE.formatted("remove"));
      until(() -> assertThat(reloads(service, site)).isEqualTo(2));
      String third = Profiles.load(site.toString()).digest();
      assertThat(deliver(service, 3)).isEqualTo(third).isNotEqualTo(second);
      // A mistake keeps the old one in use, and is told in log, health and metrics.
      Files.writeString(site, SITE.formatted(4) + "rulez: []\n");
      until(() -> assertThat(log.text()).contains("cannot be used"));
      assertThat(deliver(service, 4)).isEqualTo(third);
      assertThat(service.get("/health").statusCode()).isEqualTo(503);
      assertThat(service.get("/health").body()).contains("rulez");
      assertThat(service.get("/health/ready").statusCode()).isEqualTo(200);
      assertThat(service.get("/metrics").body())
          .containsPattern("dicomdeid_site_file_valid[{]file=[^}]*site.yaml\"[}] 0.0");
      // Gone is invalid as well; what comes back is used.
      Files.delete(site);
      assertThat(deliver(service, 5)).isEqualTo(third);
      Files.writeString(site, SITE.formatted(6));
      until(() -> assertThat(reloads(service, site)).isEqualTo(3));
      assertThat(deliver(service, 6)).isEqualTo(Profiles.load(site.toString()).digest());
      until(() -> assertThat(service.get("/health").statusCode()).isEqualTo(200));
      assertThat(lines("cannot be used")).isLessThanOrEqualTo(2);
    }
  }

  @Test
  void a_device_catalog_is_swapped_as_well() throws Exception {
    Path devices = Files.writeString(folder.resolve("devices.yaml"), catalog("one"));
    try (RunningSite service =
        new RunningSite(folder, RunningSite.quickInbox("dicom-deid.pixels.devices=" + devices))) {
      Files.writeString(devices, "devices: nonsense\n");
      until(() -> assertThat(log.text()).contains("cannot be used"));
      assertThat(service.get("/metrics").body())
          .contains("dicomdeid_site_file_valid{file=\"devices\"} 0.0");
      Files.writeString(devices, catalog("two"));
      until(() -> assertThat(log.text()).contains("in use from the next object on"));
      assertThat(service.get("/metrics").body())
          .contains("dicomdeid_site_file_valid{file=\"devices\"} 1.0");
    }
  }

  private static String catalog(String name) {
    return DEVICES.formatted(name);
  }

  private long lines(String part) {
    return log.lines().stream().filter(line -> line.contains(part)).count();
  }

  private int reloads(RunningSite service, Path site) throws Exception {
    String line =
        service
            .get("/metrics")
            .body()
            .lines()
            .filter(each -> each.startsWith("dicomdeid_site_file_reloads"))
            .filter(each -> each.contains(site.getFileName().toString()))
            .findFirst()
            .orElseThrow();
    return (int) Double.parseDouble(line.substring(line.lastIndexOf(' ')));
  }

  /** Digest of the profile that the object's receipt names. */
  private String deliver(RunningSite service, int number) throws Exception {
    Set<Path> before = new HashSet<>(receipts(service));
    Path made = MadeObjects.write(folder.resolve("made-" + number), number);
    Files.setLastModifiedTime(made, FileTime.from(Instant.now().minusSeconds(60)));
    Path source = folder.resolve("inbox/" + number + ".dcm");
    Files.move(made, source, StandardCopyOption.ATOMIC_MOVE);
    until(() -> assertThat(source).doesNotExist());
    Path receipt =
        receipts(service).stream().filter(each -> !before.contains(each)).findFirst().orElseThrow();
    ObjectMapper json = new ObjectMapper();
    byte[] payload =
        Base64.getDecoder().decode(json.readTree(receipt.toFile()).get("payload").asText());
    JsonNode predicate = json.readTree(payload).get("predicate");
    return predicate.get("profile").get("sha256").asText();
  }

  private static List<Path> receipts(RunningSite service) throws Exception {
    return service.files("outbox", ".receipt.json");
  }

  private static void until(org.awaitility.core.ThrowingRunnable assertion) {
    await().atMost(PATIENCE).pollInterval(Duration.ofMillis(50)).untilAsserted(assertion);
  }
}
