/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.pixel;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.dicomdeid.dicom.DataSet;
import org.dicomdeid.dicom.Element;

/**
 * How stored values become what a person sees: rescale (PS3.3 C.11.1), window (C.11.2), palette
 * (C.7.6.3.1.5).
 *
 * @param window the first one that the object gives, in stored values; empty when it gives none
 * @param descending whether greater stored values have smaller rescaled ones
 * @param padding (0028,0120), the value of pixels that show nothing
 * @param palette empty when the object has none, or only a segmented one
 */
record DisplayParameters(
    Optional<Window> window, boolean descending, OptionalInt padding, Optional<Palette> palette) {

  /** The stored values between which the display goes from one end to the other. */
  record Window(double low, double high) {}

  private static final int WINDOW_CENTER = 0x00281050;
  private static final int WINDOW_WIDTH = 0x00281051;
  private static final int RESCALE_INTERCEPT = 0x00281052;
  private static final int RESCALE_SLOPE = 0x00281053;
  private static final int PIXEL_PADDING_VALUE = 0x00280120;
  private static final int SHARED_FUNCTIONAL_GROUPS = 0x52009229;
  private static final int PER_FRAME_FUNCTIONAL_GROUPS = 0x52009230;
  private static final int FRAME_VOI_LUT_SEQUENCE = 0x00289132;
  private static final int PIXEL_VALUE_TRANSFORMATION_SEQUENCE = 0x00289145;

  /** Reads them from an image's data set, or from the functional groups of its first frame. */
  static DisplayParameters of(DataSet image) throws IOException {
    DataSet rescale = holder(image, RESCALE_SLOPE, PIXEL_VALUE_TRANSFORMATION_SEQUENCE);
    double slope = number(rescale, RESCALE_SLOPE, 1);
    double intercept = number(rescale, RESCALE_INTERCEPT, 0);
    if (slope == 0) {
      slope = 1;
    }
    DataSet voi = holder(image, WINDOW_CENTER, FRAME_VOI_LUT_SEQUENCE);
    double center = number(voi, WINDOW_CENTER, Double.NaN);
    double width = number(voi, WINDOW_WIDTH, Double.NaN);
    Optional<Window> window = Optional.empty();
    if (width >= 1 && !Double.isNaN(center)) {
      double one = (center - width / 2 - intercept) / slope;
      double other = (center + width / 2 - intercept) / slope;
      window = Optional.of(new Window(Math.min(one, other), Math.max(one, other)));
    }
    return new DisplayParameters(
        window, slope < 0, image.integer(PIXEL_PADDING_VALUE), Palette.of(image));
  }

  /** The data set, or else the functional group of the first frame, that holds an attribute. */
  private static DataSet holder(DataSet image, int tag, int macro) {
    if (image.contains(tag)) {
      return image;
    }
    for (int groups : List.of(SHARED_FUNCTIONAL_GROUPS, PER_FRAME_FUNCTIONAL_GROUPS)) {
      for (DataSet group : firstItem(image, groups)) {
        for (DataSet item : firstItem(group, macro)) {
          if (item.contains(tag)) {
            return item;
          }
        }
      }
    }
    return image;
  }

  private static List<DataSet> firstItem(DataSet dataSet, int sequence) {
    Element element = dataSet.get(sequence);
    List<DataSet> items = new ArrayList<>(1);
    if (element != null && !element.items().isEmpty()) {
      items.add(element.items().get(0));
    }
    return items;
  }

  private static double number(DataSet dataSet, int tag, double otherwise) throws IOException {
    String text = dataSet.string(tag);
    if (text == null) {
      return otherwise;
    }
    try {
      double value = Double.parseDouble(text.strip());
      return Double.isFinite(value) ? value : otherwise;
    } catch (NumberFormatException e) {
      return otherwise;
    }
  }
}
