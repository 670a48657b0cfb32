/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.pipeline;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dicomdeid.codec.CodecException;
import org.dicomdeid.deidentify.Deidentified;
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
import org.dicomdeid.pixel.Finding;
import org.dicomdeid.pixel.Picture;
import org.dicomdeid.pixel.PixelFindings;
import org.dicomdeid.pixel.PixelImage;
import org.dicomdeid.profile.Action;
import org.dicomdeid.profile.Profile;
import org.dicomdeid.profile.Rule;
import org.dicomdeid.receipt.Content;

/** De-identifies in memory only, and tells, or shows, what was decided. */
public final class Inspector implements Closeable {

  /** Takes pictures of the same frames before and after. */
  @FunctionalInterface
  public interface PictureSink {

    /**
     * One frame of a run that was searched at once.
     *
     * @param frame from 1
     */
    void take(Content input, int frame, Picture before, Picture after, List<Finding> findings)
        throws IOException;
  }

  private static final int SECRET_BYTES = 32;

  private final Deidentifier deidentifier;
  private final PixelStage pixelStage;

  Inspector(Deidentifier deidentifier, PixelStage pixelStage) {
    this.deidentifier = deidentifier;
    this.pixelStage = pixelStage;
  }

  /** An inspector without a site's keys, for what is decided does not depend on them. */
  public static Inspector withoutKeys(PixelSettings settings) throws IOException {
    return new Inspector(
        new Deidentifier(new TextCleaner(Vocabulary.standard()), new byte[SECRET_BYTES]),
        PixelStage.open(settings));
  }

  /** What would be done to a file; writes nothing. */
  public Plan inspect(Path in, Profile profile) throws IOException {
    List<Plan.Entry> entries = new ArrayList<>();
    try (DicomObject object = DicomReader.read(in, profile.limits())) {
      String sopClass = object.dataSet().string(Tag.SOP_CLASS_UID);
      Optional<Reason> unfit = ObjectSanitizer.unfit(object);
      Optional<PixelImage> image = Optional.empty();
      try {
        image = pixelStage.imageOf(object, profile);
      } catch (CodecException e) {
        unfit = unfit.isPresent() ? unfit : Optional.of(Reason.of(e));
      }
      Optional<Plan.Pixels> pixels = image.map(it -> pixelStage.plan(it, profile));
      deidentifier.apply(
          object,
          profile,
          (dataSet, before, after, action, rule) ->
              entries.add(entry(dataSet, before, after, action, rule)));
      return new Plan(
          Digests.of(in), unfit, object.transferSyntax().uid(), sopClass, pixels, entries);
    } catch (DicomException e) {
      return new Plan(
          Digests.of(in), Optional.of(Reason.of(e)), null, null, Optional.empty(), List.of());
    }
  }

  /**
   * Searches the pixels of a file as they would be, and shows what would be blanked.
   *
   * @return why there is nothing to show; empty when something was shown
   */
  public Optional<String> show(Path in, Profile profile, PictureSink sink) throws IOException {
    try (DicomObject object = DicomReader.read(in, profile.limits())) {
      Optional<PixelImage> image = pixelStage.imageOf(object, profile);
      if (image.isEmpty()) {
        return Optional.of("no pixels, or the profile keeps them");
      }
      Content input = Digests.of(in);
      Deidentified deidentified = deidentifier.apply(object, profile);
      PixelFindings findings = pixelStage.examine(image.get(), deidentified, profile);
      for (int frame : findings.firstFrames()) {
        sink.take(
            input,
            frame + 1,
            image.get().shown(frame),
            image.get().shownBlanked(frame, findings),
            findings.on(frame));
      }
      return Optional.empty();
    } catch (DicomException e) {
      return Optional.of(Reason.of(e).sentence());
    } catch (CodecException e) {
      return Optional.of(Reason.of(e).sentence());
    }
  }

  @Override
  public void close() throws IOException {
    pixelStage.close();
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
