/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.archive;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What an archive held, as files of a work folder that the caller deletes.
 *
 * @param objects one file for each entry, DICOM or not, in the archive's order
 * @param directories how many DICOMDIRs were left out
 */
public record Unpacked(List<Path> objects, int directories) {

  public Unpacked {
    objects = List.copyOf(objects);
  }

  /** Deletes the files that are still there. */
  public void delete() throws IOException {
    for (Path each : objects) {
      Files.deleteIfExists(each);
    }
  }
}
