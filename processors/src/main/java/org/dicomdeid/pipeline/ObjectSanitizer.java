/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.pipeline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.dicomdeid.codec.CodecException;
import org.dicomdeid.deidentify.Deidentified;
import org.dicomdeid.deidentify.Deidentifier;
import org.dicomdeid.dicom.DataSet;
import org.dicomdeid.dicom.DicomException;
import org.dicomdeid.dicom.DicomObject;
import org.dicomdeid.dicom.DicomReader;
import org.dicomdeid.dicom.DicomWriter;
import org.dicomdeid.dicom.FileMeta;
import org.dicomdeid.dicom.OutputSink;
import org.dicomdeid.dicom.Tag;
import org.dicomdeid.pixel.PixelImage;
import org.dicomdeid.profile.Profile;
import org.dicomdeid.receipt.Content;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** inspect → de-identify header → redact pixels → leak check → write, for one file. Thread-safe. */
final class ObjectSanitizer {

  private static final Object SCARCE = new Object();

  private static final Logger LOG = LoggerFactory.getLogger(ObjectSanitizer.class);
  private static final String MEDIA_STORAGE_DIRECTORY = "1.2.840.10008.1.3.10";

  private final Deidentifier deidentifier;
  private final PixelStage pixelStage;
  private final OperationRecorder recorder;
  private final boolean durable;

  /** Tells files on their way from those of another process. */
  private final String partName = UUID.randomUUID().toString();

  private final AtomicLong parts = new AtomicLong();

  /**
   * A sanitizer of one site.
   *
   * @param durable whether a file must be on disk before its outcome is told: so it must when a
   *     receipt or a ledger will say that it was delivered
   */
  ObjectSanitizer(
      Deidentifier deidentifier,
      PixelStage pixelStage,
      OperationRecorder recorder,
      boolean durable) {
    this.durable = durable;
    this.deidentifier = deidentifier;
    this.pixelStage = pixelStage;
    this.recorder = recorder;
  }

  /**
   * @param folder where the de-identified file is made, under a temporary name
   * @throws IOException for faults that may pass: the disk is full, the file cannot be opened
   */
  Outcome sanitize(Path in, Path folder, Profile profile) throws IOException {
    Instant started = Instant.now();
    FileState before = FileState.of(in);
    Outcome outcome = attempt(in, folder, profile, started);
    boolean unchanged = false;
    try {
      unchanged = before.equals(FileState.of(in));
    } finally {
      // Also when the source is gone, so that nobody can tell.
      if (!unchanged && outcome instanceof Outcome.Sanitized sanitized) {
        Files.delete(sanitized.file());
      }
    }
    return unchanged
        ? outcome
        : refused(in, Reason.CHANGED_WHILE_READ, profile, List.of(), started);
  }

  /** What tells that somebody still writes to a file. */
  private record FileState(long bytes, FileTime modified) {

    static FileState of(Path file) throws IOException {
      BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
      return new FileState(attributes.size(), attributes.lastModifiedTime());
    }
  }

  /**
   * Tries again, one object at a time, when memory ran out: the object that used it up may be
   * another.
   */
  private Outcome attempt(Path in, Path folder, Profile profile, Instant started)
      throws IOException {
    try {
      return once(in, folder, profile, started);
    } catch (OutOfMemoryError e) {
      synchronized (SCARCE) {
        try {
          return once(in, folder, profile, started);
        } catch (OutOfMemoryError again) {
          return refused(in, Reason.OUT_OF_MEMORY, profile, List.of(), started);
        }
      }
    }
  }

  private Outcome once(Path in, Path folder, Profile profile, Instant started) throws IOException {
    Reason reason;
    List<String> uids = List.of();
    try (DicomObject object = DicomReader.read(in, profile.limits())) {
      uids = uids(object.dataSet());
      Optional<Reason> unfit = unfit(object);
      if (unfit.isPresent()) {
        reason = unfit.get();
      } else {
        Optional<PixelImage> image = pixelStage.imageOf(object, profile);
        Deidentified deidentified = deidentifier.apply(object, profile);
        try (PixelResult pixels = pixelStage.apply(object, image, deidentified, profile, folder)) {
          if (pixels.textLeft()) {
            reason = Reason.TEXT_LEFT;
          } else {
            Outcome outcome = write(object, deidentified, pixels, folder, profile, uids, started);
            if (outcome != null) {
              return outcome;
            }
            reason = Reason.LEAK;
          }
        }
      }
    } catch (DicomException e) {
      reason = Reason.of(e);
    } catch (CodecException e) {
      reason = Reason.of(e);
    } catch (RuntimeException e) {
      // The message could hold a value; the class and the place in the code cannot.
      LOG.error("fault in the engine: {} at {}", e.getClass().getName(), e.getStackTrace());
      reason = Reason.INTERNAL_ERROR;
    }
    return refused(in, reason, profile, uids, started);
  }

  private Outcome refused(
      Path in, Reason reason, Profile profile, List<String> uids, Instant started)
      throws IOException {
    Content input = Digests.of(in);
    return new Outcome.Refused(
        input, reason, recorder.refused(input, reason, profile, uids, started));
  }

  /** What is refused before anything looks into it as an object. */
  Outcome.Refused refused(Content input, Reason reason, Profile profile) {
    return new Outcome.Refused(
        input, reason, recorder.refused(input, reason, profile, List.of(), Instant.now()));
  }

  /** Why an object that can be read is still none that can be delivered. */
  static Optional<Reason> unfit(DicomObject object) throws IOException {
    DataSet meta = object.fileMeta();
    DataSet dataSet = object.dataSet();
    if (meta != null
        && MEDIA_STORAGE_DIRECTORY.equals(meta.string(Tag.MEDIA_STORAGE_SOP_CLASS_UID))) {
      return Optional.of(Reason.DICOMDIR);
    }
    if (isMissing(dataSet, Tag.SOP_CLASS_UID)) {
      return Optional.of(Reason.NO_SOP_CLASS_UID);
    }
    if (isMissing(dataSet, Tag.SOP_INSTANCE_UID)) {
      return Optional.of(Reason.NO_SOP_INSTANCE_UID);
    }
    return isCutOffImage(dataSet) ? Optional.of(Reason.NO_PIXEL_DATA) : Optional.empty();
  }

  /**
   * Whether a file ends before its pixels do. Cut between two elements, it is well-formed; only
   * what the Image Pixel Module says of the image tells that there should be one (PS3.3 C.7.6.3).
   */
  private static boolean isCutOffImage(DataSet dataSet) {
    return dataSet.contains(Tag.ROWS)
        && dataSet.contains(Tag.COLUMNS)
        && dataSet.contains(Tag.BITS_ALLOCATED)
        && !hasPixels(dataSet)
        && !dataSet.contains(Tag.PIXEL_DATA_PROVIDER_URL);
  }

  private static boolean isMissing(DataSet dataSet, int tag) throws IOException {
    String value = dataSet.string(tag);
    return value == null || value.isEmpty();
  }

  /** Null when an identifier was found in what was written; nothing is left of it then. */
  private Outcome write(
      DicomObject object,
      Deidentified deidentified,
      PixelResult pixels,
      Path folder,
      Profile profile,
      List<String> uids,
      Instant started)
      throws IOException {
    DataSet dataSet = object.dataSet();
    String sopClass = dataSet.string(Tag.SOP_CLASS_UID);
    String instance = dataSet.string(Tag.SOP_INSTANCE_UID);
    String transferSyntax = pixels.syntax().uid();
    FileMeta meta =
        FileMeta.of(
            sopClass,
            instance,
            transferSyntax,
            Engine.IMPLEMENTATION_CLASS_UID,
            Engine.IMPLEMENTATION_VERSION_NAME);
    Path part = folder.resolve("." + partName + "-" + parts.incrementAndGet() + ".part");
    MessageDigest inputDigest = Digests.sha256();
    Content output;
    try (OutputFile file = new OutputFile(part)) {
      LeakObserver leaks = new LeakObserver(deidentified.leakSearch());
      DicomWriter.write(object, meta, OutputSink.of(pixels.syntax(), file, leaks), inputDigest);
      if (leaks.foundLeak()) {
        return null;
      }
      output = file.complete(durable);
    }
    Content input =
        new Content(HexFormat.of().formatHex(inputDigest.digest()), object.file().size());
    try {
      return sanitized(dataSet, deidentified, pixels, profile, uids, started, input, output, part);
    } catch (IOException | RuntimeException | OutOfMemoryError e) {
      Files.delete(part);
      throw e;
    }
  }

  private Outcome sanitized(
      DataSet dataSet,
      Deidentified deidentified,
      PixelResult pixels,
      Profile profile,
      List<String> uids,
      Instant started,
      Content input,
      Content output,
      Path part)
      throws IOException {
    ObjectName name =
        new ObjectName(
            nameOf(dataSet, Tag.STUDY_INSTANCE_UID, "no-study"),
            nameOf(dataSet, Tag.SERIES_INSTANCE_UID, "no-series"),
            nameOf(dataSet, Tag.SOP_INSTANCE_UID, "no-instance"));
    return new Outcome.Sanitized(
        input,
        output,
        part,
        name,
        hasPixels(dataSet) && pixels.examination() == null,
        recorder.delivered(
            input,
            output,
            profile,
            deidentified,
            pixels.syntax().uid(),
            dataSet.string(Tag.SOP_CLASS_UID),
            pixels,
            uids,
            uids(dataSet),
            started));
  }

  /** Those of study, series and instance, as far as they are there and well-formed. */
  private static List<String> uids(DataSet dataSet) throws IOException {
    List<String> uids = new ArrayList<>();
    for (int tag :
        new int[] {Tag.STUDY_INSTANCE_UID, Tag.SERIES_INSTANCE_UID, Tag.SOP_INSTANCE_UID}) {
      String uid = dataSet.string(tag);
      if (uid != null && isPlain(uid)) {
        uids.add(uid);
      }
    }
    return uids;
  }

  private static boolean hasPixels(DataSet dataSet) {
    return dataSet.contains(Tag.PIXEL_DATA)
        || dataSet.contains(Tag.FLOAT_PIXEL_DATA)
        || dataSet.contains(Tag.DOUBLE_FLOAT_PIXEL_DATA);
  }

  /** A UID as a file name; only digits and dots may be one. */
  private static String nameOf(DataSet dataSet, int tag, String otherwise) throws IOException {
    String uid = dataSet.string(tag);
    return uid != null && isPlain(uid) ? uid : otherwise;
  }

  private static boolean isPlain(String uid) {
    if (uid.isEmpty() || uid.length() > 64 || uid.charAt(0) == '.') {
      return false;
    }
    for (int i = 0; i < uid.length(); i++) {
      char c = uid.charAt(i);
      if ((c < '0' || c > '9') && c != '.') {
        return false;
      }
    }
    return true;
  }
}
