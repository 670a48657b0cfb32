/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.it;

import org.dicomdeid.dicom.DicomBuilder;
import org.dicomdeid.dicom.Tag;
import org.dicomdeid.dicom.VR;

/** Puts a person where one does not look first: into what any object can carry. */
final class PlantedHidingPlaces {

  private final Person person;
  private final byte[] blob;

  PlantedHidingPlaces(Person person) {
    this.person = person;
    this.blob =
        PlantedCorpus.even("\1\2" + person.family() + "^" + person.given() + "\0" + person.id());
  }

  void into(DicomBuilder object) {
    privateBlocks(object);
    unknown(object);
    graphics(object);
    history(object);
    object
        .put(0x00100000, VR.UL, 77)
        .put(0x00080000, VR.UL, 99)
        .put(Tag.DATA_SET_TRAILING_PADDING, VR.OB, blob);
  }

  private void privateBlocks(DicomBuilder object) {
    object
        .put(0x00090010, VR.LO, "ACME 1.1")
        .put(0x00091001, VR.PN, person.name())
        .put(0x00091002, VR.OB, blob)
        .sequence(
            0x00091003,
            item ->
                item.put(Tag.PATIENT_NAME, person.name())
                    .put(0x00090010, VR.LO, "ACME 1.1")
                    .sequence(0x00091004, inner -> inner.put(0x00091005, VR.PN, person.name())))
        .put(0x00290010, VR.LO, person.hospital())
        .put(0x00291010, VR.LT, person.typed(4));
  }

  /** Text of known attributes that a sender called UN (PS3.5 6.2.2). */
  private void unknown(DicomBuilder object) {
    object
        .put(0x00102297, VR.UN, PlantedCorpus.even(person.relative()))
        .put(0x00102299, VR.UN, PlantedCorpus.even(person.hospital()))
        .put(0x00081048, VR.UN, PlantedCorpus.even(person.referring()))
        .put(0x00181018, VR.UN, PlantedCorpus.even(person.serial()));
  }

  private void graphics(DicomBuilder object) {
    object
        .put(0x50000005, VR.US, 2)
        .put(0x50000022, VR.LO, person.typed(0))
        .put(0x50003000, VR.OW, blob)
        .put(0x60000010, VR.US, 4)
        .put(0x60000011, VR.US, 4)
        .put(0x60000022, VR.LO, person.typed(1))
        .put(0x60001500, VR.LO, person.family())
        .put(0x60003000, VR.OW, blob)
        .put(0x60004000, VR.LT, person.typed(2))
        .sequence(
            0x00880200,
            icon ->
                icon.put(0x00280010, VR.US, 4)
                    .put(0x00280011, VR.US, 4)
                    .put(Tag.PIXEL_DATA, VR.OW, blob))
        .sequence(
            0x00700001,
            annotation ->
                annotation
                    .put(0x00700002, "LAYER")
                    .sequence(0x00700008, text -> text.put(0x00700006, VR.ST, person.typed(9))));
  }

  private void history(DicomBuilder object) {
    object
        .sequence(
            0x04000561,
            before ->
                before
                    .put(0x04000563, person.hospital())
                    .put(0x04000564, person.station())
                    .sequence(
                        0x04000550,
                        modified ->
                            modified
                                .put(Tag.PATIENT_NAME, person.name())
                                .put(Tag.PATIENT_ID, person.otherId())))
        .sequence(
            0xFFFAFFFA,
            signature ->
                signature
                    .put(0x04000100, PlantedCorpus.uid(person, "6"))
                    .put(0x04000115, VR.OB, blob)
                    .put(0x04000120, VR.OB, blob));
  }
}
