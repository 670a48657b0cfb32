/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.dicomdeid.receipt.TsaSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {

  @TempDir Path folder;

  @Test
  void without_a_file_the_service_goes_from_inbox_to_outbox() throws Exception {
    ServiceSettings settings = read("");
    assertThat(settings.intakes()).hasSize(1);
    ServiceSettings.Intake inbox = settings.intakes().get(0);
    assertThat(inbox.folder()).isEqualTo(folder.toAbsolutePath().resolve("inbox"));
    assertThat(inbox.policy()).isEqualTo("hipaa");
    assertThat(inbox.destinations()).containsExactly("outbox");
    assertThat(settings.destinations().get(0).folder())
        .contains(folder.toAbsolutePath().resolve("outbox"));
    assertThat(settings.management()).contains(new ServiceSettings.Management("127.0.0.1", 8081));
  }

  @Test
  void every_known_key_stands_in_the_packed_file_with_its_default() {
    Map<String, Setting> packed = SettingSources.packed();
    assertThat(packed.keySet()).containsAll(SettingKeys.GLOBAL);
    SettingKeys.INTAKE.forEach(
        each -> assertThat(packed).containsKey("dicom-deid.intake.inbox." + each));
    SettingKeys.DESTINATION.forEach(
        each -> assertThat(packed).containsKey("dicom-deid.destination.outbox." + each));
  }

  @Test
  void own_intakes_and_destinations_take_the_place_of_the_packed_ones() throws Exception {
    ServiceSettings settings =
        read(
            """
            dicom-deid.intake.ct.folder=in/ct
            dicom-deid.intake.us.folder=in/us
            dicom-deid.intake.us.policy=research
            dicom-deid.intake.us.destinations=lab
            dicom-deid.intake.us.read-lock-min-age=5m
            dicom-deid.destination.lab.uri=file:out/lab
            dicom-deid.destination.registry.uri=file:out/registry
            dicom-deid.destination.registry.receipts=false
            """);
    assertThat(settings.intakes()).extracting("name").containsExactly("ct", "us");
    assertThat(settings.intakes().get(0).destinations()).containsExactly("lab", "registry");
    assertThat(settings.intakes().get(1).destinations()).containsExactly("lab");
    assertThat(settings.intakes().get(1).minAge()).isEqualTo(Duration.ofMinutes(5));
    assertThat(settings.destinations()).extracting("receipts").containsExactly(true, false);
  }

  @Test
  void authorities_have_options_each_or_one_for_all() throws Exception {
    Path ca = new MadeCertificates(folder.resolve("made")).authority();
    String two = "dicom-deid.tsa.url=https://a.example/tsr, https://b.example/tsr\n";
    String pin = "AB:".repeat(31) + "AB";
    List<TsaSettings> read =
        read(two
                + "dicom-deid.tsa.ca-file="
                + ca
                + ",\ndicom-deid.tsa.pin=,"
                + pin
                + "\ndicom-deid.tsa.policy=1.2.3,\ndicom-deid.tsa.timeout=3s\n")
            .evidence()
            .authorities();

    assertThat(read).extracting(TsaSettings::name).containsExactly("a.example", "b.example");
    assertThat(read).extracting(TsaSettings::timeout).containsOnly(Duration.ofSeconds(3));
    assertThat(read.get(0).policy()).contains("1.2.3");
    assertThat(read.get(0).trustedCas()).hasSize(1);
    assertThat(read.get(0).pins()).isEmpty();
    assertThat(read.get(1).policy()).isEmpty();
    assertThat(read.get(1).trustedCas()).isEmpty();
    assertThat(read.get(1).pins()).containsExactly("ab".repeat(32));
    assertThat(
            read(two + "dicom-deid.tsa.ca-file=" + ca + "\ndicom-deid.tsa.policy=1.2.3\n")
                .evidence()
                .authorities())
        .extracting(TsaSettings::policy)
        .containsOnly(Optional.of("1.2.3"));
    for (String wrong :
        List.of(
            "dicom-deid.tsa.ca-file=",
            "dicom-deid.tsa.pin=12",
            "dicom-deid.tsa.pin=a,b,c",
            "dicom-deid.tsa.policy=four",
            "dicom-deid.tsa.ca-file=application.properties",
            "dicom-deid.tsa.url=https://user:word@a.example/")) {
      String text = two + "dicom-deid.tsa.ca-file=" + ca + "\n" + wrong + "\n";
      assertThatExceptionOfType(SettingsException.class)
          .as(wrong)
          .isThrownBy(() -> read(text))
          .withMessageContaining("dicom-deid.tsa.")
          .withMessageNotContaining("word");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "dicom-deid.quarantin=./q | did you mean dicom-deid.quarantine?",
        "dicom-deid.intake.inbox.foldr=x | did you mean folder?",
        "dicom-deid.intake.In_box.folder=x | a name is made of lower-case letters",
        "dicom-deid.http.prt=1 | did you mean dicom-deid.http.port?",
        "dicom-deid.intake.inbox.threads=0 | write a number from 1 to 256",
        "dicom-deid.intake.inbox.threads=two | write a number from 1 to 256",
        "dicom-deid.intake.inbox.poll-delay=5 | write a duration such as 500ms",
        "dicom-deid.intake.inbox.recursive=yes | write true or false",
        "dicom-deid.intake.inbox.read-lock=rename | write changed, or none",
        "dicom-deid.intake.inbox.destinations=nowhere | there is no destination of that name",
        "dicom-deid.intake.inbox.policy=hippa | hippa",
        "dicom-deid.destination.outbox.uri=./outbox | write a Camel endpoint",
        "dicom-deid.destination.outbox.same-name=keep | write refuse or replace",
        "dicom-deid.management.port=99999 | write a number from 0 to 65535",
        "dicom-deid.tsa.url=ftp://tsa | write an http or https address",
        "dicom-deid.tsa.url=http://tsa | needs dicom-deid.tsa.ca-file",
        "dicom-deid.keys.passphrase=correct horse battery | secrets do not stand here",
        "dicom-deid.keys.passphrase-file=nowhere | cannot be read",
        "dicom-deid.destination.outbox.when=patient-id=7 | there is no attribute patient-id",
        "dicom-deid.destination.outbox.when=calling-site=ward9 | there is no intake of that name",
        "dicom-deid.destination.outbox.password=x | secrets do not stand here",
        "dicom-deid.destination.outbox.token-file=nowhere | is no file that this user can read",
        "dicom-deid.destination.outbox.uri=sftp://host/in | needs user beside it",
        "dicom-deid.destination.outbox.uri=sftp://u:p@host/in | write that as the option user",
        "dicom-deid.destination.outbox.failures=0 | write a number from 1 to 1000",
        "dicom-deid.pressure.min-free-space=5 | write a size such as 256MB",
        "dicom-deid.data= | write a folder",
        "dicom-deid.intake.inbox.folder=./outbox/in | must not hold, or lie in",
        "dicom-deid.intake.inbox.folder=. | must not hold, or lie in",
        "dicom-deid.data=./outbox/data | hand out originals or keys",
        "dicom-deid.quarantine=./outbox | hand out originals or keys",
        "dicom-deid.destination.all.uri=file:. | hand out originals or keys",
        "dicom-deid.intake.inbox.move-to=./outbox/done | hand out originals or keys",
      })
  void a_wrong_setting_is_refused_with_file_line_key_and_mend(String line, String mend) {
    String key = line.substring(0, line.indexOf('='));
    assertThatExceptionOfType(SettingsException.class)
        .isThrownBy(() -> read("# a comment\n\n" + line + "\n"))
        .withMessageContaining("application.properties:3: ")
        .withMessageContaining(key)
        .withMessageContaining(mend);
  }

  @Test
  void a_secret_on_a_line_is_refused_without_being_repeated_and_taken_from_the_environment()
      throws Exception {
    assertThatExceptionOfType(SettingsException.class)
        .isThrownBy(() -> read("dicom-deid.destination.outbox.token=hush-hush"))
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("hush-hush"));
    Files.deleteIfExists(folder.resolve("application.properties"));
    ServiceSettings settings =
        ServiceSettings.read(
            folder,
            Map.of(
                "DICOM_DEID_DESTINATION_OUTBOX_TOKEN", "hush-hush",
                "DICOM_DEID_DESTINATION_OUTBOX_URI", "https://host/take"),
            new Properties(),
            List.of());
    assertThat(settings.destinations().get(0).access().authorization())
        .contains("Bearer hush-hush");
    assertThat(settings.toString()).doesNotContain("hush-hush");
  }

  @Test
  void an_intake_without_a_folder_is_refused() {
    assertThatExceptionOfType(SettingsException.class)
        .isThrownBy(() -> read("dicom-deid.intake.ct.policy=hipaa"))
        .withMessageContaining("dicom-deid.intake.ct.folder: is missing");
  }

  @Test
  void environment_wins_over_the_file_then_system_properties_then_arguments() throws Exception {
    Files.writeString(
        folder.resolve("application.properties"),
        """
        dicom-deid.management.port=1
        dicom-deid.retry.max-delay=1s
        dicom-deid.intake.inbox.read-lock-min-age=1s
        dicom-deid.quarantine=a
        """);
    Properties system = new Properties();
    system.setProperty("dicom-deid.retry.max-delay", "3s");
    system.setProperty("dicom-deid.quarantine", "b");
    ServiceSettings settings =
        ServiceSettings.read(
            folder,
            Map.of(
                "DICOM_DEID_MANAGEMENT_PORT", "2",
                "DICOM_DEID_RETRY_MAX_DELAY", "2s",
                "DICOM_DEID_INTAKE_INBOX_READ_LOCK_MIN_AGE", "9s"),
            system,
            List.of("dicom-deid.quarantine=c"));
    assertThat(settings.management().get().port()).isEqualTo(2);
    assertThat(settings.retry().maxDelay()).isEqualTo(Duration.ofSeconds(3));
    assertThat(settings.intakes().get(0).minAge()).isEqualTo(Duration.ofSeconds(9));
    assertThat(settings.quarantine()).isEqualTo(folder.toAbsolutePath().resolve("c"));
  }

  @Test
  void an_unknown_environment_variable_is_refused_by_its_name() {
    assertThatExceptionOfType(SettingsException.class)
        .isThrownBy(
            () ->
                ServiceSettings.read(
                    folder, Map.of("DICOM_DEID_DATTA", "x"), new Properties(), List.of()))
        .withMessageContaining("environment variable DICOM_DEID_DATTA")
        .withMessageContaining("did you mean dicom-deid.data?");
  }

  private ServiceSettings read(String text) throws SettingsException, IOException {
    Files.writeString(folder.resolve("application.properties"), text);
    return ServiceSettings.read(folder, Map.of(), new Properties(), List.of());
  }
}
