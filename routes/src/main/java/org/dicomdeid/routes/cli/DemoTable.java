/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.dicomdeid.dicom.DataSet;
import org.dicomdeid.dicom.DicomObject;
import org.dicomdeid.dicom.DicomReader;
import org.dicomdeid.dicom.Dictionary;
import org.dicomdeid.dicom.Element;
import org.dicomdeid.dicom.Limits;
import org.dicomdeid.pipeline.Plan;

/**
 * What changed between two files, with the values: only for objects that the demonstration made up.
 */
final class DemoTable {

  private static final int WIDTH = 36;

  private final Plan plan;
  private final Map<String, String> before;
  private final Map<String, String> after;

  DemoTable(Plan plan, Path source, Path output) throws IOException {
    this.plan = plan;
    this.before = values(source);
    this.after = values(output);
  }

  void print(PrintWriter out) {
    line(out, "tag", "name", "action", "before", "after");
    for (Plan.Entry entry : plan.entries()) {
      String old = before.get(entry.path());
      String now = after.remove(entry.path());
      if (old != null && !old.equals(now)) {
        line(out, entry.path(), entry.keyword(), entry.action().word(), old, now);
      }
    }
    after.forEach(
        (path, now) -> {
          // The items of an added sequence say nothing that the sequence does not.
          if (!before.containsKey(path) && path.indexOf('[') < 0) {
            line(out, path, keyword(path), "add", "", now);
          }
        });
  }

  private static void line(
      PrintWriter out, String path, String name, String action, String old, String now) {
    out.printf(
        "  %-25s %-34s %-7s %-" + WIDTH + "s -> %s%n",
        path,
        name,
        action,
        cut(old),
        now == null ? "(gone)" : now.isEmpty() ? "(empty)" : cut(now));
  }

  private static String cut(String value) {
    return value.length() <= WIDTH ? value : value.substring(0, WIDTH - 3) + "...";
  }

  /** The last tag of a path by its name. */
  private static String keyword(String path) {
    int tag = (int) Long.parseLong(path.substring(path.length() - 10).replaceAll("[(),]", ""), 16);
    Dictionary.Entry entry = Dictionary.standard().find(tag);
    return entry == null ? "" : entry.keyword();
  }

  private static Map<String, String> values(Path file) throws IOException {
    Map<String, String> values = new LinkedHashMap<>();
    try (DicomObject object = DicomReader.read(file, Limits.DEFAULT)) {
      collect(object.dataSet(), values);
    }
    return values;
  }

  private static void collect(DataSet dataSet, Map<String, String> values) throws IOException {
    for (Element element : dataSet) {
      String path = dataSet.path(element.tag());
      if (element.isSequence()) {
        values.put(path, element.items().size() + " items");
        for (DataSet item : element.items()) {
          collect(item, values);
        }
      } else {
        values.put(
            path,
            element.vr().isText()
                ? String.join("\\", dataSet.strings(element.tag()))
                : element.length() + " bytes");
      }
    }
  }
}
