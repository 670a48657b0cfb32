/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.dicomdeid.dicom.DicomBuilder;
import org.dicomdeid.dicom.Dictionary;
import org.dicomdeid.dicom.Tag;
import org.dicomdeid.dicom.TransferSyntax;
import org.dicomdeid.dicom.VR;
import org.dicomdeid.pixel.Lettering;

/**
 * A synthetic study: three CT slices of a phantom, an ultrasound image with names burned in, a
 * structured report, and a file that breaks off. Nobody in it exists.
 */
final class DemoStudy {

  private static final String CT = "1.2.840.10008.5.1.4.1.1.2";
  private static final String US = "1.2.840.10008.5.1.4.1.1.6.1";
  private static final String BASIC_TEXT_SR = "1.2.840.10008.5.1.4.1.1.88.11";
  private static final String ROOT = "2.25.88442211";
  private static final String IMPLEMENTATION = "2.25.88442200";
  private static final String PATIENT = "Example^Erika^Maria";
  private static final int SIDE = 128;
  private static final int SLICES = 3;
  private static final int WIDTH = 480;
  private static final int HEIGHT = 360;

  private DemoStudy() {}

  /**
   * Writes the study; the first file is a CT slice, the second last the report, the last broken.
   */
  static List<Path> write(Path folder) throws IOException {
    Files.createDirectories(folder);
    Path[] files = new Path[SLICES + 3];
    for (int i = 0; i < SLICES; i++) {
      files[i] = folder.resolve("slice" + (i + 1) + ".dcm");
      slice(i + 1).write(files[i], IMPLEMENTATION, "DEMO");
    }
    files[SLICES] = folder.resolve("ultrasound.dcm");
    ultrasound().write(files[SLICES], IMPLEMENTATION, "DEMO");
    files[SLICES + 1] = folder.resolve("report.dcm");
    report().write(files[SLICES + 1], IMPLEMENTATION, "DEMO");
    files[SLICES + 2] = folder.resolve("broken.dcm");
    byte[] whole = Files.readAllBytes(files[0]);
    Files.write(files[SLICES + 2], Arrays.copyOf(whole, whole.length / 2));
    return List.of(files);
  }

  private static DicomBuilder slice(int number) {
    DicomBuilder slice = common(CT, "CT", "2", 10 + number);
    put(slice, "ImageType", "ORIGINAL", "PRIMARY", "AXIAL");
    put(slice, "SeriesDescription", "Thorax axial 5 mm, Erika Example");
    put(slice, "ProtocolName", "Thorax routine");
    put(slice, "KVP", "120");
    put(slice, "SliceThickness", "5");
    put(slice, "ImagePositionPatient", "-160", "-160", Integer.toString(-5 * number));
    put(slice, "ImageOrientationPatient", "1", "0", "0", "0", "1", "0");
    put(slice, "PixelSpacing", "2.5", "2.5");
    put(slice, "FrameOfReferenceUID", ROOT + ".9");
    put(slice, "InstanceNumber", Integer.toString(number));
    slice.sequence(
        tag("RequestAttributesSequence"),
        request -> {
          put(request, "RequestedProcedureID", "RP-77120");
          put(request, "ScheduledProcedureStepID", "SPS-77120");
          put(request, "RequestedProcedureDescription", "CT thorax for Mrs Example");
        });
    slice.put(0x00290010, VR.LO, "DEMO VENDOR 1.0");
    slice.put(0x00291001, VR.LO, "Operator: J. Sample, patient EX-4711");
    image(slice, number);
    return slice;
  }

  private static void image(DicomBuilder slice, int number) {
    put(slice, "PhotometricInterpretation", "MONOCHROME2");
    put(slice, "RescaleIntercept", "-1024");
    put(slice, "RescaleSlope", "1");
    put(slice, "WindowCenter", "40");
    put(slice, "WindowWidth", "400");
    slice.put(tag("SamplesPerPixel"), VR.US, 1);
    slice.put(tag("Rows"), VR.US, SIDE);
    slice.put(tag("Columns"), VR.US, SIDE);
    slice.put(tag("BitsAllocated"), VR.US, 16);
    slice.put(tag("BitsStored"), VR.US, 12);
    slice.put(tag("HighBit"), VR.US, 11);
    slice.put(tag("PixelRepresentation"), VR.US, 0);
    slice.put(Tag.PIXEL_DATA, VR.OW, phantom(number));
  }

  private static DicomBuilder ultrasound() {
    DicomBuilder image = common(US, "US", "4", 30);
    put(image, "ImageType", "ORIGINAL", "PRIMARY");
    put(image, "SeriesDescription", "Abdomen");
    put(image, "InstanceNumber", "1");
    put(image, "PhotometricInterpretation", "MONOCHROME2");
    image.put(tag("SamplesPerPixel"), VR.US, 1);
    image.put(tag("Rows"), VR.US, HEIGHT);
    image.put(tag("Columns"), VR.US, WIDTH);
    image.put(tag("BitsAllocated"), VR.US, 8);
    image.put(tag("BitsStored"), VR.US, 8);
    image.put(tag("HighBit"), VR.US, 7);
    image.put(tag("PixelRepresentation"), VR.US, 0);
    image.put(Tag.PIXEL_DATA, VR.OB, sector());
    return image;
  }

  /** Speckle in a sector, with a patient's name, a number and a date above it. */
  private static byte[] sector() {
    byte[] pixels = new byte[HEIGHT * WIDTH];
    Random speckle = new Random(4711);
    for (int row = 60; row < HEIGHT - 20; row++) {
      for (int column = 0; column < WIDTH; column++) {
        double depth = Math.hypot(row - 40, column - WIDTH / 2.0);
        boolean inside = depth < 300 && Math.abs(column - WIDTH / 2.0) < 0.8 * (row - 40);
        int grey = (int) (40 + 50 * Math.abs(Math.sin(depth / 45)) + 25 * speckle.nextGaussian());
        pixels[row * WIDTH + column] = (byte) (inside ? Math.max(5, Math.min(grey, 200)) : 0);
      }
    }
    Lettering.Ink white = (row, column) -> pixels[row * WIDTH + column] = (byte) 255;
    Lettering.draw("EXAMPLE ERIKA", 8, 8, 2, white);
    Lettering.draw("ID EX-4711", 30, 8, 2, white);
    Lettering.draw("05.03.2024", 8, 340, 2, white);
    Lettering.draw("R", 30, 450, 2, white);
    return pixels;
  }

  /** A disc of soft tissue with a gradient and two denser discs, in air; 12 bits in 16. */
  private static byte[] phantom(int number) {
    ByteBuffer pixels = ByteBuffer.allocate(2 * SIDE * SIDE).order(ByteOrder.LITTLE_ENDIAN);
    for (int row = 0; row < SIDE; row++) {
      for (int column = 0; column < SIDE; column++) {
        int value = 24;
        if (isInDisc(row, column, 64, 64, 56)) {
          value = 1024 + column / 2;
        }
        if (isInDisc(row, column, 56, 40, 10 + number) || isInDisc(row, column, 56, 88, 10)) {
          value = 1400;
        }
        pixels.putShort((short) value);
      }
    }
    return pixels.array();
  }

  private static boolean isInDisc(int row, int column, int centerRow, int center, int radius) {
    int down = row - centerRow;
    int right = column - center;
    return down * down + right * right <= radius * radius;
  }

  private static DicomBuilder report() {
    DicomBuilder report = common(BASIC_TEXT_SR, "SR", "3", 20);
    put(report, "SeriesDescription", "Report");
    put(report, "InstanceNumber", "1");
    put(report, "CompletionFlag", "COMPLETE");
    put(report, "VerificationFlag", "UNVERIFIED");
    put(report, "ValueType", "CONTAINER");
    put(report, "ContinuityOfContent", "SEPARATE");
    report.sequence(
        tag("ConceptNameCodeSequence"), item -> code(item, "18748-4", "LN", "Imaging Report"));
    report.sequence(
        tag("ContentSequence"),
        item -> {
          put(item, "RelationshipType", "HAS OBS CONTEXT");
          put(item, "ValueType", "PNAME");
          item.sequence(
              tag("ConceptNameCodeSequence"),
              name -> code(name, "121008", "DCM", "Person Observer Name"));
          put(item, "PersonName", "Sample^Jonas^^Dr.");
        },
        item -> {
          put(item, "RelationshipType", "CONTAINS");
          put(item, "ValueType", "TEXT");
          item.sequence(
              tag("ConceptNameCodeSequence"), name -> code(name, "121071", "DCM", "Finding"));
          put(
              item,
              "TextValue",
              "Erika Example, seen on 2024-03-05: nodule of 8 mm in the left upper lobe. Dr Sample");
        });
    return report;
  }

  private static void code(DicomBuilder item, String value, String scheme, String meaning) {
    put(item, "CodeValue", value);
    put(item, "CodingSchemeDesignator", scheme);
    put(item, "CodeMeaning", meaning);
  }

  private static DicomBuilder common(
      String sopClass, String modality, String series, int instance) {
    DicomBuilder object = DicomBuilder.of(TransferSyntax.EXPLICIT_LITTLE_ENDIAN);
    put(object, "SpecificCharacterSet", "ISO_IR 100");
    put(object, "SOPClassUID", sopClass);
    put(object, "SOPInstanceUID", ROOT + "." + instance);
    put(object, "StudyInstanceUID", ROOT + ".1");
    put(object, "SeriesInstanceUID", ROOT + "." + series);
    put(object, "Modality", modality);
    put(object, "Manufacturer", "Demo Imaging");
    put(object, "InstitutionName", "Example General Hospital");
    put(object, "InstitutionAddress", "1 Sample Street, Exampleton");
    put(object, "ReferringPhysicianName", "Sample^Jonas^^Dr.");
    put(object, "OperatorsName", "Muster^Max");
    put(object, "StudyDescription", "CT thorax, Erika Example, tel 555-0100");
    put(object, "StudyDate", "20240305");
    put(object, "SeriesDate", "20240305");
    put(object, "ContentDate", "20240305");
    put(object, "StudyTime", "101500");
    put(object, "ContentTime", "101700");
    put(object, "AccessionNumber", "ACC-20240305-17");
    put(object, "StudyID", "4711");
    put(object, "SeriesNumber", series);
    put(object, "PatientName", PATIENT);
    put(object, "PatientID", "EX-4711");
    put(object, "OtherPatientNames", "Beispiel^Erika");
    put(object, "PatientAddress", "2 Sample Street, Exampleton");
    put(object, "PatientBirthDate", "19610214");
    put(object, "PatientSex", "F");
    put(object, "PatientAge", "063Y");
    put(object, "PatientWeight", "71");
    put(object, "EthnicGroup", "Example");
    put(object, "Occupation", "Teacher at Example School");
    return object;
  }

  private static void put(DicomBuilder object, String keyword, String... values) {
    object.put(tag(keyword), values);
  }

  private static int tag(String keyword) {
    return Dictionary.standard().tagOf(keyword).orElseThrow();
  }
}
