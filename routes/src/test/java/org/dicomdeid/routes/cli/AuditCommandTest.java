/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dicomdeid.audit.PostgresAccess;
import org.dicomdeid.audit.PostgresServer;
import org.dicomdeid.dicom.DicomObject;
import org.dicomdeid.dicom.DicomReader;
import org.dicomdeid.dicom.Limits;
import org.dicomdeid.dicom.Tag;
import org.dicomdeid.pipeline.Pipeline;
import org.dicomdeid.profile.Profiles;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditCommandTest {

  @TempDir private Path home;

  @AfterEach
  void forgetTheServer() {
    System.getProperties().keySet().removeIf(key -> key.toString().startsWith("dicom-deid."));
  }

  @Test
  void receipts_are_verified_searched_and_exported_from_a_data_folder() throws Exception {
    Path in = TestStudy.write(home.resolve("in"));
    Path data = home.resolve("data");
    Path out = home.resolve("out");
    Ran sanitized = Ran.of("sanitize", "--data", data, "--no-pixel-redaction", in, out);
    assertThat(sanitized.status()).as(sanitized.all()).isLessThan(2);

    Ran verified = Ran.of("audit", "verify", "--data", data, "--json");
    assertThat(verified.status()).as(verified.all()).isZero();
    assertThat(verified.out()).contains("\"holds\":true", "\"withoutTimeStamp\":0");
    search(List.of("--data", data.toString()), in, out);

    Path export = home.resolve("all.jsonl");
    Ran exported = Ran.of("audit", "export", "--data", data, export);
    assertThat(exported.status()).as(exported.all()).isZero();
    assertThat(Ran.of("verify", "--data", data, export).status()).isZero();
    assertThat(Ran.of("audit", "export", "--data", data, export).status()).isEqualTo(2);
    assertThat(export).isNotEmptyFile();
    Path none = home.resolve("none.jsonl");
    assertThat(Ran.of("audit", "export", "--data", data, "--policy", "no", none).status()).isOne();
    assertThat(none).doesNotExist();
    String everything = verified.all() + exported.all() + Files.readString(export);
    assertThat(everything).doesNotContain(TestStudy.IDENTIFIERS);
  }

  @Test
  void store_on_a_server_is_made_and_then_read_beside_its_service() throws Exception {
    Path data = home.resolve("data");
    Path owner = Files.writeString(home.resolve("owner"), PostgresServer.OWNER_PASSWORD + "\n");
    Path role = Files.writeString(home.resolve("role"), PostgresServer.APPLICATION_PASSWORD + "\n");
    PostgresAccess empty = PostgresServer.emptyDatabase();
    System.setProperty("dicom-deid.data", data.toString());
    System.setProperty("dicom-deid.store.url", empty.url());
    System.setProperty("dicom-deid.store.user", empty.role());
    System.setProperty("dicom-deid.store.password-file", role.toString());
    Pipeline.Settings settings = Pipeline.Settings.of(data).withServer(Optional.of(empty));

    Ran made =
        Ran.of("audit", "migrate", "--owner", PostgresServer.OWNER, "--password-file", owner);
    assertThat(made.status()).as(made.all()).isZero();
    Path in = TestStudy.write(home.resolve("in"));
    Path out = home.resolve("out");
    try (Pipeline service = Pipeline.open(settings)) {
      service.sanitize(TestStudy.slice(in), out, Profiles.load("hipaa"));
      service.sanitize(TestStudy.broken(in), out, Profiles.load("hipaa"));
      Ran verified = Ran.of("audit", "verify");
      assertThat(verified.status()).as(verified.all()).isZero();
      assertThat(verified.out()).contains("All 2 receipts");
      search(List.of(), in, out);
    }
  }

  private void search(List<String> site, Path in, Path out) throws Exception {
    Path delivered = TestStudy.files(out, ".dcm").get(0);
    Map<Integer, String> before = uids(TestStudy.slice(in));
    Map<Integer, String> after = uids(delivered);
    String study = found(site, "--uid", before.get(Tag.STUDY_INSTANCE_UID));
    assertThat(study).isEqualTo(found(site, "--uid", after.get(Tag.STUDY_INSTANCE_UID)));
    String instance = found(site, "--uid", before.get(Tag.SOP_INSTANCE_UID));
    assertThat(instance.lines()).singleElement().asString().contains("delivered", "hipaa");
    assertThat(study).contains(instance);
    for (String uid : before.values()) {
      assertThat(study).doesNotContain(uid);
    }
    assertThat(found(site, "--outcome", "quarantined")).contains("held");
    assertThat(found(site, "--policy", "hipaa", "--from", "2026-01-01")).contains(instance);
    assertThat(run(site, "--uid", "1.2.3.4.5").status()).isOne();
    assertThat(run(site, "--uid", "Erika").status()).isEqualTo(2);
    assertThat(run(site, "--uid", "Erika").all()).doesNotContain("Erika");
    assertThat(run(site, "--to", "2026-01-01").status()).isOne();
  }

  private static String found(List<String> site, Object... terms) {
    Ran ran = run(site, terms);
    assertThat(ran.status()).as(ran.all()).isZero();
    return ran.out();
  }

  private static Ran run(List<String> site, Object... terms) {
    List<Object> all = new ArrayList<>(List.of("audit", "search"));
    all.addAll(site);
    all.addAll(List.of(terms));
    return Ran.of(all.toArray());
  }

  private static Map<Integer, String> uids(Path file) throws Exception {
    try (DicomObject object = DicomReader.read(file, Limits.DEFAULT)) {
      return Map.of(
          Tag.STUDY_INSTANCE_UID, object.dataSet().string(Tag.STUDY_INSTANCE_UID),
          Tag.SOP_INSTANCE_UID, object.dataSet().string(Tag.SOP_INSTANCE_UID));
    }
  }
}
