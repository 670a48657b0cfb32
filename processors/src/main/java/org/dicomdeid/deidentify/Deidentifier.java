/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.deidentify;

import java.io.IOException;
import java.util.List;
import org.dicomdeid.dicom.DataSet;
import org.dicomdeid.dicom.DicomObject;
import org.dicomdeid.dicom.Element;
import org.dicomdeid.dicom.Tag;
import org.dicomdeid.dicom.VR;
import org.dicomdeid.profile.DatePolicy;
import org.dicomdeid.profile.Option;
import org.dicomdeid.profile.Profile;
import org.dicomdeid.profile.RuleTable;

/** Applies a profile to the header of an object (PS3.15 E.1). Thread-safe. */
public final class Deidentifier {

  private static final int PATIENT_BIRTH_DATE = 0x00100030;
  private static final int PATIENT_AGE = 0x00101010;

  /** Study, series, acquisition and content date, acquisition date-time, instance creation date. */
  private static final int[] DATES_OF_STUDY = {
    0x00080020, 0x00080021, 0x00080022, 0x00080023, 0x0008002A, 0x00080012
  };

  private final CleaningContexts contexts;
  private final Pseudonyms site;
  private volatile DeidentificationMarks lastMarks;

  /**
   * A de-identifier for a site.
   *
   * @param secret the site's secret for pseudonyms and date shifts
   */
  public Deidentifier(TextCleaner cleaner, byte[] secret) {
    this.contexts = new CleaningContexts(cleaner);
    this.site = new Pseudonyms(secret);
  }

  /**
   * Edits the object's data set in place: nothing is written, and elements that stay are not
   * touched.
   *
   * @throws org.dicomdeid.dicom.DicomException when a value that must be read is larger than the
   *     limit
   */
  public Deidentified apply(DicomObject object, Profile profile) throws IOException {
    ActionTally tally = new ActionTally();
    return apply(object, profile, tally, tally);
  }

  /** As {@link #apply(DicomObject, Profile)}, for one who wants to see each decision. */
  public Deidentified apply(DicomObject object, Profile profile, EditObserver observer)
      throws IOException {
    ActionTally tally = new ActionTally();
    EditObserver both =
        (dataSet, before, after, action, rule) -> {
          tally.decided(dataSet, before, after, action, rule);
          observer.decided(dataSet, before, after, action, rule);
        };
    return apply(object, profile, tally, both);
  }

  private Deidentified apply(
      DicomObject object, Profile profile, ActionTally tally, EditObserver observer)
      throws IOException {
    DataSet root = object.dataSet();
    RuleTable rules = profile.rulesFor(firstValue(root, Tag.SOP_CLASS_UID));
    Pseudonyms pseudonyms = site.another();
    List<CleaningContexts.Identity> identities = new IdentifierCollector(rules).collect(root);
    List<Element> datesOfInput = ObjectIdentifiers.datesOf(root);
    CleaningContext context = contexts.of(identities);
    String patient = firstValue(root, Tag.PATIENT_ID);
    if (patient.isEmpty()) {
      patient = firstValue(root, Tag.STUDY_INSTANCE_UID);
    }
    DateRule dates = dateRule(root, profile.dates(), pseudonyms, patient);
    ElementEditor editor = new ElementEditor(context, pseudonyms, patient, dates);
    boolean cleansText = profile.options().contains(Option.CLEAN_DESCRIPTORS);
    new DataSetEditor(rules, editor, cleansText, observer).edit(root);
    DeidentificationMarks marks = DeidentificationMarks.of(root, profile, lastMarks);
    marks.putInto(root);
    lastMarks = marks;
    return new Deidentified(
        tally, context, pseudonyms, () -> ObjectIdentifiers.of(identities, datesOfInput, root));
  }

  private static DateRule dateRule(
      DataSet root, DatePolicy policy, Pseudonyms pseudonyms, String patient) throws IOException {
    return switch (policy) {
      case SHIFT -> new DateRule(policy, pseudonyms.shiftDays(patient), false);
      case YEAR -> new DateRule(policy, 0, isOld(root));
      case KEEP, REMOVE -> new DateRule(policy, 0, false);
    };
  }

  /**
   * Whether the patient is over 89, by age or by the dates; a birth year that tells no age is not
   * told.
   */
  private static boolean isOld(DataSet root) throws IOException {
    if (DateRule.isOldAge(firstValue(root, PATIENT_AGE))) {
      return true;
    }
    String birth = firstValue(root, PATIENT_BIRTH_DATE);
    for (int tag : DATES_OF_STUDY) {
      Boolean old = DateRule.isOld(birth, firstValue(root, tag));
      if (old != null) {
        return old;
      }
    }
    return !birth.isEmpty();
  }

  private static String firstValue(DataSet dataSet, int tag) throws IOException {
    Element element = dataSet.get(tag);
    if (element == null || element.isSequence()) {
      return "";
    }
    VR vr = ElementText.effectiveVr(element);
    List<String> values = vr.isText() ? ElementText.values(dataSet, element, vr) : List.of();
    return values.isEmpty() ? "" : values.get(0).strip();
  }
}
