/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.pipeline;

import org.dicomdeid.archive.ArchiveFault;
import org.dicomdeid.codec.CodecException;
import org.dicomdeid.dicom.DicomException;

/**
 * Why an object is not delivered.
 *
 * @param code stable, lower case with hyphens, such as {@code truncated} or {@code leak}: metrics
 *     and files carry it
 * @param sentence what is wrong, for a person; never a value of the object
 * @param path tag path where it was found; empty when it concerns the whole object
 * @param offset byte offset where it was found; -1 when it has none
 */
public record Reason(String code, String sentence, String path, long offset) {

  public static final Reason LEAK =
      of("leak", "an identifier of the object was still found in what was about to be written");
  public static final Reason DICOMDIR =
      of("dicomdir", "a DICOMDIR lists files and patients; send the files that it refers to");
  public static final Reason NO_SOP_CLASS_UID =
      of("no-sop-class-uid", "the object does not say what it is: (0008,0016) is missing or empty");
  public static final Reason NO_SOP_INSTANCE_UID =
      of("no-sop-instance-uid", "the object has no identity: (0008,0018) is missing or empty");
  public static final Reason NO_PIXEL_DATA =
      of(
          "no-pixel-data",
          "the object describes an image and holds none: it may be cut off; send it again whole");
  public static final Reason TEXT_LEFT =
      new Reason(
          "text-left",
          "text was still found in the pixels after they were redacted; look at the image, and redact"
              + " it by a region of the device catalog or by hand",
          "(7FE0,0010)",
          -1);
  public static final Reason NAME_CONFLICT =
      new Reason(
          "name-conflict",
          "the destination holds other content under the same new instance UID: two objects share one"
              + " UID, or the profile, key or version changed since; move the older one away and send"
              + " this one again, or send it elsewhere",
          "(0008,0018)",
          -1);
  public static final Reason CHANGED_WHILE_READ =
      of(
          "changed-while-read",
          "the file changed while it was read; send it again when it is complete");
  public static final Reason OUT_OF_MEMORY =
      of(
          "out-of-memory",
          "the header needs more memory than the process has; raise -Xmx or lower the profile's limits");
  public static final Reason INTERNAL_ERROR =
      of(
          "internal-error",
          "a fault in dicom-deid itself; the log has its place in the code, please report it");

  /** A reason that concerns the whole object. */
  public static Reason of(String code, String sentence) {
    return new Reason(code, sentence, "", -1);
  }

  static Reason of(DicomException e) {
    return new Reason(e.fault().code(), e.fault().meaning(), e.path(), e.offset());
  }

  /** Why an archive is held whole. */
  public static Reason of(ArchiveFault fault) {
    return of(fault.code(), fault.meaning());
  }

  static Reason of(CodecException e) {
    return new Reason(e.fault().code(), e.fault().meaning(), "(7FE0,0010)", -1);
  }

  org.dicomdeid.receipt.Reason forReceipt() {
    return new org.dicomdeid.receipt.Reason(code, path.isEmpty() ? null : path);
  }
}
