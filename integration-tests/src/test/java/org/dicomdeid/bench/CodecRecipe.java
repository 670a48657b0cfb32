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

  /** All that are tried. */
  static List<CodecRecipe> all() {
    List<CodecRecipe> all = new ArrayList<>();
    all.add(of("explicit little endian", kind -> true, "dcmconv", "+te"));
    all.add(of("implicit little endian", kind -> true, "dcmconv", "+ti"));
    all.add(of("explicit big endian", kind -> true, "dcmconv", "+tb"));
    all.add(of("deflated", kind -> true, "dcmconv", "+td"));
    all.add(of("RLE", CodecKind::isWhole, "dcmcrle"));
    all.add(of("RLE", CodecKind::isNarrow, "gdcmconv", "--rle"));
    lossyJpeg(all);
    for (int predictor = 1; predictor <= 7; predictor++) {
      String number = Integer.toString(predictor);
      all.add(of(".57 lossless", CodecKind::isNarrow, "dcmcjpeg", "+el", "+sv", number));
    }
    all.add(of(".70 lossless SV1", CodecKind::isNarrow, "dcmcjpeg", "+e1"));
    all.add(of(".70 lossless SV1", CodecKind::isNarrow, "gdcmconv", "--jpeg"));
    all.add(of(".80 JPEG-LS", CodecKind::isNarrowGrey, "dcmcjpls", "+pr"));
    all.add(
        of(
            ".80 JPEG-LS",
            CodecKind::isNarrowGrey,
            "dcmcjpls",
            "+t1",
            "4",
            "+t2",
            "9",
            "+t3",
            "30",
            "+rs",
            "31"));
    all.add(of(".80 JPEG-LS", CodecKind::isNarrowGrey, "gdcmconv", "--jpegls"));
    all.add(of(".80 JPEG-LS by plane", CodecKind::isNarrowColour, "dcmcjpls", "+pr", "+in"));
    all.add(of(".80 JPEG-LS by line", CodecKind::isNarrowColour, "dcmcjpls", "+pr", "+il"));
    all.add(of(".80 JPEG-LS by pixel", CodecKind::isNarrowColour, "dcmcjpls", "+pr", "+is"));
    all.add(of(".80 JPEG-LS by plane", CodecKind::isNarrowColour, "gdcmconv", "--jpegls"));
    for (String interleave : List.of("+in", "+il", "+is")) {
      for (String near : List.of("1", "4")) {
        all.add(
            lossy(
                ".81 JPEG-LS near",
                CodecKind::isNarrow,
                "dcmcjpls",
                "+en",
                "+md",
                near,
                interleave));
      }
    }
    all.add(of(".90 JPEG 2000", CodecKind::isNarrow, "gdcmconv", "--j2k"));
    all.add(
        lossy(
            ".91 JPEG 2000 lossy", CodecKind::isNarrow, "gdcmconv", "--j2k", "--lossy", "-r", "5"));
    return all;
  }

  private static void lossyJpeg(List<CodecRecipe> all) {
    Predicate<CodecKind> grey = kind -> kind.isUnsignedByte() && !kind.isColour();
    all.add(lossy(".50 baseline", grey, "dcmcjpeg", "+eb", "+q", "80"));
    all.add(lossy(".51 extended 8", grey, "dcmcjpeg", "+ee", "+be", "+q", "80"));
    all.add(lossy(".51 extended 12", CodecKind::isTwelveBit, "dcmcjpeg", "+ee", "+bt", "+q", "90"));
    Predicate<CodecKind> colour = kind -> kind == CodecKind.RGB_8;
    for (String sampling : List.of("+s4", "+s2", "+n2", "+n1", "+np")) {
      all.add(lossy(".50 baseline", colour, "dcmcjpeg", "+eb", "+cy", sampling));
    }
    all.add(lossy(".50 baseline", colour, "dcmcjpeg", "+eb", "+cr"));
    all.add(
        lossy(
            ".50 baseline",
            CodecKind::isUnsignedByte,
            "gdcmconv",
            "--jpeg",
            "--lossy",
            "-q",
            "80"));
    all.add(lossy(".51 extended 8", colour, "dcmcjpeg", "+ee", "+be", "+cy", "+s4"));
  }

  private static CodecRecipe of(String syntax, Predicate<CodecKind> fits, String... command) {
    return new CodecRecipe(syntax, List.of(command), true, fits);
  }

  private static CodecRecipe lossy(String syntax, Predicate<CodecKind> fits, String... command) {
    return new CodecRecipe(syntax, List.of(command), false, fits);
  }
}
