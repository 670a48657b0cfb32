/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.pixel;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.dicomdeid.dicom.DataSet;

/**
 * What an object says of the device that made it, as far as a {@link DeviceCatalog} asks.
 *
 * @param values by criterion of the catalog, such as {@code model}; none where the object is silent
 */
public record DeviceFacts(Map<String, List<String>> values) {

  private static final int ROWS = 0x00280010;
  private static final int COLUMNS = 0x00280011;
  private static final Map<String, Integer> TEXTS =
      Map.of(
          "manufacturer", 0x00080070,
          "model", 0x00081090,
          "software", 0x00181020,
          "modality", 0x00080060,
          "sop-class", 0x00080016,
          "image-type", 0x00080008);

  /** What an entry of a catalog may ask for, in the order of its documentation. */
  static final List<String> CRITERIA =
      List.of(
          "manufacturer",
          "model",
          "software",
          "modality",
          "sop-class",
          "image-type",
          "rows",
          "columns");

  public DeviceFacts {
    values = Map.copyOf(values);
  }

  /** Reads the facts from an object that is not de-identified yet. */
  public static DeviceFacts of(DataSet dataSet) throws IOException {
    return new DeviceFacts(
        Map.of(
            "manufacturer", texts(dataSet, "manufacturer"),
            "model", texts(dataSet, "model"),
            "software", texts(dataSet, "software"),
            "modality", texts(dataSet, "modality"),
            "sop-class", texts(dataSet, "sop-class"),
            "image-type", List.of(String.join("\\", texts(dataSet, "image-type"))),
            "rows", number(dataSet, ROWS),
            "columns", number(dataSet, COLUMNS)));
  }

  List<String> of(String criterion) {
    return values.getOrDefault(criterion, List.of());
  }

  private static List<String> texts(DataSet dataSet, String criterion) throws IOException {
    return dataSet.strings(TEXTS.get(criterion)).stream().map(String::strip).toList();
  }

  private static List<String> number(DataSet dataSet, int tag) throws IOException {
    return dataSet.integer(tag).stream().mapToObj(Integer::toString).toList();
  }
}
