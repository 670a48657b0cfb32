/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.it;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.dicomdeid.dicom.DicomBuilder;
import org.dicomdeid.dicom.Tag;
import org.dicomdeid.dicom.TransferSyntax;
import org.dicomdeid.dicom.VR;

/**
 * Synthetic objects of invented people: every kind of object with every person, two studies each,
 * in every transfer syntax that lays out a data set in a way of its own, with identifiers wherever
 * files have them.
 */
final class PlantedCorpus {

  static final int OBJECTS = 40;

  /** What every original UID begins with. */
  static final String UID_ROOT = "1.2.826.0.1.3680043.99.7.";

  /** Of every frame, in pixels. */
  private static final int SIDE = 64;

  private static final int DAYS_BETWEEN_STUDIES = 31;

  /** Kinds of objects, in the order in which they are made. */
  enum Kind {
    CT("1.2.840.10008.5.1.4.1.1.2", "CT", true),
    MR("1.2.840.10008.5.1.4.1.1.4", "MR", true),
    US("1.2.840.10008.5.1.4.1.1.6.1", "US", true),
    CR("1.2.840.10008.5.1.4.1.1.1", "CR", true),
    SC("1.2.840.10008.5.1.4.1.1.7", "OT", true),
    SR("1.2.840.10008.5.1.4.1.1.88.33", "SR", false),
    RTPLAN("1.2.840.10008.5.1.4.1.1.481.5", "RTPLAN", false),
    PDF("1.2.840.10008.5.1.4.1.1.104.1", "DOC", false),
    ENHANCED_MR("1.2.840.10008.5.1.4.1.1.4.1", "MR", true),
    PRESENTATION("1.2.840.10008.5.1.4.1.1.11.1", "PR", false);

    final String sopClass;
    final String modality;
    final boolean pixels;

    Kind(String sopClass, String modality, boolean pixels) {
      this.sopClass = sopClass;
      this.modality = modality;
      this.pixels = pixels;
    }
  }

  /** An object of the corpus; (0020,0013) holds its number, which every profile keeps. */
  record Planted(int number, Path file, Person person, Kind kind, int study) {

    String instanceUid() {
      return uid(person, "3." + number);
    }

    /** The object that this one refers to, of the same person. */
    int referred() {
      return number < 8 ? number : number - 8;
    }
  }

  private PlantedCorpus() {}

  static String uid(Person person, String tail) {
    return UID_ROOT + (int) person.letter() + "." + tail;
  }

  static List<Planted> make(Path folder) throws IOException {
    Files.createDirectories(folder);
    List<Planted> made = new ArrayList<>();
    for (int number = 0; number < OBJECTS; number++) {
      Person person = Person.ALL.get(number % Person.ALL.size());
      Kind kind = Kind.values()[(number + number / 10) % Kind.values().length];
      String name = person.family().replace(' ', '_') + "_" + person.given() + "_" + number;
      Planted planted =
          new Planted(number, folder.resolve(name + ".dcm"), person, kind, number / 8 % 2);
      Files.write(planted.file(), bytes(planted));
      made.add(planted);
    }
    return made;
  }

  private static TransferSyntax syntax(Planted planted) {
    if (planted.kind() == Kind.US) {
      return TransferSyntax.of("1.2.840.10008.1.2.5").orElseThrow();
    }
    return switch (planted.number() * 7 % 5) {
      case 0 -> TransferSyntax.IMPLICIT_LITTLE_ENDIAN;
      case 1 -> TransferSyntax.EXPLICIT_BIG_ENDIAN;
      case 2 -> TransferSyntax.DEFLATED;
      default -> TransferSyntax.EXPLICIT_LITTLE_ENDIAN;
    };
  }

  static byte[] bytes(Planted planted) throws IOException {
    TransferSyntax syntax = syntax(planted);
    DicomBuilder object =
        planted.number() % 3 == 0
            ? DicomBuilder.ofUndefinedLengths(syntax)
            : DicomBuilder.of(syntax);
    object.put(Tag.SPECIFIC_CHARACTER_SET, planted.person().terms().toArray(String[]::new));
    patient(object, planted.person());
    study(object, planted);
    new PlantedDetails(planted).into(object);
    new PlantedHidingPlaces(planted.person()).into(object);
    if (planted.kind().pixels) {
      pixels(object, planted);
    }
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    object.write(file, "1.2.3.4", "TEST");
    return withSource(file.toByteArray(), planted.person());
  }

  private static void patient(DicomBuilder object, Person person) {
    object
        .put(Tag.PATIENT_NAME, person.name())
        .put(Tag.PATIENT_ID, person.id())
        .put(0x00100021, person.hospital())
        .put(0x00100030, person.birthDate())
        .put(0x00100032, "071500")
        .put(0x00100040, person.letter() % 2 == 0 ? "M" : "F")
        .put(0x00101000, person.otherId(), person.id())
        .put(0x00101001, person.name())
        .put(0x00101005, person.family() + "^" + person.relative())
        .put(0x00101010, person.age())
        .put(0x00101020, "1.72")
        .put(0x00101030, "70.5")
        .put(0x00101040, "17 " + person.street() + " Lane")
        .put(0x00101060, person.relative() + "^" + person.given())
        .put(0x00101090, "Shelf " + person.otherId())
        .put(0x00102154, person.phone())
        .put(0x00102160, person.ethnicity())
        .put(0x00102180, person.occupation())
        .put(0x001021B0, person.typed(2))
        .put(0x00104000, person.typed(5));
  }

  private static void study(DicomBuilder object, Planted planted) {
    Person person = planted.person();
    int number = planted.number();
    object
        .put(Tag.SOP_CLASS_UID, planted.kind().sopClass)
        .put(Tag.SOP_INSTANCE_UID, planted.instanceUid())
        .put(Tag.STUDY_INSTANCE_UID, uid(person, "1." + planted.study()))
        .put(Tag.SERIES_INSTANCE_UID, uid(person, "2." + planted.study() + "." + number % 2))
        .put(0x00200052, uid(person, "4." + planted.study()))
        .put(0x00080020, date(planted, 0))
        .put(0x00080021, date(planted, 0))
        .put(0x00080022, date(planted, 1))
        .put(0x00080023, date(planted, 1))
        .put(0x0008002A, date(planted, 1) + "101500.250")
        .put(0x00080030, "101112")
        .put(0x00080031, "101213")
        .put(0x00080032, "101314.5")
        .put(0x00080050, person.accession())
        .put(0x00080060, planted.kind().modality)
        .put(0x00080070, "ACME Imaging")
        .put(0x00080080, person.hospital() + " Hospital")
        .put(0x00080081, "17 " + person.street() + " Lane\r\n" + person.hospital())
        .put(0x00080090, person.referring())
        .put(0x00081010, person.station())
        .put(0x00081030, person.typed(number))
        .put(0x0008103E, person.typed(number + 3))
        .put(0x00081050, person.referring(), person.operator())
        .put(0x00081070, person.operator())
        .put(0x00082111, person.typed(number + 6))
        .put(0x00181000, person.serial())
        .put(0x00181030, "Abdomen routine")
        .put(0x00200010, "ST" + person.otherId())
        .put(0x00200013, Integer.toString(number))
        .put(0x00204000, person.typed(number + 1))
        .put(0x00321032, person.referring())
        .put(0x00321060, VR.UN, person.typed(7).getBytes(StandardCharsets.ISO_8859_1))
        .put(0x00380010, "ADM" + person.otherId())
        .put(0x00400244, date(planted, 0))
        .put(0x00400254, person.typed(number + 9))
        .put(0x00400280, person.typed(number + 4));
    reference(object, planted);
    object.sequence(
        0x00400275,
        request ->
            request
                .put(0x00080050, person.accession())
                .put(0x00400007, person.typed(number + 2))
                .put(0x00401001, person.accession())
                .put(0x00401002, person.typed(number + 8)));
  }

  private static void reference(DicomBuilder object, Planted planted) {
    object.sequence(
        0x00081140,
        item ->
            item.put(0x00081150, Kind.CT.sopClass)
                .put(0x00081155, uid(planted.person(), "3." + planted.referred())));
  }

  static String date(Planted planted, int daysLater) {
    int day = planted.study() * DAYS_BETWEEN_STUDIES + daysLater;
    return java.time.LocalDate.of(2019, 12, 24)
        .plusDays(day)
        .format(java.time.format.DateTimeFormatter.BASIC_ISO_DATE);
  }

  /** An even slope, in which nobody can read anything. */
  private static void pixels(DicomBuilder object, Planted planted) {
    int frames = planted.kind() == Kind.ENHANCED_MR ? 4 : 1;
    object
        .put(0x00180050, "2.5")
        .put(0x00200032, "-10.5", "20", "30.25")
        .put(0x00200037, "1", "0", "0", "0", "1", "0")
        .put(Tag.SAMPLES_PER_PIXEL, VR.US, 1)
        .put(Tag.PHOTOMETRIC_INTERPRETATION, "MONOCHROME2")
        .put(Tag.NUMBER_OF_FRAMES, VR.IS, frames)
        .put(Tag.ROWS, VR.US, SIDE)
        .put(Tag.COLUMNS, VR.US, SIDE)
        .put(0x00280030, "0.5", "0.5")
        .put(Tag.BITS_ALLOCATED, VR.US, 16)
        .put(Tag.BITS_STORED, VR.US, 12)
        .put(Tag.HIGH_BIT, VR.US, 11)
        .put(Tag.PIXEL_REPRESENTATION, VR.US, 0)
        .put(0x00281050, "2048")
        .put(0x00281051, "4096");
    if (planted.kind() == Kind.US) {
      object.encapsulated(List.of(runLengths(planted)));
    } else {
      boolean bigEndian = object.dataSet().encoding().isBigEndian();
      ByteBuffer pixels =
          ByteBuffer.allocate(SIDE * SIDE * 2 * frames)
              .order(bigEndian ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
      for (int frame = 0; frame < frames; frame++) {
        for (int pixel = 0; pixel < SIDE * SIDE; pixel++) {
          pixels.putShort((short) shade(planted, frame, pixel / SIDE, pixel % SIDE));
        }
      }
      object.put(Tag.PIXEL_DATA, VR.OW, pixels.array());
    }
  }

  /** Of 12 bits; no two objects and no two frames are alike. */
  private static int shade(Planted planted, int frame, int row, int column) {
    return 100 * frame + 10 * planted.number() + 24 * row + 16 * column;
  }

  /** A frame of RLE (PS3.5 G): the high bytes, then the low ones, each row as it is. */
  private static byte[] runLengths(Planted planted) {
    int segment = SIDE * (1 + SIDE);
    ByteBuffer frame = ByteBuffer.allocate(64 + 2 * segment).order(ByteOrder.LITTLE_ENDIAN);
    frame.putInt(2).putInt(64).putInt(64 + segment).position(64);
    for (int shift : new int[] {8, 0}) {
      for (int row = 0; row < SIDE; row++) {
        frame.put((byte) (SIDE - 1));
        for (int column = 0; column < SIDE; column++) {
          frame.put((byte) (shade(planted, 0, row, column) >> shift));
        }
      }
    }
    return frame.array();
  }

  /** With a name in the preamble, and who sent it in the file meta information (PS3.10 7.1). */
  private static byte[] withSource(byte[] file, Person person) {
    ByteArrayOutputStream added = new ByteArrayOutputStream();
    shortElement(added, 0x0016, "AE", person.station());
    shortElement(added, 0x0100, "UI", UID_ROOT + "5");
    byte[] who = even(person.family() + " " + person.given());
    added.writeBytes(new byte[] {2, 0, 2, 1, 'O', 'B', 0, 0});
    added.writeBytes(
        ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(who.length).array());
    added.writeBytes(who);
    ByteBuffer meta = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    int length = meta.getInt(140);
    int end = 144 + length;
    meta.putInt(140, length + added.size());
    System.arraycopy(who, 0, file, 0, Math.min(who.length, 128));
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    whole.write(file, 0, end);
    whole.writeBytes(added.toByteArray());
    whole.write(file, end, file.length - end);
    return whole.toByteArray();
  }

  private static void shortElement(ByteArrayOutputStream out, int element, String vr, String text) {
    byte[] value = even(text);
    out.writeBytes(
        new byte[] {
          2,
          0,
          (byte) element,
          (byte) (element >> 8),
          (byte) vr.charAt(0),
          (byte) vr.charAt(1),
          (byte) value.length,
          0
        });
    out.writeBytes(value);
  }

  static byte[] even(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return bytes.length % 2 == 0 ? bytes : Arrays.copyOf(bytes, bytes.length + 1);
  }
}
