/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.codec;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** A stream that something happened to. */
final class StreamDamage {

  private static final int CUTS = 11;
  private static final int HEADER_FLIPS = 8;
  private static final int DATA_FLIPS = 6;
  private static final int ZEROED_RUNS = 4;

  /** Where a marker segment starts, from its FF, and ends. */
  private record Segment(int marker, int from, int to) {}

  private final String what;
  private final boolean surelyWrong;
  private final byte[] stream;

  private StreamDamage(String what, boolean surelyWrong, byte[] stream) {
    this.what = what;
    this.surelyWrong = surelyWrong;
    this.stream = stream;
  }

  String what() {
    return what;
  }

  /** Whether it cannot stand for a whole frame of the format any more. */
  boolean surelyWrong() {
    return surelyWrong;
  }

  byte[] stream() {
    return stream;
  }

  /** The same ways for every stream, with places by a seed. */
  static List<StreamDamage> of(byte[] stream, long seed) {
    Random random = new Random(seed);
    List<StreamDamage> all = new ArrayList<>();
    for (int i = 0; i < CUTS; i++) {
      int length = (int) ((long) stream.length * i / CUTS);
      all.add(new StreamDamage("cut off", true, Arrays.copyOf(stream, length)));
    }
    List<Segment> segments = segments(stream);
    int header = Math.min(stream.length, segments.isEmpty() ? 64 : segments.get(0).from());
    for (Segment segment : segments) {
      header = Math.max(header, segment.to());
    }
    for (int i = 0; i < HEADER_FLIPS; i++) {
      all.add(flipped("bit of the header", stream, random.nextInt(header), random));
    }
    for (int i = 0; i < DATA_FLIPS; i++) {
      int at = header + random.nextInt(stream.length - header);
      all.add(flipped("bit of the data", stream, at, random));
    }
    for (int i = 0; i < ZEROED_RUNS; i++) {
      int from = i == 0 ? random.nextInt(header) : random.nextInt(stream.length);
      byte[] zeroed = stream.clone();
      Arrays.fill(zeroed, from, Math.min(stream.length, from + 24), (byte) 0);
      all.add(new StreamDamage("zeroed run", false, zeroed));
    }
    swaps(stream, segments, all);
    lengths(stream, segments, all);
    sizes(stream, segments, all);
    return all;
  }

  private static StreamDamage flipped(String what, byte[] stream, int at, Random random) {
    byte[] flipped = stream.clone();
    flipped[at] ^= (byte) (1 << random.nextInt(8));
    return new StreamDamage(what, false, flipped);
  }

  private static void swaps(byte[] stream, List<Segment> segments, List<StreamDamage> all) {
    for (int i = 0; i + 1 < segments.size(); i++) {
      all.add(swapped(stream, segments.get(i), segments.get(i + 1)));
    }
    if (segments.isEmpty()) {
      int quarter = stream.length / 4;
      all.add(swapped(stream, new Segment(0, 0, quarter), new Segment(0, quarter, 2 * quarter)));
    }
  }

  private static StreamDamage swapped(byte[] stream, Segment one, Segment next) {
    byte[] swapped = stream.clone();
    int length = next.to() - next.from();
    System.arraycopy(stream, next.from(), swapped, one.from(), length);
    System.arraycopy(stream, one.from(), swapped, one.from() + length, next.from() - one.from());
    return new StreamDamage("swapped segments", false, swapped);
  }

  private static void lengths(byte[] stream, List<Segment> segments, List<StreamDamage> all) {
    for (Segment segment : segments) {
      int length = segment.to() - segment.from() - 2;
      for (int lie : new int[] {0, 1, length - 1, length + 1, 0x7FFF, 0xFFFF}) {
        byte[] lying = stream.clone();
        lying[segment.from() + 2] = (byte) (lie >> 8);
        lying[segment.from() + 3] = (byte) lie;
        all.add(new StreamDamage("length that lies", false, lying));
      }
    }
    if (segments.isEmpty()) {
      // The offsets of RLE segments.
      for (int at = 0; at < Math.min(16, stream.length); at++) {
        byte[] lying = stream.clone();
        lying[at] = (byte) (at % 4 == 0 ? 2 : 0xFF);
        all.add(new StreamDamage("length that lies", false, lying));
      }
    }
  }

  private static void sizes(byte[] stream, List<Segment> segments, List<StreamDamage> all) {
    for (Segment segment : segments) {
      int rows = rowsAt(segment);
      if (rows < 0) {
        continue;
      }
      int fieldBytes = segment.marker() == 0x51 ? 4 : 2;
      for (int field = 0; field < 2; field++) {
        int low = rows + field * fieldBytes + fieldBytes - 1;
        for (int other : new int[] {stream[low] - 1, stream[low] + 1, stream[low] ^ 0x80, 0}) {
          byte[] resized = stream.clone();
          resized[low] = (byte) other;
          all.add(new StreamDamage("other size", true, resized));
        }
        byte[] huge = stream.clone();
        Arrays.fill(huge, low - 1, low + 1, (byte) 0xFF);
        all.add(new StreamDamage("other size", true, huge));
      }
    }
  }

  /** Where a frame header says how large the frame is; -1 in others. */
  private static int rowsAt(Segment segment) {
    return switch (segment.marker()) {
      case 0xC0, 0xC1, 0xC3, 0xF7 -> segment.from() + 5;
      case 0x51 -> segment.from() + 6; // SIZ of JPEG 2000
      default -> -1;
    };
  }

  /** Those before the data of JPEG, JPEG-LS and JPEG 2000 streams; none of others. */
  private static List<Segment> segments(byte[] stream) {
    List<Segment> segments = new ArrayList<>();
    boolean jpeg = stream[0] == -1 && (stream[1] == (byte) 0xD8 || stream[1] == 0x4F);
    int at = 2;
    while (jpeg && at + 4 < stream.length && stream[at] == -1) {
      int marker = stream[at + 1] & 0xFF;
      int length = (stream[at + 2] & 0xFF) << 8 | (stream[at + 3] & 0xFF);
      segments.add(new Segment(marker, at, at + 2 + length));
      at += 2 + length;
      if (marker == 0xDA || marker == 0x90) {
        break;
      }
    }
    return segments;
  }
}
