/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * A way to store an image, by a program of dcmtk or gdcm.
 *
 * @param syntax as the table names it
 * @param command the program and its options; the files are appended
 * @param fits which kinds the program can store so
 */
record CodecRecipe(
    String syntax, List<String> command, boolean lossless, Predicate<CodecKind> fits) {

  private static final Predicate<CodecKind> WHOLE = kind -> kind != CodecKind.BITMAP;
  private static final Predicate<CodecKind> NARROW =
      kind -> WHOLE.test(kind) && kind.allocated() <= 16;
  private static final Predicate<CodecKind> GREY = kind -> NARROW.test(kind) && !kind.isColour();
  private static final Predicate<CodecKind> COLOUR = kind -> NARROW.test(kind) && kind.isColour();
  private static final Predicate<CodecKind> BYTES = kind -> NARROW.test(kind) && kind.stored() == 8;
  private static final Predicate<CodecKind> UNSIGNED_BYTES =
      kind -> BYTES.test(kind) && !kind.signed() && kind != CodecKind.PALETTE;
  private static final Predicate<CodecKind> TWELVE =
      kind -> kind == CodecKind.GREY_12 || kind == CodecKind.GREY_10;

  /** All that are tried. */
  static List<CodecRecipe> all() {
    List<CodecRecipe> all = new ArrayList<>();
    all.add(of("explicit little endian", kind -> true, "dcmconv", "+te"));
    all.add(of("implicit little endian", kind -> true, "dcmconv", "+ti"));
    all.add(of("explicit big endian", kind -> true, "dcmconv", "+tb"));
    all.add(of("deflated", kind -> true, "dcmconv", "+td"));
    all.add(of("RLE", WHOLE, "dcmcrle"));
    all.add(of("RLE", NARROW, "gdcmconv", "--rle"));
    lossyJpeg(all);
    for (int predictor = 1; predictor <= 7; predictor++) {
      String number = Integer.toString(predictor);
      all.add(of(".57 lossless", NARROW, "dcmcjpeg", "+el", "+sv", number));
    }
    all.add(of(".70 lossless SV1", NARROW, "dcmcjpeg", "+e1"));
    all.add(of(".70 lossless SV1", NARROW, "gdcmconv", "--jpeg"));
    all.add(of(".80 JPEG-LS", GREY, "dcmcjpls", "+pr"));
    all.add(of(".80 JPEG-LS", GREY, "dcmcjpls", "+t1", "4", "+t2", "9", "+t3", "30", "+rs", "31"));
    all.add(of(".80 JPEG-LS", GREY, "gdcmconv", "--jpegls"));
    all.add(of(".80 JPEG-LS by plane", COLOUR, "dcmcjpls", "+pr", "+in"));
    all.add(of(".80 JPEG-LS by line", COLOUR, "dcmcjpls", "+pr", "+il"));
    all.add(of(".80 JPEG-LS by pixel", COLOUR, "dcmcjpls", "+pr", "+is"));
    all.add(of(".80 JPEG-LS by plane", COLOUR, "gdcmconv", "--jpegls"));
    for (String interleave : List.of("+in", "+il", "+is")) {
      for (String near : List.of("1", "4")) {
        all.add(lossy(".81 JPEG-LS near", NARROW, "dcmcjpls", "+en", "+md", near, interleave));
      }
    }
    all.add(of(".90 JPEG 2000", NARROW, "gdcmconv", "--j2k"));
    all.add(lossy(".91 JPEG 2000 lossy", NARROW, "gdcmconv", "--j2k", "--lossy", "-r", "5"));
    return all;
  }

  private static void lossyJpeg(List<CodecRecipe> all) {
    Predicate<CodecKind> grey = UNSIGNED_BYTES.and(kind -> !kind.isColour());
    all.add(lossy(".50 baseline", grey, "dcmcjpeg", "+eb", "+q", "80"));
    all.add(lossy(".51 extended 8", grey, "dcmcjpeg", "+ee", "+be", "+q", "80"));
    all.add(lossy(".51 extended 12", TWELVE, "dcmcjpeg", "+ee", "+bt", "+q", "90"));
    Predicate<CodecKind> colour = kind -> kind == CodecKind.RGB_8;
    for (String sampling : List.of("+s4", "+s2", "+n2", "+n1", "+np")) {
      all.add(lossy(".50 baseline", colour, "dcmcjpeg", "+eb", "+cy", sampling));
    }
    all.add(lossy(".50 baseline", colour, "dcmcjpeg", "+eb", "+cr"));
    all.add(lossy(".50 baseline", UNSIGNED_BYTES, "gdcmconv", "--jpeg", "--lossy", "-q", "80"));
    all.add(lossy(".51 extended 8", colour, "dcmcjpeg", "+ee", "+be", "+cy", "+s4"));
  }

  private static CodecRecipe of(String syntax, Predicate<CodecKind> fits, String... command) {
    return new CodecRecipe(syntax, List.of(command), true, fits);
  }

  private static CodecRecipe lossy(String syntax, Predicate<CodecKind> fits, String... command) {
    return new CodecRecipe(syntax, List.of(command), false, fits);
  }
}
