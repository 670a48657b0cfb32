/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.it;

import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.dicomdeid.dicom.DicomBuilder;
import org.dicomdeid.dicom.VR;

/** Fills in what only one kind of object has, with the person in it. */
final class PlantedDetails {

  private final PlantedCorpus.Planted planted;
  private final Person person;

  PlantedDetails(PlantedCorpus.Planted planted) {
    this.planted = planted;
    this.person = planted.person();
  }

  void into(DicomBuilder object) {
    switch (planted.kind()) {
      case SR -> report(object);
      case RTPLAN -> plan(object);
      case PDF -> document(object);
      case ENHANCED_MR -> frames(object);
      case PRESENTATION -> presentation(object);
      case CT, MR, US, CR, SC -> object.put(0x00180015, "ABDOMEN").put(0x00185100, "HFS");
    }
  }

  private void report(DicomBuilder object) {
    object
        .put(0x0040A040, "CONTAINER")
        .put(0x0040A491, "COMPLETE")
        .put(0x0040A493, "VERIFIED")
        .sequence(
            0x0040A073,
            observer ->
                observer
                    .put(0x0040A027, person.hospital())
                    .put(0x0040A030, PlantedCorpus.date(planted, 0) + "1200")
                    .put(0x0040A075, person.referring()))
        .sequence(
            0x0040A730,
            content("TEXT", item -> item.put(0x0040A160, person.typed(0))),
            content("PNAME", item -> item.put(0x0040A123, person.name())),
            content("UIDREF", item -> item.put(0x0040A124, planted.instanceUid())),
            content(
                "CONTAINER",
                item ->
                    item.sequence(
                        0x0040A730,
                        content("TEXT", text -> text.put(0x0040A160, person.typed(7))),
                        content(
                            "IMAGE",
                            image ->
                                image.sequence(
                                    0x00081199,
                                    reference ->
                                        reference
                                            .put(0x00081150, PlantedCorpus.Kind.CT.sopClass)
                                            .put(0x00081155, planted.instanceUid()))))));
  }

  private static Consumer<DicomBuilder> content(String type, Consumer<DicomBuilder> value) {
    return item -> {
      item.put(0x0040A010, "CONTAINS").put(0x0040A040, type);
      item.sequence(
          0x0040A043,
          code -> code.put(0x00080100, "121071").put(0x00080102, "DCM").put(0x00080104, "Finding"));
      value.accept(item);
    };
  }

  private void plan(DicomBuilder object) {
    object
        .put(0x300A0002, person.family().length() > 16 ? person.given() : person.family())
        .put(0x300A0003, person.typed(1))
        .put(0x300A0004, person.typed(3))
        .put(0x300A0006, PlantedCorpus.date(planted, 0))
        .put(0x300E0008, person.operator())
        .sequence(
            0x300A0010, dose -> dose.put(0x300A0012, VR.IS, 1).put(0x300A0016, person.typed(4)))
        .sequence(
            0x300C0060,
            structures ->
                structures
                    .put(0x00081150, "1.2.840.10008.5.1.4.1.1.481.3")
                    .put(0x00081155, PlantedCorpus.uid(person, "7")));
  }

  private void document(DicomBuilder object) {
    String text = "%PDF-1.4 (" + person.family() + " " + person.given() + ", " + person.id() + ")";
    object
        .put(0x00420010, person.typed(7))
        .put(0x00420011, VR.OB, text.getBytes(StandardCharsets.UTF_8))
        .put(0x00420012, "application/pdf")
        .put(0x00280301, "YES");
  }

  private void frames(DicomBuilder object) {
    object
        .sequence(
            0x52009229,
            shared ->
                shared.sequence(
                    0x00081140,
                    reference ->
                        reference
                            .put(0x00081150, PlantedCorpus.Kind.CT.sopClass)
                            .put(0x00081155, planted.instanceUid())))
        .sequence(0x52009230, frame(0), frame(1), frame(2), frame(3));
  }

  private Consumer<DicomBuilder> frame(int index) {
    return frame ->
        frame
            .sequence(
                0x00209111,
                content ->
                    content
                        .put(0x00189074, PlantedCorpus.date(planted, 0) + "1015" + (10 + index))
                        .put(0x00209158, person.typed(index)))
            .sequence(
                0x00209113,
                position -> position.put(0x00200032, "-10.5", "20", Integer.toString(index)));
  }

  private void presentation(DicomBuilder object) {
    object
        .put(0x00700080, "SHOWN")
        .put(0x00700081, person.typed(0))
        .put(0x00700082, PlantedCorpus.date(planted, 0))
        .put(0x00700084, person.operator())
        .sequence(
            0x00081115,
            series ->
                series
                    .put(0x0020000E, PlantedCorpus.uid(person, "2.0.0"))
                    .sequence(
                        0x00081140,
                        image ->
                            image
                                .put(0x00081150, PlantedCorpus.Kind.CT.sopClass)
                                .put(0x00081155, planted.instanceUid())));
  }
}
