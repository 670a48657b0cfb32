/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.deidentify;

import java.util.ArrayList;
import java.util.List;
import org.dicomdeid.dicom.DataSet;
import org.dicomdeid.dicom.Element;
import org.dicomdeid.dicom.VR;
import org.dicomdeid.profile.Option;

/**
 * The attributes by which an object says that its pixels were searched and what identified was
 * blanked (PS3.15 E.3.1, PS3.3 C.7.6.1).
 */
public final class PixelMarks {

  private static final int BURNED_IN_ANNOTATION = 0x00280301;

  private PixelMarks() {}

  /** Adds them to an object that bears the marks of its header already. */
  public static void putInto(DataSet root) {
    root.put(ElementText.of(root, BURNED_IN_ANNOTATION, VR.CS, "NO"));
    List<DataSet> items = new ArrayList<>();
    Element codes = root.get(DeidentificationMarks.DEIDENTIFICATION_METHOD_CODE_SEQUENCE);
    if (codes != null) {
      items.addAll(codes.items());
    }
    items.add(DeidentificationMarks.codeItem(root, Option.CLEAN_PIXEL_DATA, items.size()));
    root.put(Element.sequence(DeidentificationMarks.DEIDENTIFICATION_METHOD_CODE_SEQUENCE, items));
  }
}
