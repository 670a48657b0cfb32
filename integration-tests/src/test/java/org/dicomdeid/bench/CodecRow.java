/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A line of the decode matrix: files of one syntax and kind. */
final class CodecRow {

  /** How often a reference was tried and gave the same. */
  static final class Agreement {
    int tried;
    int same;

    void add(boolean equal) {
      tried++;
      same += equal ? 1 : 0;
    }

    @Override
    public String toString() {
      return tried == 0 ? "-" : same + "/" + tried;
    }
  }

  int files;
  int decoded;
  int unexplained;
  final Agreement original = new Agreement();
  final Agreement dcmtk = new Agreement();
  final Agreement gdcm = new Agreement();
  final Map<String, Integer> notes = new TreeMap<>();

  void note(String text) {
    notes.merge(text, 1, Integer::sum);
  }

  void add(CodecRow other) {
    files += other.files;
    decoded += other.decoded;
    unexplained += other.unexplained;
    add(original, other.original);
    add(dcmtk, other.dcmtk);
    add(gdcm, other.gdcm);
  }

  private static void add(Agreement sum, Agreement part) {
    sum.tried += part.tried;
    sum.same += part.same;
  }

  String format(String title) {
    List<String> parts = new ArrayList<>();
    notes.forEach((text, count) -> parts.add(count + "x " + text));
    return String.format(
        "%-46s %5d %7d %9s %9s %9s %5d  %s",
        title, files, decoded, original, dcmtk, gdcm, unexplained, String.join("; ", parts));
  }

  static String header() {
    return String.format(
        "%-46s %5s %7s %9s %9s %9s %5s  %s",
        "syntax, kind",
        "files",
        "decoded",
        "=original",
        "=dcmtk",
        "=gdcm",
        "open",
        "differences explained");
  }
}
