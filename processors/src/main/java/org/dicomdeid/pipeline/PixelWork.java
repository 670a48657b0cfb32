/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.pipeline;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.dicomdeid.codec.PixelData;
import org.dicomdeid.codec.PixelLimits;
import org.dicomdeid.dicom.DataSet;
import org.dicomdeid.dicom.Element;
import org.dicomdeid.dicom.Tag;
import org.dicomdeid.dicom.TransferSyntax;
import org.dicomdeid.pixel.BurnedIdentifiers;
import org.dicomdeid.pixel.PixelExaminer;
import org.dicomdeid.pixel.PixelFindings;
import org.dicomdeid.pixel.PixelImage;
import org.dicomdeid.profile.PixelPolicy;

/** The work on all that shows a picture in one object. */
final class PixelWork {

  private static final PixelExaminer.Progress SILENT = (frames, of) -> {};

  private final PixelExaminer examiner;
  private final PixelLimits limits;
  private final PixelPolicy policy;
  private final BurnedIdentifiers identifiers;
  private final Path folder;
  private final PixelResult result;

  /** Of the object as it came. */
  private final TransferSyntax syntax;

  PixelWork(
      PixelExaminer examiner,
      PixelLimits limits,
      PixelPolicy policy,
      BurnedIdentifiers identifiers,
      Path folder,
      PixelResult result) {
    this.examiner = examiner;
    this.limits = limits;
    this.policy = policy;
    this.identifiers = identifiers;
    this.folder = folder;
    this.result = result;
    this.syntax = result.syntax();
  }

  /** Examines the object's own image and rewrites its pixels where something must not be seen. */
  PixelFindings redact(PixelImage image, DataSet root, PixelExaminer.Progress progress)
      throws IOException {
    PixelFindings findings = examiner.examine(image, policy, identifiers, progress);
    result.storedAs(rewrite(image, findings, false));
    return findings;
  }

  private TransferSyntax rewrite(PixelImage image, PixelFindings findings, boolean natively)
      throws IOException {
    PixelData.Rewrite rewrite = image.pixels().rewrite(folder);
    result.keep(rewrite);
    if (natively) {
      rewrite.storeNatively();
    }
    return image.blank(findings, rewrite);
  }

  /**
   * Redacts pictures that the profile let stay in items, such as icons, and overlay planes.
   *
   * @return how many were changed
   */
  int redactNested(DataSet root) throws IOException {
    int changed = examiner.redactOverlays(root, policy, identifiers);
    for (DataSet item : itemsWithPixels(root)) {
      Optional<PixelImage> image = PixelImage.of(item, syntax, limits);
      if (image.isPresent()) {
        PixelFindings findings = examiner.examine(image.get(), policy, identifiers, SILENT);
        boolean isChanged = !findings.redacted().isEmpty();
        // Another syntax of the object would not be that of its icon.
        boolean natively = isChanged || !syntax.equals(result.syntax());
        rewrite(image.get(), findings, natively);
        changed += isChanged ? 1 : 0;
      }
    }
    return changed;
  }

  /** Whether text that must go is found when the rewritten pixels are searched anew. */
  boolean stillShowsText(DataSet root) throws IOException {
    Optional<PixelImage> image = PixelImage.of(root, result.syntax(), limits);
    return image.isPresent()
        && !examiner.examine(image.get(), policy, identifiers, SILENT).redactedTexts().isEmpty();
  }

  private static List<DataSet> itemsWithPixels(DataSet root) {
    List<DataSet> found = new ArrayList<>();
    Deque<DataSet> open = new ArrayDeque<>();
    open.push(root);
    while (!open.isEmpty()) {
      DataSet next = open.pop();
      if (next != root && next.contains(Tag.PIXEL_DATA)) {
        found.add(next);
      }
      for (Element element : next) {
        element.items().forEach(open::push);
      }
    }
    return found;
  }
}
