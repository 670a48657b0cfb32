/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.dicomdeid.Peers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnpackerTest {

  private static final ArchiveLimits LIMITS = new ArchiveLimits(20, 200L << 20, 50, 3);

  @TempDir Path folder;

  @Test
  void zip_tar_and_gzip_in_each_other_give_their_objects_in_order() throws IOException {
    byte[] inner = MadeArchive.gzip(MadeArchive.tar(two("b")));
    Map<String, byte[]> entries = new LinkedHashMap<>();
    entries.put("x/a.dcm", MadeArchive.object(1));
    entries.put("x/", new byte[0]);
    entries.put("inner.bin", inner);
    Unpacked unpacked = unpack(MadeArchive.zip(entries), new ArchiveLimits(20, 1 << 20, 50, 3));
    assertThat(contents(unpacked))
        .containsExactly(MadeArchive.object(1), MadeArchive.object(11), MadeArchive.object(12));
    unpacked.delete();
    assertThat(left()).isEmpty();
  }

  @Test
  void a_gzip_of_one_object_is_that_object() throws IOException {
    assertThat(contents(unpack(MadeArchive.gzip(MadeArchive.object(1)), LIMITS)))
        .containsExactly(MadeArchive.object(1));
  }

  @Test
  void the_directory_of_media_is_left_out_and_counted() throws IOException {
    Map<String, byte[]> entries = two("IMAGES/");
    entries.put("DICOMDIR", MadeArchive.directory());
    Unpacked unpacked = unpack(MadeArchive.zip(entries), LIMITS);
    assertThat(unpacked.objects()).hasSize(2);
    assertThat(unpacked.directories()).isEqualTo(1);
  }

  @Test
  void what_is_no_object_is_an_entry_like_others_beside_one_that_is() throws IOException {
    byte[] text = "viewer".getBytes(StandardCharsets.US_ASCII);
    Map<String, byte[]> entries = two("");
    entries.put("README.TXT", text);
    entries.put("viewer.jar", MadeArchive.zip(Map.of("A.class", text)));
    entries.put("broken.zip", Arrays.copyOf(MadeArchive.zip(two("")), 90));
    Unpacked unpacked = unpack(MadeArchive.zip(entries), LIMITS);
    assertThat(contents(unpacked)).hasSize(5).contains(text);
    assertThat(left()).hasSize(5);
  }

  @Test
  void an_archive_without_any_object_is_held_whole() throws IOException {
    refused(MadeArchive.zip(Map.of("a.txt", new byte[10])), ArchiveFault.NO_OBJECTS);
    refused(MadeArchive.zip(Map.of()), ArchiveFault.NO_OBJECTS);
    refused(MadeArchive.gzip(new byte[10]), ArchiveFault.NO_OBJECTS);
  }

  @Test
  void a_dicom_file_whose_preamble_looks_like_an_archive_is_none() throws IOException {
    byte[] object = MadeArchive.object(1);
    System.arraycopy(new byte[] {'P', 'K', 3, 4}, 0, object, 0, 4);
    assertThat(ArchiveKind.of(Files.write(folder.resolve("in"), object))).isEmpty();
    assertThat(ArchiveKind.of(Files.write(folder.resolve("zero"), new byte[1024]))).isEmpty();
  }

  @Test
  void what_has_no_number_where_a_tar_has_its_checksum_is_no_archive() throws IOException {
    byte[] object = MadeArchive.object(1);
    byte[] bare = Arrays.copyOfRange(object, 132, 132 + 512);
    byte[] noise = new byte[1024];
    new Random(11).nextBytes(noise);
    byte[] text = "of a patient ".repeat(100).getBytes(StandardCharsets.US_ASCII);
    for (byte[] content : List.of(bare, noise, text)) {
      assertThat(ArchiveKind.of(Files.write(folder.resolve("in"), content))).isEmpty();
    }
    Map<String, byte[]> entries = two("");
    entries.put("noise", noise);
    assertThat(contents(unpack(MadeArchive.zip(entries), LIMITS))).hasSize(3).contains(noise);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 30, 200, 513, 700, 1024, 1025})
  void an_archive_that_is_cut_off_anywhere_is_held_whole(int missing) throws IOException {
    byte[] tar = MadeArchive.tar(two(""));
    int content = 4 * 512;
    for (byte[] whole :
        List.of(
            Arrays.copyOf(tar, content + 1024), MadeArchive.gzip(tar), MadeArchive.zip(two("")))) {
      if (missing < whole.length && !(whole.length == content + 1024 && missing <= 512)) {
        refused(Arrays.copyOf(whole, whole.length - missing), ArchiveFault.DAMAGED);
      }
    }
  }

  @Test
  void bytes_after_the_end_of_a_tar_or_gzip_are_not_dropped_in_silence() throws IOException {
    byte[] tar = MadeArchive.tar(two(""));
    refused(joined(tar, MadeArchive.tar(two("x"))), ArchiveFault.DAMAGED);
    refused(joined(MadeArchive.gzip(tar), new byte[] {1, 2, 3}), ArchiveFault.DAMAGED);
  }

  @Test
  void a_changed_byte_is_found_by_the_checksum() throws IOException {
    for (byte[] whole : List.of(stored(), MadeArchive.gzip(MadeArchive.object(1)))) {
      byte[] changed = whole.clone();
      changed[whole.length / 2] ^= 0x10;
      refused(changed, ArchiveFault.DAMAGED);
    }
  }

  @Test
  void a_bomb_is_held_whole_and_leaves_nothing() throws IOException {
    byte[] zeros = new byte[80 << 20];
    refused(MadeArchive.gzip(zeros), ArchiveFault.BOMB);
    Map<String, byte[]> entries = two("");
    entries.put("nested.gz", MadeArchive.gzip(MadeArchive.gzip(zeros)));
    refused(MadeArchive.zip(entries), ArchiveFault.BOMB);
    refused(MadeArchive.tar(two("")), new ArchiveLimits(20, 500, 50, 3), ArchiveFault.TOO_LARGE);
  }

  @Test
  void too_many_entries_and_too_deep_nesting_are_refused() throws IOException {
    Map<String, byte[]> many = new LinkedHashMap<>();
    for (int i = 0; i < 21; i++) {
      many.put("e" + i, MadeArchive.object(i));
    }
    refused(MadeArchive.zip(many), ArchiveFault.TOO_MANY_ENTRIES);
    refused(MadeArchive.tar(many), ArchiveFault.TOO_MANY_ENTRIES);
    byte[] deep = MadeArchive.object(1);
    for (int i = 0; i < 4; i++) {
      deep = MadeArchive.gzip(deep);
    }
    refused(deep, ArchiveFault.TOO_DEEP);
  }

  @Test
  void a_header_of_any_length_is_not_brought_into_memory() throws IOException {
    refused(MadeArchive.tarWithNameOf(2 << 20), ArchiveFault.DAMAGED);
  }

  @Test
  void names_that_leave_the_folder_and_links_are_refused() throws IOException {
    refused(MadeArchive.zip(Map.of("../../x", MadeArchive.object(1))), ArchiveFault.PATH);
    refused(MadeArchive.zip(Map.of("a\\..\\..\\x", MadeArchive.object(1))), ArchiveFault.PATH);
    refused(MadeArchive.tar(Map.of("a/../../x", MadeArchive.object(1))), ArchiveFault.PATH);
    refused(MadeArchive.tarWithLink(TarConstants.LF_SYMLINK), ArchiveFault.LINK);
    refused(MadeArchive.tarWithLink(TarConstants.LF_LINK), ArchiveFault.LINK);
    refused(MadeArchive.tarWithLink(TarConstants.LF_CHR), ArchiveFault.LINK);
    assertThat(contents(unpack(MadeArchive.tar(two("/etc/")), LIMITS))).hasSize(2);
  }

  @Test
  void archives_of_other_programs_are_read() throws Exception {
    Peers.require("pydicom");
    Files.write(folder.resolve("a"), MadeArchive.object(1));
    Files.write(folder.resolve("b"), MadeArchive.object(2));
    run("tar", "--format=pax", "-cf", "pax", "a", "b");
    run("tar", "--format=v7", "-czf", "v7z", "a", "b");
    run("python3", "-m", "zipfile", "-c", "zip", "a", "b");
    run("ln", "-s", "/etc/passwd", "link");
    run(
        "python3",
        "-c",
        "import zipfile; z=zipfile.ZipFile('linked','w'); i=zipfile.ZipInfo('l');"
            + " i.create_system=3; i.external_attr=0o120777<<16; z.writestr(i,'/etc/passwd')");
    run("tar", "-cf", "links", "a", "link");
    for (String each : List.of("pax", "v7z", "zip")) {
      assertThat(contents(unpackFile(folder.resolve(each), LIMITS)))
          .as(each)
          .containsExactly(MadeArchive.object(1), MadeArchive.object(2));
    }
    for (String each : List.of("linked", "links")) {
      refused(Files.readAllBytes(folder.resolve(each)), ArchiveFault.LINK);
    }
  }

  private void run(String... command) throws Exception {
    Process process = new ProcessBuilder(command).directory(folder.toFile()).inheritIO().start();
    assertThat(process.waitFor()).as(String.join(" ", command)).isZero();
  }

  private static Map<String, byte[]> two(String prefix) throws IOException {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    entries.put(prefix + 1, MadeArchive.object(11));
    entries.put(prefix + 2, MadeArchive.object(12));
    return entries;
  }

  /** A zip whose entry is not compressed, so that only the checksum can tell of a changed byte. */
  private static byte[] stored() throws IOException {
    byte[] noise = new byte[4000];
    new java.util.Random(1).nextBytes(noise);
    return MadeArchive.zip(Map.of("a", joined(MadeArchive.object(1), noise)));
  }

  private static byte[] joined(byte[] a, byte[] b) {
    byte[] both = Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, both, a.length, b.length);
    return both;
  }

  private Unpacked unpack(byte[] archive, ArchiveLimits limits) throws IOException {
    return unpackFile(Files.write(folder.resolve("archive"), archive), limits);
  }

  private Unpacked unpackFile(Path archive, ArchiveLimits limits) throws IOException {
    return Unpacker.unpack(archive, Files.createDirectories(folder.resolve("work")), limits);
  }

  private void refused(byte[] archive, ArchiveFault fault) throws IOException {
    refused(archive, LIMITS, fault);
  }

  private void refused(byte[] archive, ArchiveLimits limits, ArchiveFault fault)
      throws IOException {
    List<Path> before = left();
    assertThatThrownBy(() -> unpack(archive, limits))
        .isInstanceOfSatisfying(
            ArchiveException.class, e -> assertThat(e.fault()).isEqualTo(fault));
    assertThat(left()).isEqualTo(before);
  }

  private static List<byte[]> contents(Unpacked unpacked) throws IOException {
    List<byte[]> contents = new java.util.ArrayList<>();
    for (Path each : unpacked.objects()) {
      contents.add(Files.readAllBytes(each));
    }
    return contents;
  }

  private List<Path> left() throws IOException {
    try (Stream<Path> files = Files.list(Files.createDirectories(folder.resolve("work")))) {
      return files.sorted().toList();
    }
  }
}
