/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.pixel;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.dicomdeid.codec.Box;
import org.dicomdeid.codec.PixelFormat;
import org.dicomdeid.codec.UnusedBits;
import org.dicomdeid.dicom.DataSet;
import org.dicomdeid.profile.PixelPolicy;

/** Finds what must be blanked in an image, and what text may stay. Thread-safe. */
public final class PixelExaminer {

  /** Told how far the work on an image is. */
  @FunctionalInterface
  public interface Progress {
    void examined(int frames, int of);
  }

  /** No letter is legible in fewer pixels than this. */
  private static final int LEAST_SIDE = 5;

  /** What of a box lies around its letters, in its heights, and in pixels. */
  private static final double EDGE = 0.2;

  private static final int LEAST_EDGE = 3;

  private final TextFinder finder;
  private final DeviceCatalog catalog;

  public PixelExaminer(TextFinder finder, DeviceCatalog catalog) {
    this.finder = finder;
    this.catalog = catalog;
  }

  /** The same eyes with another catalog. */
  public PixelExaminer with(DeviceCatalog other) {
    return new PixelExaminer(finder, other);
  }

  /** Digest of the site's own device catalog; empty when it has none. */
  public Optional<String> catalogSha256() {
    return catalog.sha256();
  }

  /**
   * Examines an image under a policy other than {@link PixelPolicy#KEEP}.
   *
   * @throws org.dicomdeid.codec.CodecException when a frame cannot be decoded
   */
  public PixelFindings examine(
      PixelImage image, PixelPolicy policy, BurnedIdentifiers identifiers, Progress progress)
      throws IOException {
    PixelFormat format = image.pixels().format();
    int lastFrame = image.pixels().frames() - 1;
    List<Finding> findings = new ArrayList<>();
    Optional<DeviceCatalog.Entry> device = catalog.match(image.device());
    if (device.isPresent()) {
      for (Box box : device.get().regions(format.rows(), format.columns())) {
        findings.add(Finding.of(Finding.Kind.DEVICE_REGION, box, 0, lastFrame));
      }
    }
    if (policy == PixelPolicy.BLANK_OUTSIDE_ULTRASOUND_REGIONS
        && !image.ultrasoundRegions().isEmpty()) {
      for (Box box :
          UltrasoundRegions.outside(image.ultrasoundRegions(), format.rows(), format.columns())) {
        findings.add(Finding.of(Finding.Kind.OUTSIDE_ULTRASOUND, box, 0, lastFrame));
      }
    }
    boolean searches = policy.looksForText();
    UnusedBits bits = new UnusedBits(format);
    if (searches) {
      findings.addAll(texts(image, new TextDecision(policy, identifiers), bits, progress));
    }
    return new PixelFindings(
        findings,
        device.map(DeviceCatalog.Entry::device),
        searches,
        searches ? bits.areUsed() : image.pixels().hasUnusedBits());
  }

  /** The entry of the device catalog that an image matches. */
  public Optional<String> device(PixelImage image) {
    return catalog.match(image.device()).map(DeviceCatalog.Entry::device);
  }

  /**
   * Clears text that must go from the overlay planes of an object.
   *
   * @return how many planes were changed
   */
  public int redactOverlays(DataSet root, PixelPolicy policy, BurnedIdentifiers identifiers)
      throws IOException {
    if (!policy.looksForText()) {
      return 0;
    }
    TextDecision decision = new TextDecision(policy, identifiers);
    return OverlayPlanes.redact(
        root, finder, text -> decision.decide(text) == TextDecision.Verdict.REDACT);
  }

  private List<Finding> texts(
      PixelImage image, TextDecision decision, UnusedBits bits, Progress progress)
      throws IOException {
    List<Finding> still = new ArrayList<>();
    List<Finding> moving = new ArrayList<>();
    int frames = image.pixels().frames();
    PixelFormat format = image.pixels().format();
    if (Math.min(format.rows(), format.columns()) < LEAST_SIDE) {
      for (int first = 0; first < frames; ) {
        first = FrameWindow.of(image, first, bits).last() + 1;
      }
      return still;
    }
    TextFinder.Series series = finder.series(decision::isSettled);
    MovingText search = new MovingText(image, series);
    for (int first = 0; first < frames; ) {
      FrameWindow window = FrameWindow.of(image, first, bits);
      List<FoundText> found = series.find(window.views());
      List<FoundText> kept = decision.kept(found);
      List<Finding> here = new ArrayList<>();
      for (FoundText text : found) {
        boolean redacted = !kept.contains(text) && !decision.isPartOfKept(text, kept);
        here.add(finding(text, redacted, window));
      }
      if (window.movement().isPresent()) {
        Movement movement = window.movement().get();
        List<Box> texts = found.stream().map(FoundText::box).toList();
        List<Box> known =
            here.stream()
                .filter(it -> it.redacted() || movement.isStill(it.box()))
                .map(Finding::box)
                .toList();
        Predicate<Box> isKnown = place -> known.stream().anyMatch(box -> isIn(place, box));
        Predicate<FoundText> goes =
            text ->
                decision.decide(text) == TextDecision.Verdict.REDACT
                    && !decision.isPartOfKept(text, kept);
        List<Box> replaced =
            kept.stream()
                .map(FoundText::box)
                .map(box -> box.grown(LEAST_EDGE, LEAST_EDGE))
                .map(box -> box.within(format.columns(), format.rows()))
                .filter(movement::isChanged)
                .toList();
        List<MovingText.Sighting> sightings =
            new ArrayList<>(search.instead(window, replaced, decision));
        sightings.addAll(
            search.in(window, movement.suspects(texts, series.unread()), isKnown, goes));
        for (MovingText.Sighting each : sightings) {
          int frame = each.frame().first();
          moving.add(
              finding(each.text(), true, each.frame())
                  .onFrames(Math.max(0, frame - 1), Math.min(frames - 1, frame + 1)));
        }
      }
      still.addAll(here);
      first = window.last() + 1;
      progress.examined(first, frames);
    }
    List<Finding> all = new ArrayList<>(LastingText.bridge(still));
    all.addAll(moving);
    all.sort(Comparator.comparingInt(Finding::firstFrame));
    return all;
  }

  private static Finding finding(FoundText text, boolean redacted, FrameWindow window) {
    int characters =
        text.readings().stream().mapToInt(reading -> reading.text().length()).max().orElse(0);
    return new Finding(
        Finding.Kind.TEXT,
        redacted,
        redacted ? InkContinuation.of(window.unclipped(), text.box()) : text.box(),
        text.line(),
        window.first(),
        window.last(),
        characters);
  }

  /** Whether all letters of a part lie in a box: not one may stand out at an end. */
  private static boolean isIn(Box part, Box whole) {
    int edge = Math.max(LEAST_EDGE, (int) (EDGE * Math.min(part.width(), part.height())));
    return whole.union(part.grown(-edge, -edge)).equals(whole);
  }
}
