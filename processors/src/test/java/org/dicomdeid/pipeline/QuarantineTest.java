/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.dicomdeid.receipt.Content;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuarantineTest {

  @TempDir private Path home;
  private Quarantine quarantine;
  private Path bad;
  private Content content;

  @BeforeEach
  void prepare() throws IOException {
    quarantine = new Quarantine(home.resolve("held"));
    bad = Files.writeString(home.resolve("Quillfeather.dcm"), "Zebulonia Quillfeather");
    content = Digests.of(bad);
  }

  private List<String> held() throws IOException {
    try (Stream<Path> files = Files.list(quarantine.folder())) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void holds_the_original_bytes_under_their_digest() throws IOException {
    Path kept = quarantine.hold(bad, content, Reason.LEAK);
    assertThat(kept).hasSameBinaryContentAs(bad);
    assertThat(held())
        .containsExactly(content.sha256() + ".dcm", content.sha256() + ".reason.json");
    assertThat(bad).exists();
  }

  @Test
  void the_reason_names_code_place_and_mend_but_nobody() throws IOException {
    quarantine.hold(bad, content, new Reason("truncated", "it ends early", "(7FE0,0010)", 77));
    Path file = quarantine.folder().resolve(content.sha256() + ".reason.json");
    JsonNode reason = new ObjectMapper().readTree(file.toFile());
    assertThat(reason.get("sha256").asText()).isEqualTo(content.sha256());
    assertThat(reason.get("bytes").asLong()).isEqualTo(Files.size(bad));
    assertThat(reason.get("reason").asText()).isEqualTo("truncated");
    assertThat(reason.get("meaning").asText()).isEqualTo("it ends early");
    assertThat(reason.get("element").asText()).isEqualTo("(7FE0,0010)");
    assertThat(reason.get("offset").asLong()).isEqualTo(77);
    assertThat(Files.readString(file)).doesNotContain("Quillfeather", home.toString());
  }

  @Test
  void repeating_it_changes_nothing() throws IOException {
    quarantine.hold(bad, content, Reason.LEAK);
    quarantine.hold(bad, content, Reason.LEAK);
    assertThat(held()).hasSize(2);
  }

  @Test
  void a_copy_that_was_cut_short_is_made_again() throws IOException {
    Path kept = quarantine.hold(bad, content, Reason.LEAK);
    Files.writeString(kept, "Zebu");
    quarantine.hold(bad, content, Reason.LEAK);
    assertThat(kept).hasSameBinaryContentAs(bad);
  }

  @Test
  void a_source_that_changed_meanwhile_is_not_held_under_the_old_digest() throws IOException {
    Files.writeString(bad, "another");
    assertThatThrownBy(() -> quarantine.hold(bad, content, Reason.LEAK))
        .isInstanceOf(IOException.class)
        .hasMessageNotContaining("Quillfeather");
    assertThat(held()).isEmpty();
  }

  @Test
  void others_may_not_look_into_it() throws IOException {
    Path kept = quarantine.hold(bad, content, Reason.LEAK);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(kept.getParent())))
        .isEqualTo("rwx------");
  }

  @Test
  void what_comes_while_its_earlier_copy_is_taken_out_is_held_anew() throws IOException {
    quarantine.hold(bad, content, Reason.LEAK);
    HeldObject held = HeldObject.list(quarantine.folder()).get(0);
    TakenObject taken = TakenObject.take(held).orElseThrow();
    quarantine.hold(bad, content, Reason.DICOMDIR);
    taken.drop();
    assertThat(HeldObject.list(quarantine.folder()).get(0).reason()).isEqualTo("dicomdir");
    assertThat(HeldObject.list(quarantine.folder()).get(0).isIntact()).isTrue();
    assertThat(TakenObject.take(held).orElseThrow().isIntact()).isTrue();
    assertThat(TakenObject.take(held)).isEmpty();
  }

  @Test
  void what_is_put_back_gives_way_to_a_newer_reason() throws IOException {
    quarantine.hold(bad, content, Reason.LEAK);
    TakenObject taken = TakenObject.take(HeldObject.list(quarantine.folder()).get(0)).orElseThrow();
    quarantine.hold(bad, content, Reason.DICOMDIR);
    taken.putBack();
    assertThat(held()).hasSize(2);
    assertThat(HeldObject.list(quarantine.folder()).get(0).reason()).isEqualTo("dicomdir");
  }

  @Test
  void the_next_start_deletes_copies_that_nobody_writes_any_more_and_no_others()
      throws IOException {
    quarantine.hold(bad, content, Reason.LEAK);
    Path left = quarantine.folder().resolve("." + UUID.randomUUID() + ".part");
    Files.copy(bad, left);
    Path live = quarantine.folder().resolve("live.dcm");
    try (OutputFile writer = OutputFile.partOf(live)) {
      writer.write(1);
      writer.complete();
      quarantine.sweep();
      writer.rename(live);
    }
    assertThat(live).exists();
    assertThat(left).doesNotExist();
    assertThat(HeldObject.list(quarantine.folder())).hasSize(1);
  }

  @Test
  void a_sweep_beside_it_takes_no_copy_away_at_any_moment() throws Exception {
    holdBeside(
        () -> {
          quarantine.sweep();
          return 1;
        });
    assertThat(held()).hasSize(2);
  }

  @Test
  void what_is_taken_out_again_and_again_while_it_is_held_is_held_each_time() throws Exception {
    holdBeside(
        () -> {
          int dropped = 0;
          for (HeldObject each : HeldObject.list(quarantine.folder())) {
            Optional<TakenObject> taken = TakenObject.take(each);
            if (taken.isPresent() && taken.get().isIntact()) {
              taken.get().drop();
              dropped++;
            }
          }
          return dropped;
        });
    quarantine.hold(bad, content, Reason.LEAK);
    assertThat(held())
        .containsExactly(content.sha256() + ".dcm", content.sha256() + ".reason.json");
  }

  /** Holds the object again and again while something else goes on, which counts what it does. */
  private void holdBeside(Callable<Integer> other) throws Exception {
    quarantine.hold(bad, content, Reason.LEAK);
    AtomicBoolean done = new AtomicBoolean();
    ExecutorService beside = Executors.newSingleThreadExecutor();
    Future<Integer> count =
        beside.submit(
            () -> {
              int all = 0;
              while (!done.get()) {
                all += other.call();
              }
              return all;
            });
    try {
      for (int i = 0; i < 300; i++) {
        quarantine.hold(bad, content, Reason.LEAK);
      }
    } finally {
      done.set(true);
      beside.shutdown();
    }
    assertThat(count.get(1, TimeUnit.MINUTES)).isPositive();
  }

  @Test
  void a_kill_at_any_point_of_taking_out_leaves_the_object_in_sight_or_gone_for_good()
      throws IOException {
    Path reason = quarantine.folder().resolve(content.sha256() + ".reason.json");
    quarantine.hold(bad, content, Reason.LEAK);
    // Killed after the reason was taken and before the object was.
    Files.move(reason, taken(".reason.json"));
    quarantine.sweep();
    assertThat(HeldObject.list(quarantine.folder()).get(0).reason()).isEqualTo("leak");
    // Killed after both.
    TakenObject.take(HeldObject.list(quarantine.folder()).get(0));
    quarantine.sweep();
    assertThat(HeldObject.list(quarantine.folder()).get(0).reason()).isEqualTo("leak");
    // Killed while it was deleted: no reason stays behind for nothing.
    Files.delete(quarantine.folder().resolve(content.sha256() + ".dcm"));
    Files.move(reason, taken(".reason.json"));
    quarantine.sweep();
    assertThat(held()).containsExactly(".taking.lock");
  }

  private Path taken(String part) {
    return quarantine
        .folder()
        .resolve(".taken-" + content.sha256() + "." + UUID.randomUUID() + part);
  }
}
