/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.bench;

/** Sums over images. */
final class Tally {

  int images;
  int refused;
  int words;
  int wordsMissed;
  int brief;
  int briefMissed;
  int excluded;
  int harmless;
  int harmlessGone;
  double falseArea;
  double wallMillis;
  double cpuMillis;
  double megapixels;

  void add(MadeImage image, ImageScore score, RunLog.Entry entry) {
    images++;
    refused += entry.status().equals("ok") ? 0 : 1;
    words += score.words();
    wordsMissed += score.wordsMissed();
    brief += score.brief();
    briefMissed += score.briefMissed();
    excluded += score.excluded();
    harmless += score.harmless();
    harmlessGone += score.harmlessGone();
    falseArea += score.falseArea();
    wallMillis += entry.wallMillis();
    cpuMillis += entry.cpuMillis();
    megapixels += image.megapixels();
  }

  String found() {
    return share(words - wordsMissed, words);
  }

  String briefFound() {
    return share(brief - briefMissed, brief);
  }

  String harmlessKept() {
    return share(harmless - harmlessGone, harmless);
  }

  String harmlessFound() {
    return share(harmlessGone, harmless);
  }

  /** Mean over the images, in per cent. */
  String meanFalseArea() {
    return images == 0 ? "-" : String.format("%.3f", 100 * falseArea / images);
  }

  String wallPerImage() {
    return images == 0 ? "-" : String.format("%.0f", wallMillis / images);
  }

  String cpuPerImage() {
    return images == 0 ? "-" : String.format("%.0f", cpuMillis / images);
  }

  String cpuPerMegapixel() {
    return images == 0 ? "-" : String.format("%.0f", cpuMillis / megapixels);
  }

  private static String share(int part, int whole) {
    return whole == 0 ? "-" : String.format("%.2f", 100.0 * part / whole);
  }
}
