/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.dicomdeid.codec.Box;
import org.dicomdeid.codec.Frame;
import org.dicomdeid.codec.FrameCodec;
import org.dicomdeid.codec.FrameCodecs;
import org.dicomdeid.codec.Photometric;
import org.dicomdeid.codec.PixelData;
import org.dicomdeid.codec.PixelFormat;
import org.dicomdeid.codec.PixelLimits;
import org.dicomdeid.deidentify.Deidentifier;
import org.dicomdeid.deidentify.TextCleaner;
import org.dicomdeid.deidentify.Vocabulary;
import org.dicomdeid.dicom.DataSet;
import org.dicomdeid.dicom.DicomBuilder;
import org.dicomdeid.dicom.DicomObject;
import org.dicomdeid.dicom.DicomReader;
import org.dicomdeid.dicom.Limits;
import org.dicomdeid.dicom.Tag;
import org.dicomdeid.dicom.TransferSyntax;
import org.dicomdeid.dicom.VR;
import org.dicomdeid.pixel.Lettering;
import org.dicomdeid.profile.PixelPolicy;
import org.dicomdeid.profile.Profile;
import org.dicomdeid.profile.Profiles;
import org.dicomdeid.receipt.PixelExamination;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PixelStageTest {

  private static final int ROWS = 240;
  private static final int COLUMNS = 400;
  private static final int INK = 250;
  private static final String NAME = "QUILLFEATHER";
  private static final int OVERLAY = 0x60000000;

  private static PixelStage stage;

  @TempDir Path folder;

  @BeforeAll
  static void open() throws IOException {
    stage = PixelStage.open(PixelSettings.standard().withInferences(1));
  }

  @AfterAll
  static void close() throws IOException {
    stage.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.2.840.10008.1.2",
        "1.2.840.10008.1.2.2",
        "1.2.840.10008.1.2.1.99",
        "1.2.840.10008.1.2.5",
        "1.2.840.10008.1.2.4.70",
        "1.2.840.10008.1.2.4.80",
        "1.2.840.10008.1.2.4.90"
      })
  void a_name_goes_and_every_other_pixel_stays_in_every_lossless_syntax(String uid)
      throws Exception {
    byte[] pixels = scan();
    Box name = write(pixels, NAME, 20, 30);
    Outcome outcome = sanitize(image(uid, pixels), profile("redact-text"));
    byte[] after = pixelsOf(outcome);
    assertChanged(pixels, after, name, 14);
    assertThat(outcome.operation().pixels().boxes()).isNotEmpty();
  }

  @Test
  void an_object_whose_pixels_were_cleaned_says_so() throws Exception {
    byte[] pixels = scan();
    write(pixels, NAME, 20, 30);
    Outcome outcome = sanitize(image("1.2.840.10008.1.2.1", pixels), profile("redact-text"));
    try (DicomObject object = read(outcome)) {
      assertThat(object.dataSet().string(0x00280301)).isEqualTo("NO");
      List<DataSet> codes = object.dataSet().get(0x00120064).items();
      assertThat(codes.get(codes.size() - 1).string(0x00080100)).isEqualTo("113101");
    }
    assertThat(outcome.operation().options()).contains("113100", "113101");
    PixelExamination pixelsDone = outcome.operation().pixels();
    assertThat(pixelsDone.searched()).isTrue();
    assertThat(pixelsDone.engines()).extracting(engine -> engine.role()).contains("detector");
    assertThat(((Outcome.Sanitized) outcome).unexaminedPixels()).isFalse();
  }

  @Test
  void pixels_without_text_are_the_very_bytes_that_came() throws Exception {
    byte[] pixels = scan();
    Outcome outcome = sanitize(image("1.2.840.10008.1.2.1", pixels), profile("redact-text"));
    assertThat(pixelsOf(outcome)).isEqualTo(pixels);
    assertThat(outcome.operation().pixels().boxes()).isEmpty();
  }

  @Test
  void a_profile_that_keeps_pixels_examines_none_and_claims_nothing() throws Exception {
    byte[] pixels = scan();
    write(pixels, NAME, 20, 30);
    Outcome outcome = sanitize(image("1.2.840.10008.1.2.1", pixels), profile("keep"));
    assertThat(pixelsOf(outcome)).isEqualTo(pixels);
    assertThat(outcome.operation().pixels()).isNull();
    assertThat(outcome.operation().options()).doesNotContain("113101");
    assertThat(((Outcome.Sanitized) outcome).unexaminedPixels()).isTrue();
  }

  @Test
  void only_what_tells_the_patient_goes_when_the_profile_redacts_identifiers() throws Exception {
    byte[] pixels = scan();
    Box name = write(pixels, NAME, 20, 30);
    Box plain = write(pixels, "RENAL CORTEX", 160, 30);
    Outcome outcome = sanitize(image("1.2.840.10008.1.2.1", pixels), profile("redact-identifiers"));
    byte[] after = pixelsOf(outcome);
    assertChanged(pixels, after, name, 14);
    assertThat(changedIn(pixels, after, plain)).isZero();
    assertThat(outcome.operation().pixels().keptTexts()).isPositive();
    assertThat(outcome.operation().options()).doesNotContain("113101");
  }

  @Test
  void everything_outside_the_ultrasound_regions_goes_when_the_profile_says_so() throws Exception {
    byte[] pixels = scan();
    DicomBuilder object = image("1.2.840.10008.1.2.1", pixels);
    object.sequence(
        0x00186011,
        region -> {
          region.put(0x00186018, VR.UL, 50);
          region.put(0x0018601A, VR.UL, 60);
          region.put(0x0018601C, VR.UL, 349);
          region.put(0x0018601E, VR.UL, 199);
        });
    byte[] after = pixelsOf(sanitize(object, profile("blank-outside-ultrasound-regions")));
    for (int row = 0; row < ROWS; row++) {
      for (int column = 0; column < COLUMNS; column++) {
        int i = row * COLUMNS + column;
        boolean inside = row >= 60 && row <= 199 && column >= 50 && column <= 349;
        assertThat(after[i]).isEqualTo(inside ? pixels[i] : 0);
      }
    }
  }

  @Test
  void text_goes_from_an_overlay_plane_and_an_icon_that_a_profile_keeps() throws Exception {
    byte[] pixels = scan();
    byte[] icon = new byte[64 * 160];
    Lettering.draw(NAME, 20, 5, 2, (row, column) -> icon[row * 160 + column] = (byte) INK);
    byte[] overlay = new byte[ROWS * COLUMNS / 8];
    Lettering.draw(
        NAME,
        100,
        30,
        3,
        (row, column) -> {
          int bit = row * COLUMNS + column;
          overlay[bit / 8] |= (byte) (1 << (bit % 8));
        });
    DicomBuilder object = image("1.2.840.10008.1.2.1", pixels);
    object.put(OVERLAY | 0x0010, VR.US, ROWS).put(OVERLAY | 0x0011, VR.US, COLUMNS);
    object.put(OVERLAY | 0x0040, "G").put(OVERLAY | 0x0050, VR.SS, 1, 1);
    object.put(OVERLAY | 0x0100, VR.US, 1).put(OVERLAY | 0x0102, VR.US, 0);
    object.put(OVERLAY | 0x3000, VR.OB, overlay);
    object.sequence(0x00880200, item -> describe(item, 64, 160).put(Tag.PIXEL_DATA, VR.OB, icon));
    Profile keeps =
        Profiles.load(
            file(
                """
                profile: keeps
                version: 1
                description: keeps pictures beside the picture
                extends: hipaa
                rules:
                  - match: IconImageSequence
                    action: keep
                    reason: for a test
                  - match: (6000,3000)
                    action: keep
                    reason: for a test
                  - match: (60xx,00xx)
                    action: keep
                    reason: what an overlay plane needs to be read
                """));
    Outcome outcome = sanitize(object, keeps);
    try (DicomObject after = read(outcome)) {
      DataSet root = after.dataSet();
      assertThat(root.get(OVERLAY | 0x3000).bytes(1 << 20)).containsOnly(0);
      assertThat(root.get(0x00880200).items().get(0).get(Tag.PIXEL_DATA).bytes(1 << 20))
          .containsOnly(0);
    }
    assertThat(outcome.operation().pixels().nested()).isEqualTo(2);
  }

  @Test
  void a_name_goes_from_a_frame_between_a_white_and_a_black_one() throws Exception {
    int frame = ROWS * COLUMNS;
    byte[] pixels = new byte[6 * frame];
    Box name = null;
    for (int i = 0; i < 6; i++) {
      byte[] one = scan();
      if (i == 1) {
        Arrays.fill(one, (byte) 255);
      } else if (i == 4) {
        Arrays.fill(one, (byte) 0);
      } else if (i == 2 || i == 3) {
        name = write(one, NAME, 20, 30);
      }
      System.arraycopy(one, 0, pixels, i * frame, frame);
    }
    DicomBuilder object = image("1.2.840.10008.1.2.1", pixels).put(0x00280008, VR.IS, 6);
    byte[] written = Arrays.copyOfRange(pixels, 2 * frame, 3 * frame);
    try (DicomObject after = read(sanitize(object, profile("redact-text")))) {
      PixelData data = PixelData.of(after.dataSet(), after.transferSyntax(), PixelLimits.DEFAULT);
      assertChanged(written, data.decode(2).cells(), name, 14);
      assertChanged(written, data.decode(3).cells(), name, 14);
      assertThat(data.decode(5).cells()).isEqualTo(scan());
    }
  }

  @Test
  void bits_that_no_viewer_shows_are_cleared() throws Exception {
    byte[] cells = new byte[2 * ROWS * COLUMNS];
    Lettering.draw(
        NAME, 100, 30, 3, (row, column) -> cells[2 * (row * COLUMNS + column) + 1] |= (byte) 0x80);
    for (int i = 0; i < cells.length; i += 2) {
      cells[i] = (byte) (i / 2 % COLUMNS);
    }
    DicomBuilder object = image("1.2.840.10008.1.2.1", new byte[0]);
    object.put(Tag.BITS_ALLOCATED, VR.US, 16).put(0x00280101, VR.US, 12).put(0x00280102, VR.US, 11);
    object.put(Tag.PIXEL_DATA, VR.OW, cells);
    byte[] after = pixelsOf(sanitize(object, profile("redact-text")));
    for (int i = 0; i < cells.length; i += 2) {
      assertThat(after[i + 1] & 0xF0).isZero();
      assertThat(after[i]).isEqualTo(cells[i]);
    }
  }

  /**
   * On the dark ground a name that only these values show; on the light one, that no value shows.
   */
  @ParameterizedTest
  @CsvSource({
    "1.2.840.10008.1.2.4.81, 10, 4106",
    "1.2.840.10008.1.2.4.91, 10, 4106",
    "1.2.840.10008.1.2.4.81, 4095, 4700",
    "1.2.840.10008.1.2.4.91, 4095, 4700"
  })
  void a_name_in_values_that_only_lossy_coding_explains_goes(String uid, int ground, int ink)
      throws Exception {
    byte[] cells = new byte[2 * ROWS * COLUMNS];
    PixelFormat all =
        new PixelFormat(ROWS, COLUMNS, 1, 16, 16, 15, false, Photometric.MONOCHROME2, 0);
    Frame frame = new Frame(ROWS, COLUMNS, 1, 2, Photometric.MONOCHROME2, cells);
    for (int i = 0; i < ROWS * COLUMNS; i++) {
      frame.set(i / COLUMNS, i % COLUMNS, 0, ground);
    }
    Box name = Lettering.draw(NAME, 100, 30, 3, (row, column) -> frame.set(row, column, 0, ink));
    byte[] stream = FrameCodecs.installed().of(uid).orElseThrow().encode(frame, all, new byte[0]);
    DicomBuilder object = image(uid, new byte[0]);
    object.put(Tag.BITS_ALLOCATED, VR.US, 16).put(0x00280101, VR.US, 12).put(0x00280102, VR.US, 11);
    object.encapsulated(List.of(new byte[0], even(stream)));
    Outcome outcome = sanitize(object, profile("redact-text"));
    assertThat(outcome.operation().pixels().boxes()).hasSize(ground == 10 ? 1 : 0);
    try (DicomObject after = read(outcome)) {
      PixelData data = PixelData.of(after.dataSet(), after.transferSyntax(), PixelLimits.DEFAULT);
      assertThat(data.hasUnusedBits()).isFalse();
      Frame shown = data.decode(0);
      for (int row = name.row(); row < name.bottom(); row++) {
        for (int column = name.column(); column < name.right(); column++) {
          assertThat(shown.cell(row, column, 0)).isEqualTo(shown.cell(name.row(), 200, 0));
        }
      }
    }
  }

  @Test
  void an_image_that_cannot_be_decoded_is_held() throws Exception {
    DicomBuilder object = image("1.2.840.10008.1.2.1", new byte[ROWS * COLUMNS - 100]);
    Outcome outcome = sanitize(object, profile("redact-text"));
    assertThat(outcome).isInstanceOf(Outcome.Refused.class);
    assertThat(((Outcome.Refused) outcome).reason().code()).isEqualTo("truncated-pixels");
  }

  @Test
  void a_strict_profile_searches_the_result_again() throws Exception {
    byte[] pixels = scan();
    write(pixels, NAME, 20, 30);
    Profile strict =
        Profiles.load(
            file(
                """
                profile: strict
                version: 1
                description: looks twice
                extends: hipaa
                pixel-check: strict
                """));
    Outcome outcome = sanitize(image("1.2.840.10008.1.2.1", pixels), strict);
    assertThat(outcome).isInstanceOf(Outcome.Sanitized.class);
    assertThat(outcome.operation().pixels().rechecked()).isTrue();
  }

  private String file(String yaml) throws IOException {
    return Files.writeString(folder.resolve("profile.yaml"), yaml).toString();
  }

  private Profile profile(String pixels) throws Exception {
    Profile hipaa = Profiles.load("hipaa");
    for (PixelPolicy policy : PixelPolicy.values()) {
      if (policy.word().equals(pixels)) {
        return hipaa.withPixels(policy);
      }
    }
    throw new IllegalArgumentException(pixels);
  }

  /** A disc with a soft gradient, and no text. */
  private static byte[] scan() {
    byte[] pixels = new byte[ROWS * COLUMNS];
    for (int row = 0; row < ROWS; row++) {
      for (int column = 0; column < COLUMNS; column++) {
        double r = Math.hypot(row - 120, column - 280) / 90;
        pixels[row * COLUMNS + column] = (byte) (r < 1 ? 90 + 60 * (1 - r) : 12);
      }
    }
    return pixels;
  }

  private static Box write(byte[] pixels, String text, int row, int column) {
    return Lettering.draw(text, row, column, 2, (r, c) -> pixels[r * COLUMNS + c] = (byte) INK);
  }

  private static DicomBuilder image(String uid, byte[] pixels) throws IOException {
    TransferSyntax syntax = TransferSyntax.of(uid).orElseThrow();
    DicomBuilder object =
        DicomBuilder.of(syntax)
            .put(Tag.SOP_CLASS_UID, "1.2.840.10008.5.1.4.1.1.7")
            .put(Tag.SOP_INSTANCE_UID, "1.2.3.4.5")
            .put(Tag.STUDY_INSTANCE_UID, "1.2.3.4")
            .put(Tag.SERIES_INSTANCE_UID, "1.2.3.4.1")
            .put(Tag.PATIENT_NAME, "Quillfeather^Zebulonia");
    describe(object, ROWS, COLUMNS);
    if (pixels.length == 0) {
      return object;
    }
    if (!syntax.encapsulated()) {
      return object.put(Tag.PIXEL_DATA, VR.OB, pixels);
    }
    PixelFormat format =
        new PixelFormat(ROWS, COLUMNS, 1, 8, 8, 7, false, Photometric.MONOCHROME2, 0);
    FrameCodec codec = FrameCodecs.installed().of(uid).orElseThrow();
    Frame frame = new Frame(ROWS, COLUMNS, 1, 1, Photometric.MONOCHROME2, pixels);
    byte[] stream = codec.encode(frame, format, new byte[0]);
    return object.encapsulated(List.of(new byte[0], even(stream)));
  }

  private static byte[] even(byte[] stream) {
    return Arrays.copyOf(stream, stream.length + (stream.length & 1));
  }

  private static DicomBuilder describe(DicomBuilder image, int rows, int columns) {
    return image
        .put(0x00280002, VR.US, 1)
        .put(0x00280004, "MONOCHROME2")
        .put(Tag.ROWS, VR.US, rows)
        .put(Tag.COLUMNS, VR.US, columns)
        .put(Tag.BITS_ALLOCATED, VR.US, 8)
        .put(0x00280101, VR.US, 8)
        .put(0x00280102, VR.US, 7)
        .put(0x00280103, VR.US, 0);
  }

  private Outcome sanitize(DicomBuilder object, Profile profile) throws IOException {
    Path in = folder.resolve("in.dcm");
    object.write(in, "1.2.3", "TEST");
    ObjectSanitizer sanitizer =
        new ObjectSanitizer(
            new Deidentifier(new TextCleaner(Vocabulary.standard()), new byte[32]),
            stage,
            new OperationRecorder("a".repeat(64), new UidLookup(new byte[32]), true),
            false);
    return sanitizer.sanitize(in, folder, profile);
  }

  private static DicomObject read(Outcome outcome) throws IOException {
    assertThat(outcome).isInstanceOf(Outcome.Sanitized.class);
    return DicomReader.read(((Outcome.Sanitized) outcome).file(), Limits.DEFAULT);
  }

  private static byte[] pixelsOf(Outcome outcome) throws IOException {
    try (DicomObject object = read(outcome)) {
      return PixelData.of(object.dataSet(), object.transferSyntax(), PixelLimits.DEFAULT)
          .decode(0)
          .cells();
    }
  }

  /** Every stroke changed, and nothing farther away than some pixels. */
  private static void assertChanged(byte[] before, byte[] after, Box text, int around) {
    Box near = text.grown(around, around);
    for (int row = 0; row < ROWS; row++) {
      for (int column = 0; column < COLUMNS; column++) {
        int i = row * COLUMNS + column;
        boolean isNear = near.intersects(new Box(column, row, 1, 1));
        if (!isNear) {
          assertThat(after[i]).isEqualTo(before[i]);
        } else if (before[i] == (byte) INK && text.intersects(new Box(column, row, 1, 1))) {
          assertThat(after[i]).isNotEqualTo(before[i]);
        }
      }
    }
  }

  private static int changedIn(byte[] before, byte[] after, Box box) {
    int changed = 0;
    for (int row = box.row(); row < box.bottom(); row++) {
      for (int column = box.column(); column < box.right(); column++) {
        changed += after[row * COLUMNS + column] == before[row * COLUMNS + column] ? 0 : 1;
      }
    }
    return changed;
  }
}
