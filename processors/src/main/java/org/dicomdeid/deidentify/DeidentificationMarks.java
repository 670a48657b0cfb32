/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.deidentify;

import java.util.ArrayList;
import java.util.List;
import org.dicomdeid.dicom.DataSet;
import org.dicomdeid.dicom.Element;
import org.dicomdeid.dicom.VR;
import org.dicomdeid.profile.Option;
import org.dicomdeid.profile.Profile;

/**
 * The attributes by which an object says that, and how, it was de-identified (PS3.15 E.1.1, PS3.3
 * C.7.1.1).
 */
final class DeidentificationMarks {

  private static final int PATIENT_IDENTITY_REMOVED = 0x00120062;
  private static final int DEIDENTIFICATION_METHOD = 0x00120063;
  private static final int DEIDENTIFICATION_METHOD_CODE_SEQUENCE = 0x00120064;
  private static final int LONGITUDINAL_TEMPORAL_INFORMATION_MODIFIED = 0x00280303;
  private static final int CODE_VALUE = 0x00080100;
  private static final int CODING_SCHEME_DESIGNATOR = 0x00080102;
  private static final int CODE_MEANING = 0x00080104;

  private DeidentificationMarks() {}

  /** Who did it, and what the codes do not tell: attributes that stay beyond the options. */
  private static List<String> method(Profile profile) {
    List<String> values = new ArrayList<>();
    values.add("dicom-deid profile " + profile.name() + " version " + profile.version());
    for (String keyword : profile.keepsBeyondOptions()) {
      values.add("keeps " + keyword);
    }
    values.replaceAll(value -> value.substring(0, Math.min(value.length(), VR.LO.unit())));
    return values;
  }

  static void put(DataSet root, Profile profile) {
    root.put(ElementText.of(root, PATIENT_IDENTITY_REMOVED, VR.CS, "YES"));
    root.put(ElementText.of(root, DEIDENTIFICATION_METHOD, VR.LO, method(profile)));
    List<DataSet> items = new ArrayList<>();
    for (Option option : profile.options()) {
      DataSet item =
          DataSet.item(root.encoding(), root, DEIDENTIFICATION_METHOD_CODE_SEQUENCE, items.size());
      item.put(ElementText.of(item, CODE_VALUE, VR.SH, option.code()));
      item.put(ElementText.of(item, CODING_SCHEME_DESIGNATOR, VR.SH, "DCM"));
      item.put(ElementText.of(item, CODE_MEANING, VR.LO, option.meaning()));
      items.add(item);
    }
    root.put(Element.sequence(DEIDENTIFICATION_METHOD_CODE_SEQUENCE, items));
    String dates =
        switch (profile.dates()) {
          case KEEP -> "UNMODIFIED";
          case SHIFT, YEAR -> "MODIFIED";
          case REMOVE -> "REMOVED";
        };
    root.put(ElementText.of(root, LONGITUDINAL_TEMPORAL_INFORMATION_MODIFIED, VR.CS, dates));
  }
}
