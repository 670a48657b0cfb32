/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.pipeline;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dicomdeid.deidentify.Deidentifier;
import org.dicomdeid.deidentify.TextCleaner;
import org.dicomdeid.deidentify.Vocabulary;
import org.dicomdeid.dicom.DataSet;
import org.dicomdeid.dicom.DicomException;
import org.dicomdeid.dicom.DicomObject;
import org.dicomdeid.dicom.DicomReader;
import org.dicomdeid.dicom.Dictionary;
import org.dicomdeid.dicom.Element;
import org.dicomdeid.dicom.Tag;
import org.dicomdeid.profile.Action;
import org.dicomdeid.profile.Profile;
import org.dicomdeid.profile.Rule;

/** De-identifies in memory only, and tells what was decided. */
public final class Inspector {

  private static final int SECRET_BYTES = 32;

  private final Deidentifier deidentifier;

  Inspector(Deidentifier deidentifier) {
    this.deidentifier = deidentifier;
  }

  /** An inspector without a site's keys, for what is decided does not depend on them. */
  public static Inspector withoutKeys() {
    return new Inspector(
        new Deidentifier(new TextCleaner(Vocabulary.standard()), new byte[SECRET_BYTES]));
  }

  /** What would be done to a file; writes nothing. */
  public Plan inspect(Path in, Profile profile) throws IOException {
    List<Plan.Entry> entries = new ArrayList<>();
    try (DicomObject object = DicomReader.read(in, profile.limits())) {
      String sopClass = object.dataSet().string(Tag.SOP_CLASS_UID);
      Optional<Reason> unfit = ObjectSanitizer.unfit(object);
      deidentifier.apply(
          object,
          profile,
          (dataSet, before, after, action, rule) ->
              entries.add(entry(dataSet, before, after, action, rule)));
      return new Plan(Digests.of(in), unfit, object.transferSyntax().uid(), sopClass, entries);
    } catch (DicomException e) {
      return new Plan(Digests.of(in), Optional.of(Reason.of(e)), null, null, List.of());
    }
  }

  private static Plan.Entry entry(
      DataSet dataSet, Element before, Element after, Action action, Rule rule) {
    Dictionary.Entry known = Dictionary.standard().find(before.tag());
    Action done = after == null ? Action.REMOVE : after == before ? Action.KEEP : action;
    return new Plan.Entry(
        dataSet.path(before.tag()),
        known == null ? "" : known.keyword(),
        before.vr(),
        done,
        rule.source());
  }
}
