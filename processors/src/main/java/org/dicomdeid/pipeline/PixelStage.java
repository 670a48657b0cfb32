/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.pipeline;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.dicomdeid.codec.Box;
import org.dicomdeid.codec.PixelLimits;
import org.dicomdeid.deidentify.Deidentified;
import org.dicomdeid.deidentify.ObjectIdentifiers;
import org.dicomdeid.deidentify.PixelMarks;
import org.dicomdeid.dicom.DicomObject;
import org.dicomdeid.pixel.AllowedText;
import org.dicomdeid.pixel.BurnedIdentifiers;
import org.dicomdeid.pixel.DeviceCatalog;
import org.dicomdeid.pixel.Finding;
import org.dicomdeid.pixel.OcrSettings;
import org.dicomdeid.pixel.OcrTextFinder;
import org.dicomdeid.pixel.PixelExaminer;
import org.dicomdeid.pixel.PixelFindings;
import org.dicomdeid.pixel.PixelImage;
import org.dicomdeid.pixel.TextFinder;
import org.dicomdeid.profile.PixelCheck;
import org.dicomdeid.profile.PixelPolicy;
import org.dicomdeid.profile.Profile;
import org.dicomdeid.profile.ProfileException;
import org.dicomdeid.receipt.PixelBox;
import org.dicomdeid.receipt.PixelExamination;

/**
 * Examines and redacts what shows pictures: the pixels of the object, icons in its items, overlay
 * planes. Thread-safe.
 */
final class PixelStage implements Closeable {

  /** Policies after which no text is left that anybody could be known by. */
  private static final Set<PixelPolicy> CLEANING =
      EnumSet.of(PixelPolicy.REDACT_TEXT, PixelPolicy.BLANK_OUTSIDE_ULTRASOUND_REGIONS);

  private final OcrTextFinder finder;
  private volatile PixelExaminer examiner;
  private final PixelLimits limits = PixelLimits.DEFAULT;

  private PixelStage(OcrTextFinder finder, DeviceCatalog catalog) {
    this.finder = finder;
    this.examiner = new PixelExaminer(finder, catalog);
  }

  /**
   * A stage that loads its models when the first picture is to be searched.
   *
   * @throws IOException when the site's device catalog cannot be read
   */
  static PixelStage open(PixelSettings settings) throws IOException {
    DeviceCatalog catalog = catalog(settings.deviceCatalog());
    OcrTextFinder finder =
        new OcrTextFinder(
            OcrSettings.concurrent(settings.inferences()), AllowedText.standard()::couldAllow);
    return new PixelStage(finder, catalog);
  }

  /** From the next object on. */
  void use(DeviceCatalog catalog) {
    examiner = examiner.with(catalog);
  }

  private static DeviceCatalog catalog(Optional<Path> file) throws IOException {
    try {
      return file.isPresent() ? DeviceCatalog.load(file.get()) : DeviceCatalog.standard();
    } catch (ProfileException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  /**
   * Takes down what the image of an object is like, before its header is de-identified; empty when
   * it has none, or when the profile leaves pixels alone.
   */
  Optional<PixelImage> imageOf(DicomObject object, Profile profile) throws IOException {
    return profile.pixels() == PixelPolicy.KEEP
        ? Optional.empty()
        : PixelImage.of(object.dataSet(), object.transferSyntax(), limits);
  }

  /**
   * Blanks what must not be seen, and marks the object accordingly.
   *
   * @param image of the object, from before
   * @param folder where rewritten pixels may be spooled
   */
  PixelResult apply(
      DicomObject object,
      Optional<PixelImage> image,
      Deidentified deidentified,
      Profile profile,
      Path folder)
      throws IOException {
    // One catalog for the whole object, whatever changes meanwhile.
    PixelExaminer current = examiner;
    PixelResult result = new PixelResult(object.transferSyntax());
    if (profile.pixels() == PixelPolicy.KEEP) {
      return result;
    }
    try {
      PixelWork work =
          new PixelWork(
              current, limits, profile.pixels(), identifiersOf(deidentified), folder, result);
      PixelFindings findings = null;
      if (image.isPresent()) {
        findings = work.redact(image.get(), object.dataSet(), PixelProgress.logging());
      }
      int nested = work.redactNested(object.dataSet());
      boolean strict = profile.pixelCheck() == PixelCheck.STRICT && findings != null;
      if (strict && work.stillShowsText(object.dataSet())) {
        result.foundTextLeft();
      }
      if (findings != null) {
        boolean cleaned = CLEANING.contains(profile.pixels());
        if (cleaned) {
          PixelMarks.putInto(object.dataSet());
        }
        result.examined(
            report(current, profile.pixels(), findings, image.get(), nested, strict), cleaned);
      }
      return result;
    } catch (IOException | RuntimeException | Error e) {
      try (result) {
        throw e;
      }
    }
  }

  /** What is known of an image without searching it. */
  Plan.Pixels plan(PixelImage image, Profile profile) {
    return new Plan.Pixels(
        profile.pixels(),
        image.pixels().frames(),
        examiner.device(image),
        image.ultrasoundRegions().size());
  }

  /** What would be blanked, without doing it. */
  PixelFindings examine(PixelImage image, Deidentified deidentified, Profile profile)
      throws IOException {
    return examiner.examine(
        image, profile.pixels(), identifiersOf(deidentified), PixelProgress.logging());
  }

  private static BurnedIdentifiers identifiersOf(Deidentified deidentified) throws IOException {
    ObjectIdentifiers header = deidentified.identifiers();
    return BurnedIdentifiers.of(
        header.persons(), header.numbers(), header.dates(), header.places(), header.contacts());
  }

  private PixelExamination report(
      PixelExaminer current,
      PixelPolicy policy,
      PixelFindings findings,
      PixelImage image,
      int nested,
      boolean strict)
      throws IOException {
    List<PixelBox> boxes = new ArrayList<>();
    for (Finding finding : findings.redacted()) {
      Box box = finding.box();
      boxes.add(
          new PixelBox(
              finding.firstFrame() + 1,
              finding.lastFrame() + 1,
              box.column(),
              box.row(),
              box.width(),
              box.height()));
    }
    List<PixelExamination.Engine> engines = new ArrayList<>();
    if (findings.searched()) {
      for (TextFinder.Engine engine : finder.engines()) {
        engines.add(
            new PixelExamination.Engine(
                engine.role(), engine.name(), engine.version(), engine.modelSha256()));
      }
    }
    current
        .catalogSha256()
        .ifPresent(
            sha256 ->
                engines.add(new PixelExamination.Engine("device-catalog", "site", "1", sha256)));
    return new PixelExamination(
        policy.word(),
        findings.searched(),
        strict,
        image.pixels().frames(),
        boxes,
        findings.kept(),
        nested,
        findings.device().orElse(null),
        engines);
  }

  @Override
  public void close() throws IOException {
    finder.close();
  }
}
