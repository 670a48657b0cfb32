/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.dicomdeid.deidentify.Deidentifier;
import org.dicomdeid.deidentify.TextCleaner;
import org.dicomdeid.deidentify.Vocabulary;
import org.dicomdeid.dicom.DataSet;
import org.dicomdeid.dicom.DicomBuilder;
import org.dicomdeid.dicom.DicomObject;
import org.dicomdeid.dicom.DicomReader;
import org.dicomdeid.dicom.Tag;
import org.dicomdeid.dicom.TransferSyntax;
import org.dicomdeid.dicom.VR;
import org.dicomdeid.profile.Profile;
import org.dicomdeid.profile.Profiles;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class ObjectSanitizerTest {

  private static final String NAME = "Quillfeather^Zebulonia";
  private static final int NEUTRAL_SEQUENCE = 0x00540016;

  @TempDir private Path home;
  private Path work;
  private Profile hipaa;
  private final OperationRecorder recorder =
      new OperationRecorder("a".repeat(64), new UidLookup(new byte[32]), true);
  private PixelStage pixels;
  private ObjectSanitizer sanitizer;

  @BeforeEach
  void prepare() throws Exception {
    work = Files.createDirectory(home.resolve("work"));
    pixels = PixelStage.open(PixelSettings.standard());
    sanitizer =
        new ObjectSanitizer(
            new Deidentifier(new TextCleaner(Vocabulary.standard()), new byte[32]),
            pixels,
            recorder,
            false);
    hipaa = Profiles.load("hipaa");
  }

  private static DicomBuilder object() {
    return DicomBuilder.of(TransferSyntax.EXPLICIT_LITTLE_ENDIAN)
        .put(Tag.SOP_CLASS_UID, "1.2.840.10008.5.1.4.1.1.2")
        .put(Tag.SOP_INSTANCE_UID, "1.2.3.4.5.6.7.8.9")
        .put(Tag.PATIENT_NAME, NAME);
  }

  private Path write(DicomBuilder object) throws IOException {
    Path file = home.resolve("in");
    object.write(file, "1.2.3.4", "TEST");
    return file;
  }

  private Path append(Path file, byte[]... parts) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(Files.readAllBytes(file));
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return Files.write(file, all.toByteArray());
  }

  private List<Path> left() throws IOException {
    try (Stream<Path> files = Files.list(work)) {
      return files.toList();
    }
  }

  private Reason refusal(Outcome outcome) throws IOException {
    assertThat(outcome).isInstanceOf(Outcome.Refused.class);
    assertThat(left()).as("nothing is left of it").isEmpty();
    return ((Outcome.Refused) outcome).reason();
  }

  @Test
  void a_leak_is_refused_and_leaves_no_file() throws Exception {
    Path yaml =
        Files.writeString(
            home.resolve("keeps.yaml"),
            """
            profile: keeps
            version: 1
            extends: hipaa
            rules:
              - match: EncapsulatedDocument
                action: keep
                reason: believed to be clean
            """);
    byte[] pdf = "%PDF-1.4 (ZEBULONIA QUILLFEATHER)".getBytes(StandardCharsets.US_ASCII);
    Path in = write(object().put(0x00420011, VR.OB, pdf));
    Outcome outcome = sanitizer.sanitize(in, work, Profiles.load(yaml.toString()));
    assertThat(refusal(outcome)).isEqualTo(Reason.LEAK);
    assertThat(outcome.input()).isEqualTo(Digests.of(in));
  }

  @Test
  void a_fault_of_the_engine_is_an_outcome_that_names_no_value() throws Exception {
    // Without a de-identifier the engine fails as it would by a bug.
    ObjectSanitizer faulty = new ObjectSanitizer(null, pixels, recorder, false);
    Path in = write(object());
    Outcome outcome = faulty.sanitize(in, work, hipaa);
    assertThat(refusal(outcome)).isEqualTo(Reason.INTERNAL_ERROR);
    assertThat(outcome.input()).isEqualTo(Digests.of(in));
    assertThat(outcome.toString()).doesNotContain("Quillfeather");
  }

  @Test
  void a_fault_after_writing_has_begun_leaves_no_file() throws Exception {
    // The last thing that is done to an object is to record it.
    ObjectSanitizer faulty =
        new ObjectSanitizer(
            new Deidentifier(new TextCleaner(Vocabulary.standard()), new byte[32]),
            pixels,
            null,
            false);
    Path in = write(object());
    assertThatThrownBy(() -> faulty.sanitize(in, work, hipaa))
        .isInstanceOf(NullPointerException.class);
    assertThat(left()).isEmpty();
  }

  @Test
  void a_file_that_cannot_be_opened_or_written_is_a_fault_that_may_pass() throws Exception {
    Path in = write(object());
    assertThatThrownBy(() -> sanitizer.sanitize(home.resolve("missing"), work, hipaa))
        .isInstanceOf(NoSuchFileException.class);
    assertThatThrownBy(() -> sanitizer.sanitize(in, home.resolve("no folder"), hipaa))
        .isInstanceOf(NoSuchFileException.class);
    assertThat(left()).isEmpty();
  }

  @Test
  void what_has_no_identity_or_is_damaged_is_refused() throws Exception {
    Path in = write(object().put(Tag.SOP_INSTANCE_UID, ""));
    assertThat(refusal(sanitizer.sanitize(in, work, hipaa))).isEqualTo(Reason.NO_SOP_INSTANCE_UID);
    in = write(object().put(Tag.SOP_CLASS_UID, ""));
    assertThat(refusal(sanitizer.sanitize(in, work, hipaa))).isEqualTo(Reason.NO_SOP_CLASS_UID);
    in = write(object().put(Tag.PIXEL_DATA, VR.OB, new byte[1000]));
    byte[] whole = Files.readAllBytes(in);
    Files.write(in, Arrays.copyOf(whole, whole.length - 1));
    Reason reason = refusal(sanitizer.sanitize(in, work, hipaa));
    assertThat(reason.code()).isEqualTo("truncated");
    assertThat(reason.path()).isEqualTo("(7FE0,0010)");
  }

  @Test
  void an_unfit_uid_names_no_file() throws Exception {
    Path in = write(object().put(Tag.STUDY_INSTANCE_UID, "../../etc/Quillfeather"));
    Outcome.Sanitized clean = (Outcome.Sanitized) sanitizer.sanitize(in, work, hipaa);
    assertThat(clean.name().relativePath()).matches("2\\.25\\.\\d+/no-series/2\\.25\\.\\d+\\.dcm");
  }

  @Test
  @Timeout(value = 30, unit = TimeUnit.SECONDS)
  void a_name_a_thousand_items_deep_goes_in_time() throws Exception {
    byte[] open = {
      0x54, 0, 0x16, 0, 'S', 'Q', 0, 0, -1, -1, -1, -1, -2, -1, 0, -32, -1, -1, -1, -1
    };
    byte[] close = {-2, -1, 0x0D, -32, 0, 0, 0, 0, -2, -1, -35, -32, 0, 0, 0, 0};
    byte[] name = {0x10, 0, 0x10, 0, 'P', 'N', 12, 0};
    Path in = write(object());
    ByteArrayOutputStream deep = new ByteArrayOutputStream();
    for (int i = 0; i < 1000; i++) {
      deep.writeBytes(open);
    }
    deep.writeBytes(name);
    deep.writeBytes("Threnodyke^A".getBytes(StandardCharsets.US_ASCII));
    for (int i = 0; i < 1000; i++) {
      deep.writeBytes(close);
    }
    append(in, deep.toByteArray());
    Outcome.Sanitized clean = (Outcome.Sanitized) sanitizer.sanitize(in, work, hipaa);
    try (DicomObject object = DicomReader.read(clean.file(), hipaa.limits())) {
      DataSet level = object.dataSet();
      while (level.contains(NEUTRAL_SEQUENCE)) {
        level = level.get(NEUTRAL_SEQUENCE).items().get(0);
      }
      assertThat(level.depth()).isEqualTo(1000);
      assertThat(level.string(Tag.PATIENT_NAME)).isNotEqualTo("Threnodyke^A");
    }
    assertThat(Files.readString(clean.file(), StandardCharsets.ISO_8859_1))
        .doesNotContain("Threnodyke");
  }

  @Test
  @Timeout(value = 30, unit = TimeUnit.SECONDS)
  void tens_of_thousands_of_private_elements_go_in_time() throws Exception {
    Path in = write(object());
    ByteArrayOutputStream wide = new ByteArrayOutputStream();
    for (int i = 0; i < 82_000; i++) {
      int group = 0x4001 + 2 * (i / 60_000);
      int element = 0x1000 + i % 60_000;
      wide.writeBytes(
          new byte[] {
            (byte) group,
            (byte) (group >> 8),
            (byte) element,
            (byte) (element >> 8),
            'L',
            'O',
            4,
            0,
            'Z',
            'q',
            'X',
            'v'
          });
    }
    append(in, wide.toByteArray());
    Outcome.Sanitized clean = (Outcome.Sanitized) sanitizer.sanitize(in, work, hipaa);
    assertThat(Files.size(clean.file())).isLessThan(4_000);
    assertThat(clean.operation().toString()).doesNotContain("Quillfeather", "ZqXv");
  }
}
