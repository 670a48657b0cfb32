/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.dicomdeid.pipeline.ObjectName;
import org.dicomdeid.receipt.ActionCount;
import org.dicomdeid.receipt.Content;
import org.dicomdeid.receipt.Operation;
import org.dicomdeid.receipt.Outcome;
import org.dicomdeid.receipt.PixelBox;
import org.dicomdeid.receipt.PixelExamination;
import org.dicomdeid.receipt.ProfileRef;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BacklogFolderTest {

  private static final String SHA = "ab".repeat(32);

  @TempDir Path folder;
  private Path backlog;
  private Path object;

  @BeforeEach
  void write() throws IOException {
    backlog = folder.resolve("backlog/far");
    object = Files.writeString(folder.resolve("object"), "de-identified");
  }

  @Test
  void an_entry_comes_back_as_it_was_in_another_process() throws Exception {
    BacklogEntry entry = entry(1);
    BacklogFolder.open(backlog).add(entry, object, original(1));
    BacklogFolder again = BacklogFolder.open(backlog);
    BacklogFolder.Place place = again.get(0).orElseThrow();
    assertThat(BacklogFile.read(place.entry())).isEqualTo(entry);
    assertThat(place.object()).hasContent("de-identified");
    assertThat(place.original()).hasContent("original 1");
    assertThat(again.contains(entry.key())).isTrue();
    assertThat(again.oldest()).isPresent();
  }

  @Test
  void entries_keep_their_order_and_go_one_by_one() throws Exception {
    BacklogFolder first = BacklogFolder.open(backlog);
    for (int number = 1; number <= 12; number++) {
      first.add(entry(number), object, original(number));
    }
    first.remove(first.get(0).orElseThrow());
    BacklogFolder again = BacklogFolder.open(backlog);
    again.add(entry(13), object, original(13));
    for (int number = 2; number <= 13; number++) {
      BacklogFolder.Place place = again.get(0).orElseThrow();
      assertThat(place.original()).hasContent("original " + number);
      again.remove(place);
    }
    assertThat(again.size()).isZero();
    assertThat(files()).isEmpty();
  }

  @Test
  void the_same_key_waits_once() throws Exception {
    BacklogFolder first = BacklogFolder.open(backlog);
    first.add(entry(1), object, original(1));
    first.add(entry(1), object, original(1));
    assertThat(first.size()).isEqualTo(1);
  }

  @Test
  void what_a_killed_process_did_not_finish_never_was() throws Exception {
    BacklogFolder.open(backlog).add(entry(1), object, original(1));
    Files.writeString(backlog.resolve("000000000002-" + "0".repeat(32) + ".dcm"), "x");
    Files.writeString(backlog.resolve("000000000002-" + "0".repeat(32) + ".original"), "x");
    Files.writeString(backlog.resolve(".abc.part"), "x");
    assertThat(BacklogFolder.open(backlog).size()).isEqualTo(1);
    assertThat(files()).hasSize(3);
  }

  @Test
  void an_original_that_is_no_longer_what_was_claimed_is_not_kept_for_it() throws Exception {
    BacklogFolder first = BacklogFolder.open(backlog);
    Path changed = Files.writeString(folder.resolve("changed"), "something else");
    assertThatIOException().isThrownBy(() -> first.add(entry(1), object, changed));
    assertThat(first.size()).isZero();
    assertThat(files()).isEmpty();
  }

  @Test
  void nobody_else_can_read_it() throws Exception {
    BacklogFolder.open(backlog).add(entry(1), object, original(1));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(backlog)))
        .isEqualTo("rwx------");
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(backlog)) {
      return files.toList();
    }
  }

  private Path original(int number) throws IOException {
    return Files.writeString(folder.resolve("original" + number), "original " + number);
  }

  private static BacklogEntry entry(int number) throws Exception {
    byte[] original = ("original " + number).getBytes(StandardCharsets.US_ASCII);
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(original);
    Content input = new Content(HexFormat.of().formatHex(digest), original.length);
    Content output = new Content(SHA, 13);
    Operation operation =
        new Operation(
            Outcome.DELIVERED,
            input,
            output,
            new ProfileRef("hipaa", "1", SHA),
            "ab".repeat(8),
            "1.0.0",
            "1.2.840.10008.1.2.1",
            null,
            List.of(new ActionCount("(0010,0010)", "Z", true, 2)),
            List.of("113105"),
            new PixelExamination(
                "redact-text",
                true,
                false,
                1,
                List.of(new PixelBox(1, 1, 2, 3, 4, 5)),
                1,
                0,
                null,
                List.of(new PixelExamination.Engine("detector", "dbnet", "3", SHA))),
            null,
            Instant.parse("2026-01-02T03:04:05.678901Z"),
            Instant.parse("2026-01-02T03:04:06Z"),
            List.of());
    return new BacklogEntry(
        BacklogEntry.key(input.sha256(), SHA, "ab".repeat(8)),
        input,
        output,
        new ObjectName("2.25.1", "2.25.2", "2.25.3"),
        false,
        operation,
        "intake-inbox",
        Instant.parse("2026-01-02T03:04:07Z"),
        true,
        "4f0c2a9b7d13e685");
  }
}
