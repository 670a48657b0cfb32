/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import org.dicomdeid.dicom.DicomBuilder;
import org.dicomdeid.dicom.Tag;
import org.dicomdeid.dicom.TransferSyntax;

/** An image as a DICOM object whose header tells of the same person as its pixels. */
final class ImageObject {

  private static final String SECONDARY_CAPTURE = "1.2.840.10008.5.1.4.1.1.7";
  private static final String ULTRASOUND = "1.2.840.10008.5.1.4.1.1.6.1";
  private static final String ULTRASOUND_FRAMES = "1.2.840.10008.5.1.4.1.1.3.1";
  private static final String COMPUTED_RADIOGRAPHY = "1.2.840.10008.5.1.4.1.1.1";

  private ImageObject() {}

  static void write(MadeImage image, long seed, Path file) throws IOException {
    String sopClass =
        switch (image.category()) {
          case COLOUR_ULTRASOUND -> ULTRASOUND;
          case PALETTE, TINY -> SECONDARY_CAPTURE;
          default ->
              image.storage().grey.bitsStored() > 8 ? COMPUTED_RADIOGRAPHY : SECONDARY_CAPTURE;
        };
    write(image.person(), sopClass, seed, image.number(), image.storage(), file, image.canvas());
  }

  /** A cine. */
  static void write(Person person, long seed, Storage storage, Path file, Canvas... frames)
      throws IOException {
    write(person, ULTRASOUND_FRAMES, seed, 9999, storage, file, frames);
  }

  private static void write(
      Person person,
      String sopClass,
      long seed,
      int number,
      Storage storage,
      Path file,
      Canvas... frames)
      throws IOException {
    String root = "2.25." + (seed & Long.MAX_VALUE) + "." + (number + 1);
    TransferSyntax syntax =
        number % 5 == 4
            ? TransferSyntax.IMPLICIT_LITTLE_ENDIAN
            : TransferSyntax.EXPLICIT_LITTLE_ENDIAN;
    DicomBuilder object =
        DicomBuilder.of(syntax)
            .put(Tag.SPECIFIC_CHARACTER_SET, "ISO_IR 192")
            .put(Tag.SOP_CLASS_UID, sopClass)
            .put(Tag.SOP_INSTANCE_UID, root + ".3")
            .put(Tag.STUDY_INSTANCE_UID, root + ".1")
            .put(Tag.SERIES_INSTANCE_UID, root + ".2")
            .put(0x00080020, date(person.studied()))
            .put(0x00080030, "101500")
            .put(0x00080060, modality(sopClass))
            .put(0x00080070, "Invented Devices")
            .put(0x00080080, person.institution())
            .put(0x00080090, person.physician() + "^Dr")
            .put(Tag.PATIENT_NAME, person.family() + "^" + person.given())
            .put(Tag.PATIENT_ID, person.record())
            .put(0x00100030, date(person.born()))
            .put(0x00100040, person.female() ? "F" : "M")
            .put(0x00200013, Integer.toString(number));
    storage.put(object, frames);
    object.write(file, "2.25.20261123", "PIXBENCH");
  }

  private static String modality(String sopClass) {
    return switch (sopClass) {
      case ULTRASOUND, ULTRASOUND_FRAMES -> "US";
      case COMPUTED_RADIOGRAPHY -> "CR";
      default -> "OT";
    };
  }

  private static String date(LocalDate date) {
    return DateTimeFormatter.BASIC_ISO_DATE.format(date);
  }
}
