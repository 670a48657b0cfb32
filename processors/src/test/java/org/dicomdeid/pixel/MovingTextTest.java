/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.pixel;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.dicomdeid.codec.Box;
import org.dicomdeid.codec.PixelData;
import org.dicomdeid.codec.PixelLimits;
import org.dicomdeid.dicom.DataSet;
import org.dicomdeid.dicom.TransferSyntax;
import org.dicomdeid.pixel.MovingClip.Ground;
import org.dicomdeid.pixel.MovingClip.Pose;
import org.dicomdeid.profile.PixelPolicy;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class MovingTextTest {

  private static final Color WHITE = new Color(245, 245, 245);
  private static final OcrTextFinder FINDER =
      new OcrTextFinder(OcrSettings.concurrent(1), AllowedText.standard()::couldAllow);

  @TempDir Path folder;

  @AfterAll
  static void close() throws IOException {
    FINDER.close();
  }

  private static MovingClip clip(int frames, Ground ground) {
    return new MovingClip(320, 240, frames, ground, false, 7);
  }

  private static PixelFindings examined(MovingClip clip) throws IOException {
    return examined(clip.image());
  }

  private static PixelFindings examined(PixelImage image) throws IOException {
    return new PixelExaminer(FINDER, DeviceCatalog.standard())
        .examine(image, PixelPolicy.REDACT_TEXT, BurnedIdentifiers.none(), (examined, of) -> {});
  }

  private static List<Box> boxes(PixelFindings findings, int frame) {
    return findings.redactedOn(frame).stream().map(Finding::box).toList();
  }

  /** Frames with letters that are still to be seen, and how many. */
  private static Map<Integer, Integer> left(MovingClip clip) throws IOException {
    PixelFindings findings = examined(clip);
    Map<Integer, Integer> left = new TreeMap<>();
    for (int frame = 0; frame < clip.frames(); frame++) {
      int letters = clip.left(frame, boxes(findings, frame));
      if (letters > 0) {
        left.put(frame, letters);
      }
    }
    return left;
  }

  @ParameterizedTest
  @CsvSource({"2, 1", "5, 3", "0, 5", "8, 0", "-8, 5", "16, 9"})
  void every_letter_goes_on_every_frame_however_fast_it_moves(int right, int down)
      throws IOException {
    MovingClip clip =
        clip(12, Ground.NOISE)
            .with(
                "OKONKWO",
                WHITE,
                frame -> Pose.at((right < 0 ? 190 : 20) + right * frame, 40 + down * frame));
    assertThat(left(clip)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "MI 1.2, KUHN, 0",
    "Depth 15 cm, Theo Kuhn, 0",
    "HR 72 bpm, 12.03.1961, 0",
    "MI 1.2, Kuhn, 70"
  })
  void what_takes_the_place_of_text_that_stays_goes_and_that_stays_on_the_other_frames(
      String harmless, String identifying, int beside) throws IOException {
    MovingClip clip =
        clip(20, Ground.NOISE)
            .withHarmless(
                harmless,
                WHITE,
                frame -> beside > 0 || frame < 14 || frame > 17 ? Pose.at(40, 60) : Pose.ABSENT)
            .with(
                identifying,
                WHITE,
                frame -> frame < 14 || frame > 17 ? Pose.ABSENT : Pose.at(40 + beside, 60));
    PixelFindings findings = examined(clip);
    for (int frame = 14; frame <= 17; frame++) {
      assertThat(clip.left(frame, boxes(findings, frame))).as("frame %d", frame).isZero();
    }
    assertThat(boxes(findings, 5)).isEmpty();
  }

  /** The first view of a frame, that of the window, shows none of it. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void what_takes_the_place_of_text_outside_the_window_goes(boolean blinks) throws IOException {
    Color grey = new Color(140, 140, 140);
    MovingClip clip =
        clip(20, Ground.NOISE)
            .deep(150, 255)
            .withHarmless(
                "MI 1.2", grey, frame -> frame < 14 || frame > 17 ? Pose.at(40, 60) : Pose.ABSENT)
            .with("KUHN", grey, frame -> frame < 14 || frame > 17 ? Pose.ABSENT : Pose.at(40, 60))
            .withHarmless(".", WHITE, frame -> Pose.at(200, 200))
            .withHarmless(
                ".", WHITE, frame -> blinks && frame == 15 ? Pose.at(72, 58) : Pose.ABSENT);
    PixelFindings findings = examined(clip);
    for (int frame = 14; frame <= 17; frame++) {
      assertThat(clip.left(frame, boxes(findings, frame))).as("frame %d", frame).isZero();
    }
    assertThat(boxes(findings, 5)).isEmpty();
  }

  @Test
  void text_that_stays_and_becomes_a_name_sign_by_sign_goes() throws IOException {
    List<String> steps = List.of("MI 1.2", "KI 1.2", "KU 1.2", "KUH1.2", "KUHN.2", "KUHN");
    MovingClip clip = clip(20, Ground.NOISE);
    for (int i = 0; i < steps.size(); i++) {
      int step = i;
      MovingClip.Motion motion =
          frame -> Math.min(Math.max(frame - 10, 0), 5) == step ? Pose.at(40, 60) : Pose.ABSENT;
      clip =
          steps.get(i).startsWith("KUH")
              ? clip.with(steps.get(i), WHITE, motion)
              : clip.withHarmless(steps.get(i), WHITE, motion);
    }
    assertThat(left(clip)).isEmpty();
  }

  /** Tells how often parts of a frame are searched closely. */
  private static final class CountedFinder implements TextFinder {
    private int closeLooks;

    @Override
    public List<FoundText> find(List<Picture> views) throws IOException {
      return FINDER.find(views);
    }

    @Override
    public Series series(Predicate<List<FoundText>> settled) throws IOException {
      Series series = FINDER.series(settled);
      return new Series() {
        @Override
        public List<FoundText> find(List<Picture> views) throws IOException {
          return series.find(views);
        }

        @Override
        public List<Box> unread() {
          return series.unread();
        }

        @Override
        public List<FoundText> findIn(
            Picture frame, List<Box> parts, boolean closely, Predicate<Box> isKnown)
            throws IOException {
          closeLooks += closely && !parts.isEmpty() ? 1 : 0;
          return series.findIn(frame, parts, closely, isKnown);
        }
      };
    }

    @Override
    public List<Engine> engines() throws IOException {
      return FINDER.engines();
    }
  }

  @Test
  void a_counter_stays_and_is_not_read_again_for_each_sign_that_changes() throws IOException {
    MovingClip clip = clip(10, Ground.NOISE);
    for (int i = 0; i < 10; i++) {
      int number = i;
      clip =
          clip.withHarmless(
              "Im: 11" + i, WHITE, frame -> frame == number ? Pose.at(40, 60) : Pose.ABSENT);
    }
    CountedFinder finder = new CountedFinder();
    PixelFindings findings =
        new PixelExaminer(finder, DeviceCatalog.standard())
            .examine(
                clip.image(),
                PixelPolicy.REDACT_TEXT,
                BurnedIdentifiers.none(),
                (examined, of) -> {});
    assertThat(findings.redacted()).isEmpty();
    assertThat(finder.closeLooks).isEqualTo(1);
  }

  @Test
  void text_that_stays_at_the_edge_of_the_picture_may_change_there() throws IOException {
    MovingClip clip =
        clip(12, Ground.NOISE)
            .withHarmless("MI 1.2", WHITE, frame -> Pose.at(frame < 6 ? 0 : 1, 14))
            .with("KUHN", WHITE, frame -> frame == 7 ? Pose.at(240, 238) : Pose.ABSENT)
            .withHarmless("MI 0.9", WHITE, frame -> frame == 7 ? Pose.ABSENT : Pose.at(240, 238));
    assertThat(left(clip)).isEmpty();
  }

  @Test
  void text_that_moves_over_moving_tissue_goes_on_every_frame() throws IOException {
    MovingClip clip =
        clip(12, Ground.ANATOMY)
            .with("LINDQVIST", WHITE, frame -> Pose.at(30 + 5 * frame, 90 + 5 * frame));
    assertThat(left(clip)).isEmpty();
  }

  @Test
  void text_that_passes_between_the_first_frames_of_two_windows_goes() throws IOException {
    MovingClip clip =
        clip(14, Ground.NOISE)
            .with(
                "OKONKWO",
                WHITE,
                frame ->
                    frame > 1 && frame < 8 ? Pose.at(60 + 6 * frame, 120 + frame) : Pose.ABSENT);
    assertThat(left(clip)).isEmpty();
  }

  @Test
  void a_line_that_runs_through_the_picture_goes_letter_for_letter() throws IOException {
    MovingClip clip =
        clip(12, Ground.NOISE)
            .with("LINDQVIST^SVEN 19440302", WHITE, frame -> Pose.at(250 - 12 * frame, 130));
    assertThat(left(clip)).isEmpty();
  }

  @Test
  void coloured_text_in_a_coloured_cine_goes_on_every_frame() throws IOException {
    MovingClip clip =
        new MovingClip(320, 240, 12, Ground.NOISE, true, 7)
            .with("OKONKWO", new Color(240, 220, 40), frame -> Pose.at(40 + 5 * frame, 90));
    assertThat(left(clip)).isEmpty();
  }

  /** Native, baseline and lossless JPEG, RLE. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.2.840.10008.1.2.1",
        "1.2.840.10008.1.2.4.50",
        "1.2.840.10008.1.2.4.70",
        "1.2.840.10008.1.2.5"
      })
  void the_delivered_frames_show_no_letter_in_any_transfer_syntax(String uid) throws IOException {
    TransferSyntax syntax = TransferSyntax.of(uid).orElseThrow();
    MovingClip clip =
        clip(6, Ground.NOISE)
            .with("OKONKWO", WHITE, frame -> Pose.at(60 + 7 * frame, 100 + 6 * frame));
    DataSet object = clip.object(syntax);
    PixelImage image = PixelImage.of(object, syntax, PixelLimits.DEFAULT).orElseThrow();
    List<Picture> before = new ArrayList<>();
    for (int frame = 0; frame < clip.frames(); frame++) {
      before.add(image.shown(frame));
    }
    try (PixelData.Rewrite rewrite = image.pixels().rewrite(folder)) {
      TransferSyntax delivered = image.blank(examined(image), rewrite);
      PixelImage after = PixelImage.of(object, delivered, PixelLimits.DEFAULT).orElseThrow();
      for (int frame = 0; frame < clip.frames(); frame++) {
        assertThat(clip.left(frame, before.get(frame), after.shown(frame)))
            .as("letters left on frame %d", frame)
            .isZero();
      }
    }
  }

  @Test
  void harmless_text_that_stands_still_beside_it_stays() throws IOException {
    MovingClip clip =
        clip(12, Ground.NOISE)
            .withHarmless("MI 0.8", WHITE, frame -> Pose.at(20, 225))
            .with("OKONKWO", WHITE, frame -> Pose.at(170 + 3 * frame, 225));
    PixelFindings findings = examined(clip);
    Box harmless = new Box(20, 210, 60, 16);
    for (int frame = 0; frame < clip.frames(); frame++) {
      List<Box> boxes = boxes(findings, frame);
      assertThat(clip.left(frame, boxes)).as("letters left on frame %d", frame).isZero();
      assertThat(boxes).as("frame %d", frame).noneMatch(harmless::intersects);
    }
  }

  @Test
  void text_that_stands_still_over_moving_tissue_is_found_once_for_its_window() throws IOException {
    MovingClip clip = clip(10, Ground.ANATOMY).with("OKONKWO", WHITE, frame -> Pose.at(120, 120));
    PixelFindings findings = examined(clip);
    assertThat(findings.redacted())
        .isNotEmpty()
        .allMatch(each -> each.firstFrame() == 0 && each.lastFrame() == 9);
    assertThat(clip.left(5, boxes(findings, 5))).isZero();
  }
}
