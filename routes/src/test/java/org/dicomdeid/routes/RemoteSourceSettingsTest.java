/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is refused of an intake that fetches from a server, before anything is asked of it. */
class RemoteSourceSettingsTest {

  private static final String SECRET = "n0t-for-any-line";

  @TempDir Path folder;

  @BeforeEach
  void files() throws Exception {
    Files.writeString(folder.resolve("known"), "host key");
    Files.writeString(folder.resolve("key"), SECRET);
    rights("rw-------");
  }

  private void rights(String ofKey) throws Exception {
    Files.setPosixFilePermissions(folder.resolve("key"), PosixFilePermissions.fromString(ofKey));
  }

  @Test
  void a_private_key_that_everybody_can_read_is_refused_with_the_mend() throws Exception {
    String[] all = sftp("sftp://sftp.example/outgoing");
    rights("rw-r--r--");
    refused("chmod 600", all);
    rights("rw-r-----");
    assertThat(read(Map.of(), all).intakes()).hasSize(1);
  }

  @Test
  void five_lines_make_a_partner_site() throws Exception {
    ServiceSettings read = read(Map.of(), sftp("sftp://sftp.example:2222/outgoing"));
    ServiceSettings.Intake north = read.intakes().get(0);
    assertThat(north.pollDelay()).isEqualTo(Duration.ofSeconds(10));
    assertThat(north.folder()).isEqualTo(read.data().resolve("incoming").resolve("north"));
    assertThat(north.source().orElseThrow().sftpAddress()).isEqualTo("sftp.example:2222/outgoing");
    assertThat(north.policy()).isEqualTo("hipaa");
  }

  @Test
  void an_sftp_server_needs_its_host_key_a_user_and_a_secret() {
    String[] all = sftp("sftp://sftp.example/outgoing");
    refused("known-hosts-file", without(all, "known-hosts-file"));
    refused("needs user", without(all, ".user"));
    refused("private-key-file or password-file", without(all, "private-key-file"));
  }

  @Test
  void secrets_are_taken_from_files_and_the_environment_and_never_repeated() throws Exception {
    String[] all = sftp("sftp://sftp.example/outgoing");
    refused("secrets do not stand here", with(all, "dicom-deid.intake.north.password=" + SECRET));
    refused("names the user", sftp("sftp://me:" + SECRET + "@sftp.example/outgoing"));
    ServiceSettings read =
        read(Map.of("DICOM_DEID_INTAKE_NORTH_PASSWORD", SECRET), without(all, "private-key-file"));
    assertThat(read.intakes().get(0).source().orElseThrow().access().password()).contains(SECRET);
    assertThat(read.intakes().get(0).toString()).doesNotContain(SECRET);
  }

  @Test
  void an_address_carries_no_options_and_a_source_is_a_folder_or_a_server() {
    refused("without options", sftp("sftp://sftp.example/out?strictHostKeyChecking=no"));
    refused("without options", sftp("sftp://sftp.example//etc"));
    refused("not both", with(sftp("sftp://a.example/out"), "dicom-deid.intake.north.folder=in"));
    refused("write qido:https", sftp("qido:sftp://a.example/out"));
  }

  @Test
  void what_is_done_is_not_moved_to_where_it_would_be_found_again() throws Exception {
    String[] all = sftp("sftp://sftp.example/out");
    refused("would come again", with(all, "dicom-deid.intake.north.move-to=out/done"));
    refused("would come again", with(sftp("sftp://a.example"), moveTo("done")));
    for (String fine : List.of("done", "out/.done", "outdone", "/srv/done")) {
      assertThat(read(Map.of(), with(all, moveTo(fine))).intakes()).hasSize(1);
    }
  }

  private static String moveTo(String folder) {
    return "dicom-deid.intake.north.move-to=" + folder;
  }

  private static String[] sftp(String uri) {
    return new String[] {
      "dicom-deid.intake.north.uri=" + uri,
      "dicom-deid.intake.north.user=deid",
      "dicom-deid.intake.north.known-hosts-file=known",
      "dicom-deid.intake.north.private-key-file=key"
    };
  }

  private static String[] with(String[] all, String more) {
    List<String> lines = new ArrayList<>(List.of(all));
    lines.add(more);
    return lines.toArray(String[]::new);
  }

  private static String[] without(String[] all, String part) {
    return List.of(all).stream().filter(each -> !each.contains(part)).toArray(String[]::new);
  }

  private void refused(String mend, String... lines) {
    assertThatThrownBy(() -> read(Map.of(), lines))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining(mend)
        .hasMessageContaining("dicom-deid.intake.north")
        .hasMessageNotContaining(SECRET);
  }

  private ServiceSettings read(Map<String, String> environment, String... lines)
      throws SettingsException {
    return ServiceSettings.read(folder, environment, new Properties(), List.of(lines));
  }
}
