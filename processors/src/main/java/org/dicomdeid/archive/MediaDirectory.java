/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.dicomdeid.dicom.DataSet;
import org.dicomdeid.dicom.DicomException;
import org.dicomdeid.dicom.DicomObject;
import org.dicomdeid.dicom.DicomReader;
import org.dicomdeid.dicom.Limits;
import org.dicomdeid.dicom.Tag;

/**
 * The DICOMDIR of exchange media (PS3.3 F): it lists patients and files, is made anew by whoever
 * writes media, and is no object to deliver.
 */
public final class MediaDirectory {

  private static final String SOP_CLASS = "1.2.840.10008.1.3.10";

  /** The file meta information, which says it, stands at the start and is short. */
  private static final int LOOK_AT = 1024;

  private MediaDirectory() {}

  /** Whether the file is one, whole and readable, whatever it is called. */
  public static boolean is(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      String start = new String(in.readNBytes(LOOK_AT), StandardCharsets.ISO_8859_1);
      if (!start.contains(SOP_CLASS)) {
        return false;
      }
    }
    try (DicomObject object = DicomReader.read(file, Limits.DEFAULT)) {
      DataSet meta = object.fileMeta();
      return meta != null && SOP_CLASS.equals(meta.string(Tag.MEDIA_STORAGE_SOP_CLASS_UID));
    } catch (DicomException e) {
      return false;
    }
  }
}
