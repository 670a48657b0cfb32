/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.processor;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dicomdeid.dicom.DicomObject;
import org.dicomdeid.dicom.DicomReader;
import org.dicomdeid.dicom.Limits;
import org.dicomdeid.pipeline.Outcome.Sanitized;
import org.dicomdeid.pipeline.Reason;
import org.dicomdeid.processor.RoutingRule.Attribute;

/** Finds the destinations that an object is for, by what is delivered of it. */
final class Router {

  private static final Reason NO_DESTINATION =
      Reason.of(
          "no-destination",
          "none of the intake's destinations is for such objects; give one of them a rule (`when`)"
              + " that fits, then put the object back");

  private static final int MODALITY = 0x00080060;
  private static final int SOP_CLASS_UID = 0x00080016;

  private final Outlets outlets;
  private final Limits limits;
  private final String site;

  /**
   * A router for one intake.
   *
   * @param limits of what is read
   * @param site name of the intake
   */
  Router(Outlets outlets, Limits limits, String site) {
    this.outlets = outlets;
    this.limits = limits;
    this.site = site;
  }

  /**
   * Those of the destinations whose rule the object fits.
   *
   * @throws RefusedException when there are destinations, but none is for it
   */
  List<String> destinations(Sanitized object, List<String> all)
      throws IOException, RefusedException {
    Map<String, RoutingRule> rules = new LinkedHashMap<>();
    for (String each : all) {
      rules.put(each, outlets.of(each).rule());
    }
    Map<Attribute, String> values = values(object, rules);
    List<String> fitting = new ArrayList<>();
    rules.forEach(
        (name, rule) -> {
          if (rule.fits(values::get)) {
            fitting.add(name);
          }
        });
    if (fitting.isEmpty() && !all.isEmpty()) {
      throw new RefusedException(NO_DESTINATION);
    }
    return fitting;
  }

  private Map<Attribute, String> values(Sanitized object, Map<String, RoutingRule> rules)
      throws IOException {
    Map<Attribute, String> values = new EnumMap<>(Attribute.class);
    values.put(Attribute.CALLING_SITE, site);
    boolean looksInside =
        rules.values().stream()
            .anyMatch(
                rule -> rule.asksFor(Attribute.MODALITY) || rule.asksFor(Attribute.SOP_CLASS));
    if (looksInside) {
      try (DicomObject read = DicomReader.read(object.file(), limits)) {
        values.put(Attribute.MODALITY, read.dataSet().string(MODALITY));
        values.put(Attribute.SOP_CLASS, read.dataSet().string(SOP_CLASS_UID));
      }
    }
    return values;
  }
}
