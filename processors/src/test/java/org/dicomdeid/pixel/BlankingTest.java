/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.pixel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.dicomdeid.codec.Box;
import org.dicomdeid.codec.Frame;
import org.dicomdeid.codec.Patch;
import org.dicomdeid.codec.Photometric;
import org.dicomdeid.codec.PixelFormat;
import org.junit.jupiter.api.Test;

class BlankingTest {

  private static final int SIDE = 40;
  private static final Box TEXT = new Box(8, 8, 24, 12);
  private static final DisplayParameters PLAIN =
      new DisplayParameters(Optional.empty(), false, OptionalInt.empty(), Optional.empty());

  @Test
  void light_text_on_dark_ground_goes_black() {
    assertThat(fill(grey8(Photometric.MONOCHROME2), 30, 250)).isZero();
  }

  @Test
  void black_text_on_light_ground_goes_white_so_that_no_stroke_keeps_its_value() {
    assertThat(fill(grey8(Photometric.MONOCHROME2), 230, 0)).isEqualTo(255);
  }

  @Test
  void light_text_on_a_light_organ_goes_black() {
    assertThat(fill(grey8(Photometric.MONOCHROME2), 180, 255)).isZero();
  }

  @Test
  void the_core_of_outlined_text_does_not_keep_its_value() {
    assertThat(fillOutlined(150, 0, 255)).isZero();
    assertThat(fillOutlined(150, 255, 0)).isEqualTo(255);
    assertThat(fillOutlined(5, 255, 0)).isEqualTo(255);
  }

  @Test
  void two_texts_of_one_line_are_filled_as_each_needs_it() {
    PixelFormat format = new PixelFormat(SIDE, 400, 1, 8, 8, 7, false, Photometric.MONOCHROME2, 0);
    Frame frame = new Frame(SIDE, 400, 1, 1, Photometric.MONOCHROME2, new byte[SIDE * 400]);
    for (int row = 0; row < SIDE; row++) {
      for (int column = 0; column < 400; column++) {
        frame.set(row, column, 0, column < 200 ? 20 : 230);
      }
    }
    for (int left = 10; left < 380; left += 12) {
      if (left < 180 || left > 210) {
        letter(frame, 12, left, left < 200 ? 255 : 0);
      }
    }
    FrameValues values = FrameValues.of(frame, format, PLAIN);
    List<Patch> patches =
        new Blanking(frame, values, format, PLAIN).patches(new Box(2, 4, 390, 32));
    assertThat(patches).hasSize(2);
    assertThat(patches.get(0).cell(0)).isZero();
    assertThat(patches.get(1).cell(0)).isEqualTo(255);
    assertThat(patches.get(1).box().column()).isBetween(180, 220);
  }

  @Test
  void a_plate_with_a_name_over_larger_letters_is_filled_as_the_name_needs_it() {
    PixelFormat format = new PixelFormat(90, 600, 1, 8, 8, 7, false, Photometric.MONOCHROME2, 0);
    Frame frame = new Frame(90, 600, 1, 1, Photometric.MONOCHROME2, new byte[90 * 600]);
    for (int left = 10; left < 580; left += 30) {
      for (int row = 8; row < 82; row++) {
        for (int column = 0; column < 20; column++) {
          if (column < 5 || row % 20 < 5) {
            frame.set(row, left + column, 0, 255);
          }
        }
      }
    }
    for (int row = 2; row < 26; row++) {
      for (int column = 120; column < 460; column++) {
        frame.set(row, column, 0, 255);
      }
    }
    for (int left = 126; left < 450; left += 12) {
      letter(frame, 6, left, 0);
    }
    FrameValues values = FrameValues.of(frame, format, PLAIN);
    List<Patch> patches =
        new Blanking(frame, values, format, PLAIN).patches(new Box(0, 0, 600, 90));
    patches.forEach(frame::apply);
    for (int left = 126; left < 450; left += 12) {
      assertThat(frame.cell(13, left, 0)).as("a stroke of the name").isEqualTo(255);
    }
    assertThat(frame.cell(60, 10, 0)).as("a stroke of a large letter").isZero();
  }

  @Test
  void a_line_that_lies_half_over_another_or_says_more_is_no_part_of_it() {
    Finding line = text(new Box(100, 20, 460, 56), 12);
    assertThat(PixelImage.isPartOfLine(text(new Box(140, 24, 60, 40), 2), line)).isTrue();
    assertThat(PixelImage.isPartOfLine(text(new Box(540, 22, 40, 50), 1), line)).isTrue();
    assertThat(PixelImage.isPartOfLine(text(new Box(140, 6, 300, 36), 6), line)).isFalse();
    assertThat(PixelImage.isPartOfLine(text(new Box(140, 24, 160, 30), 19), line)).isFalse();
  }

  @Test
  void lines_that_touch_are_filled_anew_where_they_overlap_and_nowhere_else() {
    PixelFormat format = new PixelFormat(100, 400, 1, 8, 8, 7, false, Photometric.MONOCHROME2, 0);
    Frame frame = new Frame(100, 400, 1, 1, Photometric.MONOCHROME2, new byte[100 * 400]);
    for (int left = 10; left < 380; left += 12) {
      letter(frame, 20, left, 255);
      letter(frame, 50, left, 255);
    }
    Blanking blanking = new Blanking(frame, FrameValues.of(frame, format, PLAIN), format, PLAIN);
    Finding one = text(new Box(2, 12, 390, 32), 30);
    Finding other = text(new Box(40, 40, 300, 34), 24);
    List<Patch> patches = PixelImage.textPatches(blanking, List.of(one, other));
    List<Patch> plain = new ArrayList<>(blanking.patches(one.box()));
    plain.addAll(blanking.patches(other.box()));
    assertThat(patches).startsWith(plain.toArray(Patch[]::new)).hasSizeGreaterThan(plain.size());
    Box overlap = one.box().intersection(other.box());
    assertThat(patches.subList(plain.size(), patches.size()))
        .allMatch(patch -> patch.box().union(overlap).equals(overlap));
  }

  @Test
  void holes_of_letters_are_no_text_of_another_tone() {
    PixelFormat format = new PixelFormat(46, 300, 1, 8, 8, 7, false, Photometric.MONOCHROME2, 0);
    Frame frame = new Frame(46, 300, 1, 1, Photometric.MONOCHROME2, new byte[46 * 300]);
    for (int row = 0; row < 46; row++) {
      for (int column = 0; column < 300; column++) {
        frame.set(row, column, 0, 255);
      }
    }
    // A row of letters like P, each with a hole, that touch each other at their feet.
    for (int left = 10; left < 280; left += 22) {
      for (int row = 5; row < 42; row++) {
        for (int column = 0; column < 24; column++) {
          boolean foot = row > 38;
          boolean bowl = row < 18 && column < 18 && !(row > 8 && row < 15 && column > 3);
          if (foot || bowl || column < 4) {
            frame.set(row, left + column, 0, 0);
          }
        }
      }
    }
    FrameValues values = FrameValues.of(frame, format, PLAIN);
    List<Patch> patches =
        new Blanking(frame, values, format, PLAIN).patches(new Box(0, 0, 300, 46));
    assertThat(patches).allMatch(patch -> patch.cell(0) == 255);
  }

  private static Finding text(Box box, int characters) {
    return new Finding(Finding.Kind.TEXT, true, box, box, 0, 0, characters);
  }

  /** An E: three bars and a stem. */
  private static void letter(Frame frame, int top, int left, int ink) {
    for (int row = 0; row < 15; row++) {
      for (int column = 0; column < 8; column++) {
        if (column < 2 || row % 7 == 0) {
          frame.set(top + row, left + column, 0, ink);
        }
      }
    }
  }

  @Test
  void black_is_the_highest_value_where_the_image_is_displayed_inverted() {
    assertThat(fill(grey8(Photometric.MONOCHROME1), 200, 10)).isEqualTo(200);
  }

  @Test
  void black_of_signed_values_is_the_lowest_of_the_image_or_of_its_window() {
    PixelFormat format =
        new PixelFormat(SIDE, SIDE, 1, 16, 16, 15, true, Photometric.MONOCHROME2, 0);
    assertThat((short) fill(format, -900, 1500)).isEqualTo((short) -900);
    DisplayParameters windowed =
        new DisplayParameters(
            Optional.of(new DisplayParameters.Window(-1000, 400)),
            false,
            OptionalInt.empty(),
            Optional.empty());
    assertThat((short) fill(format, -900, 1500, windowed)).isEqualTo((short) -1000);
  }

  @Test
  void black_of_luminance_and_chrominance_has_neutral_chrominance() {
    PixelFormat format = new PixelFormat(SIDE, SIDE, 3, 8, 8, 7, false, Photometric.YBR_FULL, 0);
    byte[] cells = new byte[SIDE * SIDE * 3];
    Arrays.fill(cells, (byte) 128);
    Frame frame = new Frame(SIDE, SIDE, 3, 1, Photometric.YBR_FULL, cells);
    letters(frame, 235);
    List<Patch> patches =
        new Blanking(frame, FrameValues.of(frame, format, PLAIN), format, PLAIN).patches(TEXT);
    assertThat(patches.get(0).cells()).containsExactly(0, 128, 128);
  }

  private static int fillOutlined(int ground, int outline, int core) {
    PixelFormat format = grey8(Photometric.MONOCHROME2);
    Frame frame = frame(format, ground);
    for (int left = TEXT.column() + 2; left + 9 < TEXT.right(); left += 11) {
      for (int row = TEXT.row() + 1; row < TEXT.bottom() - 1; row++) {
        for (int column = left; column < left + 9; column++) {
          boolean around =
              row == TEXT.row() + 1
                  || row == TEXT.bottom() - 2
                  || column == left
                  || column == left + 8;
          frame.set(row, column, 0, around ? outline : core);
        }
      }
    }
    return fill(frame, format, PLAIN);
  }

  private static int fill(PixelFormat format, int ground, int ink) {
    return fill(format, ground, ink, PLAIN);
  }

  private static int fill(PixelFormat format, int ground, int ink, DisplayParameters display) {
    Frame frame = frame(format, ground);
    letters(frame, ink);
    return fill(frame, format, display);
  }

  private static int fill(Frame frame, PixelFormat format, DisplayParameters display) {
    FrameValues values = FrameValues.of(frame, format, display);
    return new Blanking(frame, values, format, display).patches(TEXT).get(0).cell(0);
  }

  private static Frame frame(PixelFormat format, int ground) {
    int bytes = format.cellBytes();
    Frame frame =
        new Frame(SIDE, SIDE, 1, bytes, format.photometric(), new byte[SIDE * SIDE * bytes]);
    for (int row = 0; row < SIDE; row++) {
      for (int column = 0; column < SIDE; column++) {
        frame.set(row, column, 0, ground);
      }
    }
    return frame;
  }

  /** Strokes in the middle of the box, a third of it. */
  private static void letters(Frame frame, int ink) {
    for (int row = TEXT.row() + 2; row < TEXT.bottom() - 2; row++) {
      for (int column = TEXT.column() + 2; column < TEXT.right() - 2; column += 3) {
        frame.set(row, column, 0, ink);
      }
    }
  }

  private static PixelFormat grey8(Photometric photometric) {
    return new PixelFormat(SIDE, SIDE, 1, 8, 8, 7, false, photometric, 0);
  }
}
