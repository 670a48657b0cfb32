/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.dicomdeid.deidentify.Deidentifier;
import org.dicomdeid.deidentify.TextCleaner;
import org.dicomdeid.deidentify.Vocabulary;
import org.dicomdeid.dicom.DicomBuilder;
import org.dicomdeid.dicom.Tag;
import org.dicomdeid.dicom.TransferSyntax;
import org.dicomdeid.dicom.VR;
import org.dicomdeid.profile.Profile;
import org.dicomdeid.profile.Profiles;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file that somebody still writes, or that was cut off, is no object yet. */
final class CompletenessTest {

  private static final int PIXELS = 64 * 64;

  @TempDir Path folder;
  private Profile profile;
  private ObjectSanitizer sanitizer;
  private Path work;

  @BeforeEach
  void open() throws Exception {
    profile = Profiles.load("hipaa");
    work = Files.createDirectory(folder.resolve("work"));
    Deidentifier deidentifier =
        new Deidentifier(new TextCleaner(Vocabulary.standard()), new byte[32]);
    sanitizer =
        new ObjectSanitizer(
            deidentifier,
            PixelStage.open(PixelSettings.standard()),
            new OperationRecorder("0123456789abcdef", new UidLookup(new byte[32]), true),
            true);
  }

  private Path image() throws IOException {
    Path file = folder.resolve("image");
    DicomBuilder.of(TransferSyntax.EXPLICIT_LITTLE_ENDIAN)
        .put(Tag.SOP_CLASS_UID, "1.2.840.10008.5.1.4.1.1.7")
        .put(Tag.SOP_INSTANCE_UID, "1.2.3.4.5")
        .put(Tag.PATIENT_NAME, "Thistlewood^Ottoline")
        .put(Tag.STUDY_INSTANCE_UID, "1.2.3.4")
        .put(Tag.SERIES_INSTANCE_UID, "1.2.3.4.1")
        .put(0x00280002, VR.US, 1)
        .put(0x00280004, "MONOCHROME2")
        .put(Tag.ROWS, VR.US, 64)
        .put(Tag.COLUMNS, VR.US, 64)
        .put(Tag.BITS_ALLOCATED, VR.US, 8)
        .put(Tag.PIXEL_DATA, VR.OB, new byte[PIXELS])
        .write(file, "1.2.3", "TEST");
    return file;
  }

  private String refusal(Path file) throws IOException {
    Outcome outcome = sanitizer.sanitize(file, work, profile);
    assertThat(outcome).isInstanceOf(Outcome.Refused.class);
    return ((Outcome.Refused) outcome).reason().code();
  }

  private void assertNothingLeft() throws IOException {
    try (Stream<Path> left = Files.list(work)) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void whole_image_passes() throws Exception {
    Outcome outcome = sanitizer.sanitize(image(), work, profile);
    assertThat(outcome).isInstanceOf(Outcome.Sanitized.class);
    assertThat(((Outcome.Sanitized) outcome).unexaminedPixels()).isFalse();
  }

  @Test
  void image_cut_off_between_two_elements_is_refused() throws Exception {
    Path file = image();
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length - PIXELS - 12));
    assertThat(refusal(file)).isEqualTo("no-pixel-data");
    assertNothingLeft();
  }

  @Test
  void image_cut_off_within_its_pixels_is_refused() throws Exception {
    Path file = image();
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length - 100));
    assertThat(refusal(file)).isEqualTo("truncated");
    assertNothingLeft();
  }

  @Test
  void file_that_changes_while_it_is_read_is_refused_and_leaves_nothing() throws Exception {
    Path file = image();
    AtomicBoolean done = new AtomicBoolean();
    Thread writer = new Thread(() -> touch(file, done));
    writer.start();
    try {
      Awaitility.await()
          .atMost(Duration.ofSeconds(20))
          .pollInterval(Duration.ofMillis(1))
          .until(() -> isRefusedAsChanging(file));
    } finally {
      done.set(true);
      writer.join();
    }
    assertNothingLeft();
  }

  private boolean isRefusedAsChanging(Path file) throws IOException {
    Outcome outcome = sanitizer.sanitize(file, work, profile);
    if (outcome instanceof Outcome.Sanitized sanitized) {
      Files.delete(sanitized.file()); // the writer was not quick enough this time
      return false;
    }
    assertThat(((Outcome.Refused) outcome).reason()).isEqualTo(Reason.CHANGED_WHILE_READ);
    return true;
  }

  private static void touch(Path file, AtomicBoolean done) {
    for (long millis = 1; !done.get(); millis++) {
      try {
        Files.setLastModifiedTime(file, FileTime.fromMillis(millis));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
