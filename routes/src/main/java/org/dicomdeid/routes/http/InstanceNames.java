/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes.http;

import java.io.IOException;
import java.nio.file.Path;
import org.dicomdeid.deidentify.Pseudonyms;
import org.dicomdeid.dicom.DicomException;
import org.dicomdeid.dicom.DicomObject;
import org.dicomdeid.dicom.DicomReader;
import org.dicomdeid.dicom.Tag;
import org.dicomdeid.dicom.UidRegistry;
import org.dicomdeid.profile.Profile;

/** What a store response may call an object: by its class, and by its new UID. */
final class InstanceNames {

  /**
   * A name.
   *
   * @param sopClass empty when it is not of the standard, or not known
   * @param sopInstance the UID that stands for the object's own; empty when that is not known
   */
  record Name(String sopClass, String sopInstance) {

    static final Name UNKNOWN = new Name("", "");
  }

  private final Pseudonyms pseudonyms;

  InstanceNames(Pseudonyms pseudonyms) {
    this.pseudonyms = pseudonyms;
  }

  Name of(Path file, Profile profile) throws IOException {
    try (DicomObject object = DicomReader.read(file, profile.limits())) {
      String sopClass = object.dataSet().string(Tag.SOP_CLASS_UID);
      String instance = object.dataSet().string(Tag.SOP_INSTANCE_UID);
      boolean registered = sopClass != null && UidRegistry.standard().isRegistered(sopClass);
      return new Name(
          registered ? sopClass : "",
          instance == null || instance.isEmpty() ? "" : pseudonyms.uid(instance));
    } catch (DicomException | RuntimeException e) {
      return Name.UNKNOWN;
    }
  }
}
