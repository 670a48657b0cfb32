/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.dicomdeid.dicom.DicomObject;
import org.dicomdeid.dicom.DicomReader;
import org.dicomdeid.dicom.Limits;
import org.dicomdeid.dicom.Tag;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SanitizeCommandTest {

  @TempDir private Path home;
  private Path in;
  private Path out;
  private Path held;
  private Path data;

  @BeforeEach
  void writeStudy() throws IOException {
    in = TestStudy.write(home.resolve("in"));
    out = home.resolve("out");
    held = home.resolve("quarantine");
    data = home.resolve("data");
  }

  private Ran sanitize(Object... args) {
    Object[] all = new Object[args.length + 3];
    all[0] = "sanitize";
    all[1] = "--data";
    all[2] = data;
    System.arraycopy(args, 0, all, 3, args.length);
    return Ran.of(all);
  }

  @Test
  void delivers_under_the_new_uids_with_the_receipt_beside() throws IOException {
    Files.delete(TestStudy.broken(in));
    Ran ran = sanitize(in, out);
    assertThat(ran.status()).isZero();
    assertThat(ran.out()).contains("Delivered " + TestStudy.GOOD + " objects to " + out);
    List<Path> objects = TestStudy.files(out, ".dcm");
    assertThat(objects).hasSize(TestStudy.GOOD);
    for (Path file : objects) {
      try (DicomObject object = DicomReader.read(file, Limits.DEFAULT)) {
        String instance = object.dataSet().string(Tag.SOP_INSTANCE_UID);
        assertThat(out.relativize(file).toString())
            .isEqualTo(
                object.dataSet().string(Tag.STUDY_INSTANCE_UID)
                    + "/"
                    + object.dataSet().string(Tag.SERIES_INSTANCE_UID)
                    + "/"
                    + instance
                    + ".dcm");
        assertThat(instance).doesNotStartWith("2.25.88442211.");
        assertThat(file.resolveSibling(instance + ".receipt.json")).isRegularFile();
      }
    }
    assertThat(held).doesNotExist();
  }

  @Test
  void holds_what_is_broken_whole_and_says_why_with_status_1() throws IOException {
    byte[] broken = Files.readAllBytes(TestStudy.broken(in));
    Ran ran = sanitize(in, out);
    assertThat(ran.status()).isEqualTo(1);
    assertThat(ran.out()).contains("Quarantined 1 object in " + held, "1 truncated: ");
    assertThat(TestStudy.files(out, ".dcm")).hasSize(TestStudy.GOOD);
    List<Path> kept = TestStudy.files(held, ".dcm");
    assertThat(kept).hasSize(1);
    assertThat(Files.readAllBytes(kept.get(0))).isEqualTo(broken);
    assertThat(TestStudy.files(held, ".reason.json")).hasSize(1);
    assertThat(TestStudy.files(held, ".receipt.json")).hasSize(1);
  }

  @Test
  void says_and_writes_nothing_that_names_the_patient() throws IOException {
    Path receipts = home.resolve("receipts");
    Ran ran = sanitize("--receipts", receipts, "--quarantine", held, in, out);
    assertThat(ran.status()).isEqualTo(1);
    for (String identifier : TestStudy.IDENTIFIERS) {
      assertThat(ran.all()).doesNotContain(identifier);
      for (Path folder : List.of(out, receipts, held)) {
        for (Path file : TestStudy.files(folder, "")) {
          assertThat(file.toString()).doesNotContain(identifier);
        }
      }
      for (Path file : TestStudy.files(home, ".json")) {
        assertThat(Files.readString(file)).doesNotContain(identifier);
      }
      for (Path file : TestStudy.files(out, ".dcm")) {
        assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
            .doesNotContain(identifier);
      }
    }
  }

  @Test
  void puts_receipts_into_a_tree_of_their_own() throws IOException {
    Path receipts = home.resolve("receipts");
    sanitize("--receipts", receipts, in, out);
    assertThat(TestStudy.files(out, ".json")).isEmpty();
    for (Path object : TestStudy.files(out, ".dcm")) {
      String name = out.relativize(object).toString().replace(".dcm", ".receipt.json");
      assertThat(receipts.resolve(name)).isRegularFile();
    }
  }

  @Test
  void leaves_no_receipts_and_no_store_when_told_so() throws IOException {
    Ran ran = sanitize("--no-receipts", in, out);
    assertThat(ran.status()).isEqualTo(1);
    assertThat(ran.out()).doesNotContain("Receipts");
    assertThat(TestStudy.files(out, ".dcm")).hasSize(TestStudy.GOOD);
    assertThat(TestStudy.files(out, ".receipt.json")).isEmpty();
    assertThat(TestStudy.files(held, ".receipt.json")).isEmpty();
    assertThat(TestStudy.files(data, ".mv.db")).isEmpty();
  }

  @Test
  void warns_of_pixels_that_nobody_looked_at_unless_the_user_knows() throws IOException {
    Path keeping =
        Files.writeString(
            home.resolve("keeping.yaml"),
            """
            profile: keeping
            version: 1
            extends: hipaa
            pixels: keep
            """);
    assertThat(sanitize("--policy", keeping, in, out).out())
        .contains("Warning: pixels of 4 objects were not examined");
    assertThat(
            sanitize("--no-pixel-redaction", "--policy", keeping, in, home.resolve("out2")).out())
        .doesNotContain("Warning");
    assertThat(sanitize("--no-pixel-redaction", in, home.resolve("out3")).out())
        .doesNotContain("Warning");
    assertThat(sanitize(in, home.resolve("out4")).out()).doesNotContain("Warning");
  }

  @Test
  void delivers_the_same_content_once_and_counts_it() throws IOException {
    Files.copy(TestStudy.slice(in), in.resolve("copy"));
    Ran ran = sanitize("--threads", 1, TestStudy.slice(in), in.resolve("copy"), out);
    assertThat(ran.status()).isZero();
    assertThat(ran.out())
        .contains("Delivered 2 objects", "1 of them had the very bytes that were there already");
    assertThat(TestStudy.files(out, ".dcm")).hasSize(1);
    assertThat(TestStudy.files(out, ".receipt.json")).hasSize(1);
  }

  @Test
  void writes_again_what_it_delivered_before() throws IOException {
    sanitize(TestStudy.slice(in), out);
    Path first = TestStudy.files(out, ".dcm").get(0);
    byte[] bytes = Files.readAllBytes(first);
    Files.delete(first);
    Ran again = sanitize(TestStudy.slice(in), out);
    assertThat(again.status()).isZero();
    assertThat(Files.readAllBytes(first)).isEqualTo(bytes);
  }

  @Test
  void holds_another_object_of_the_same_name_instead_of_overwriting() throws IOException {
    byte[] other = Files.readAllBytes(TestStudy.slice(in));
    other[other.length - 1] ^= 1;
    Path twin = Files.write(in.resolve("twin"), other);
    sanitize(TestStudy.slice(in), out);
    byte[] delivered = Files.readAllBytes(TestStudy.files(out, ".dcm").get(0));
    Ran ran = sanitize(twin, out);
    assertThat(ran.status()).isEqualTo(1);
    assertThat(ran.out()).contains("1 name-conflict: ");
    assertThat(TestStudy.files(out, ".dcm")).hasSize(1);
    assertThat(Files.readAllBytes(TestStudy.files(out, ".dcm").get(0))).isEqualTo(delivered);
    assertThat(Files.readAllBytes(TestStudy.files(held, ".dcm").get(0))).isEqualTo(other);
    assertThat(TestStudy.files(held, ".receipt.json")).hasSize(1);
  }

  @Test
  void replaces_what_it_made_from_the_same_input_under_another_profile() throws IOException {
    sanitize(TestStudy.slice(in), out);
    Path first = TestStudy.files(out, ".dcm").get(0);
    byte[] before = Files.readAllBytes(first);
    Ran ran = sanitize("--policy", "ps3.15-basic", TestStudy.slice(in), out);
    assertThat(ran.status()).isZero();
    assertThat(TestStudy.files(out, ".dcm")).containsExactly(first);
    assertThat(Files.readAllBytes(first)).isNotEqualTo(before);
  }

  @Test
  void leaves_no_temporary_files() throws IOException {
    sanitize("--threads", 3, in, out);
    try (var all = Files.walk(home)) {
      assertThat(all.map(path -> path.getFileName().toString()))
          .noneMatch(name -> name.startsWith(".dicom-deid-") || name.endsWith(".part"));
    }
  }

  @Test
  void works_on_several_threads() throws IOException {
    byte[] slice = Files.readAllBytes(TestStudy.slice(in));
    byte[] uid = "2.25.88442211.11".getBytes(StandardCharsets.US_ASCII);
    Path many = Files.createDirectories(home.resolve("many"));
    for (int i = 0; i < 60; i++) {
      byte[] copy = slice.clone();
      for (int at = indexOf(copy, uid, 0); at >= 0; at = indexOf(copy, uid, at + 1)) {
        copy[at + 14] = (byte) ('1' + i / 10);
        copy[at + 15] = (byte) ('0' + i % 10);
      }
      Files.write(many.resolve("f" + i), copy);
    }
    Ran ran = sanitize("--threads", 4, many, out);
    assertThat(ran.status()).isZero();
    assertThat(ran.out()).contains("Delivered 60 objects");
    assertThat(TestStudy.files(out, ".dcm")).hasSize(60);
    assertThat(TestStudy.files(out, ".receipt.json")).hasSize(60);
  }

  private static int indexOf(byte[] bytes, byte[] wanted, int from) {
    for (int at = from; at + wanted.length <= bytes.length; at++) {
      if (java.util.Arrays.equals(bytes, at, at + wanted.length, wanted, 0, wanted.length)) {
        return at;
      }
    }
    return -1;
  }

  @Test
  void follows_links_and_ends_where_they_go_in_circles() throws IOException {
    Files.delete(TestStudy.broken(in));
    Files.createSymbolicLink(in.resolve("circle"), in);
    Files.createSymbolicLink(in.resolve("to-out"), out);
    Files.createSymbolicLink(in.resolve("to-data"), data.resolve("keys"));
    Ran ran = sanitize(in, out);
    assertThat(ran.status()).isZero();
    assertThat(ran.out()).contains("Delivered " + TestStudy.GOOD + " objects");
  }

  @Test
  void counts_what_cannot_be_opened_and_goes_on() throws IOException {
    Files.delete(TestStudy.broken(in));
    Files.createSymbolicLink(in.resolve("Example_Erika_gone"), home.resolve("nowhere"));
    Ran ran = sanitize(in, out);
    assertThat(ran.status()).isEqualTo(1);
    assertThat(ran.out())
        .contains("Delivered " + TestStudy.GOOD + " objects", "Failed on 1 object (io-error)");
    assertThat(ran.all()).doesNotContain("Erika");
  }

  @Test
  void leaves_links_alone_that_lead_out_of_the_input_and_says_so() throws IOException {
    Path elsewhere = Files.createDirectory(home.resolve("elsewhere"));
    Files.move(TestStudy.broken(in), elsewhere.resolve("Erika_elsewhere"));
    Files.createSymbolicLink(in.resolve("Erika_elsewhere"), elsewhere.resolve("Erika_elsewhere"));
    Files.createSymbolicLink(in.resolve("more"), elsewhere);
    Ran ran = sanitize(in, out);
    assertThat(ran.status()).isEqualTo(1);
    assertThat(ran.out())
        .contains(
            "Delivered " + TestStudy.GOOD + " objects",
            "Failed on 2 objects",
            "2 a link that leads out of the input")
        .doesNotContain("Quarantined");
    assertThat(ran.all()).doesNotContain("Erika");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "deep/er"})
  void refuses_an_output_inside_the_input(String below) throws IOException {
    Ran ran = sanitize(in, in.resolve(below));
    assertThat(ran.status()).isEqualTo(2);
    assertThat(ran.err()).contains("OUT lies inside an input").doesNotContain(in.toString());
    assertThat(in.resolve("deep")).doesNotExist();
    assertThat(TestStudy.files(in, "")).hasSize(TestStudy.GOOD + 1);
  }

  @Test
  void refuses_folders_of_its_own_inside_the_input() {
    assertThat(sanitize("--quarantine", in.resolve("q"), in, out).err())
        .contains("The quarantine folder (--quarantine) lies inside an input");
    assertThat(sanitize("--receipts", in.resolve("r"), in, out).err())
        .contains("The receipts folder (--receipts) lies inside an input");
    data = in.resolve("data");
    Ran ran = sanitize(in, out);
    assertThat(ran.err()).contains("The data folder (--data) lies inside an input");
    assertThat(ran.status()).isEqualTo(2);
    assertThat(out).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "deep/er"})
  void refuses_keys_and_originals_inside_what_is_handed_out(String below) {
    Ran held = sanitize("--quarantine", out.resolve(below), in, out);
    assertThat(held.status()).isEqualTo(2);
    assertThat(held.err())
        .contains("The quarantine folder (--quarantine) lies inside OUT", "originals")
        .doesNotContain(out.toString());
    data = out.resolve(below);
    Ran keys = sanitize(in, out);
    assertThat(keys.status()).isEqualTo(2);
    assertThat(keys.err()).contains("The data folder (--data) lies inside OUT", "keys");
    assertThat(out).doesNotExist();
  }

  @Test
  void refuses_keys_that_reach_the_output_through_a_link() throws IOException {
    Files.createDirectories(out);
    data = Files.createSymbolicLink(home.resolve("link"), out).resolve("data");
    assertThat(sanitize(in, out).status()).isEqualTo(2);
    assertThat(data).doesNotExist();
  }

  @Test
  void puts_the_quarantine_beside_an_output_that_ends_in_a_dot() throws IOException {
    Files.createDirectories(out);
    assertThat(sanitize(in, out.resolve(".")).status()).isEqualTo(1);
    assertThat(TestStudy.files(held, ".dcm")).hasSize(1);
  }

  @Test
  void refuses_folders_without_a_name() {
    for (Ran ran :
        List.of(
            sanitize(in, ""),
            sanitize("", out),
            sanitize("--quarantine", "", in, out),
            sanitize("--receipts", "", in, out),
            Ran.of("sanitize", "--data", "", in, out))) {
      assertThat(ran.status()).isEqualTo(2);
      assertThat(ran.err()).contains("is empty", "--help' tells how to use it");
      assertThat(out).doesNotExist();
    }
  }

  @Test
  void refuses_more_threads_than_can_be_of_use() {
    Ran ran = sanitize("--threads", 257, in, out);
    assertThat(ran.status()).isEqualTo(2);
    assertThat(ran.err()).contains("--threads must be from 1 to 256");
    assertThat(out).doesNotExist();
  }

  @Test
  void refuses_an_output_that_reaches_the_input_through_a_link() throws IOException {
    Path link = Files.createSymbolicLink(home.resolve("link"), in);
    assertThat(sanitize(in, link.resolve("out")).status()).isEqualTo(2);
  }

  @Test
  void refuses_an_input_that_is_not_there_and_an_output_that_is_a_file() throws IOException {
    Ran missing = sanitize(home.resolve("nowhere"), out);
    assertThat(missing.status()).isEqualTo(2);
    assertThat(missing.err()).contains("There is no " + home.resolve("nowhere"));
    Path file = Files.writeString(home.resolve("file"), "x");
    Ran notFolder = sanitize(in, file);
    assertThat(notFolder.status()).isEqualTo(2);
    assertThat(notFolder.err()).contains("OUT is a file");
  }

  @Test
  void refuses_an_output_that_cannot_be_written() throws IOException {
    Path file = Files.writeString(home.resolve("file"), "x");
    Ran ran = sanitize(in, file.resolve("out"));
    assertThat(ran.status()).isEqualTo(2);
    assertThat(ran.err()).contains("Nothing can be written to OUT").doesNotContain("\tat ");
  }

  @Test
  void refuses_an_unknown_policy_before_it_does_anything() {
    Ran ran = sanitize("--policy", "nonsense", in, out);
    assertThat(ran.status()).isEqualTo(2);
    assertThat(ran.err())
        .contains("there is no profile `nonsense`", "hipaa")
        .doesNotContain("\tat ");
    assertThat(out).doesNotExist();
    assertThat(data).doesNotExist();
  }

  @Test
  void takes_an_empty_folder_as_all_delivered() throws IOException {
    Ran ran = sanitize(Files.createDirectories(home.resolve("empty")), out);
    assertThat(ran.status()).isZero();
    assertThat(ran.out()).contains("Delivered 0 objects");
  }

  @Test
  void sweeps_what_a_killed_run_left_in_its_folders() throws IOException {
    Path left = Files.createDirectories(out.resolve(".dicom-deid").resolve("run-1"));
    Files.createFile(left.resolveSibling("run-1.lock"));
    Files.writeString(left.resolve(".1.part"), "half an object");
    Files.createDirectories(held);
    Path part = Files.writeString(held.resolve("." + "0".repeat(8) + ".part"), "half an original");
    assertThat(sanitize(TestStudy.slice(in), out).status()).isZero();
    assertThat(left).doesNotExist();
    assertThat(part).doesNotExist();
    assertThat(out.resolve(".dicom-deid")).doesNotExist();
    assertThat(TestStudy.files(out, "")).hasSize(2);
  }
}
