/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.it;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.dicomdeid.dicom.DicomBuilder;
import org.dicomdeid.dicom.FileMeta;
import org.dicomdeid.dicom.Tag;
import org.dicomdeid.dicom.TransferSyntax;
import org.dicomdeid.dicom.VR;

/** Files that must not be delivered, each with a person in it where there is room for one. */
final class BadFiles {

  private static final Person WHO = Person.ALL.get(0);
  private static final String CT = PlantedCorpus.Kind.CT.sopClass;
  private static final String EXPLICIT = TransferSyntax.EXPLICIT_LITTLE_ENDIAN.uid();
  private static final int DEEPER_THAN_ANY_LIMIT = 5_000;

  private BadFiles() {}

  /** Makes them; gives each file's reason code. */
  static Map<Path, String> make(Path folder) throws IOException {
    Files.createDirectories(folder);
    Map<String, byte[]> files = new LinkedHashMap<>();
    byte[] good = object(CT, "8.1");
    files.put("empty", new byte[0]);
    files.put("not-dicom text", ("Report of " + WHO.typed(0)).getBytes(UTF_8));
    files.put("not-dicom jpeg", jpeg());
    files.put("not-dicom noise", noise());
    files.put("truncated in pixels", Arrays.copyOf(good, good.length - 200));
    files.put("no-data-set", meta(CT, EXPLICIT));
    files.put("truncated by a huge length", hugeLength());
    files.put("unknown-transfer-syntax", join(meta(CT, "1.2.3.4.5.6"), body()));
    files.put("bad-deflate", join(meta(CT, TransferSyntax.DEFLATED.uid()), noise()));
    files.put("no-sop-class-uid", object("", "8.2"));
    files.put("no-sop-instance-uid", object(CT, ""));
    files.put("archive-damaged", Arrays.copyOf(zip(good), good.length / 2));
    files.put("archive-no-objects", zip(("Report of " + WHO.typed(0)).getBytes(UTF_8)));
    files.put("too-deep", join(meta(CT, EXPLICIT), nested(DEEPER_THAN_ANY_LIMIT)));
    return written(folder, files);
  }

  /** One of a megabyte of zeros and one nested twenty deep, for a profile of lower limits. */
  static Map<Path, String> makeForLowLimits(Path folder) throws IOException {
    Files.createDirectories(folder);
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put("inflates-too-large", join(meta(CT, TransferSyntax.DEFLATED.uid()), bomb()));
    files.put("too-deep", join(meta(CT, EXPLICIT), nested(20)));
    files.put("too-many-elements", join(meta(CT, EXPLICIT), body(), elements(600)));
    return written(folder, files);
  }

  private static Map<Path, String> written(Path folder, Map<String, byte[]> files)
      throws IOException {
    Map<Path, String> reasons = new LinkedHashMap<>();
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      Path path = folder.resolve(WHO.family() + " " + file.getKey());
      Files.write(path, file.getValue());
      reasons.put(path, file.getKey().split(" ", 2)[0]);
    }
    return reasons;
  }

  private static byte[] zip(byte[] content) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.setLevel(Deflater.NO_COMPRESSION);
      zip.putNextEntry(new ZipEntry(WHO.family()));
      zip.write(content);
    }
    return out.toByteArray();
  }

  private static byte[] object(String sopClass, String instance) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    DicomBuilder object = DicomBuilder.of(TransferSyntax.EXPLICIT_LITTLE_ENDIAN);
    if (!sopClass.isEmpty()) {
      object.put(Tag.SOP_CLASS_UID, sopClass);
    }
    if (!instance.isEmpty()) {
      object.put(Tag.SOP_INSTANCE_UID, PlantedCorpus.uid(WHO, instance));
    }
    object
        .put(Tag.PATIENT_NAME, WHO.name())
        .put(Tag.PATIENT_ID, WHO.id())
        .put(Tag.STUDY_INSTANCE_UID, PlantedCorpus.uid(WHO, "1.0"))
        .put(Tag.PIXEL_DATA, VR.OW, new byte[1000])
        .write(out, "1.2.3.4", "TEST");
    return out.toByteArray();
  }

  private static byte[] meta(String sopClass, String syntax) {
    return FileMeta.of(sopClass, PlantedCorpus.uid(WHO, "8.9"), syntax, "1.2.3.4", "TEST").bytes();
  }

  private static byte[] body() throws IOException {
    byte[] whole = object(CT, "8.3");
    int metaLength = meta(CT, EXPLICIT).length;
    // The instance UIDs are equally long, so the file meta information is.
    return Arrays.copyOfRange(whole, metaLength, whole.length - 1000 - 12);
  }

  private static byte[] hugeLength() throws IOException {
    byte[] name = {0x10, 0, 0x10, 0x40, 'U', 'T', 0, 0, -16, -1, -1, 0x7F};
    return join(meta(CT, EXPLICIT), body(), name, WHO.name().getBytes(US_ASCII));
  }

  private static byte[] nested(int depth) throws IOException {
    byte[] level = {
      0x54, 0, 0x16, 0, 'S', 'Q', 0, 0, -1, -1, -1, -1, -2, -1, 0, -32, -1, -1, -1, -1
    };
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(body());
    for (int i = 0; i < depth; i++) {
      out.writeBytes(level);
    }
    out.writeBytes(body());
    for (int i = 0; i < depth; i++) {
      out.writeBytes(new byte[] {-2, -1, 0x0D, -32, 0, 0, 0, 0, -2, -1, -35, -32, 0, 0, 0, 0});
    }
    return out.toByteArray();
  }

  private static byte[] elements(int count) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int i = 0; i < count; i++) {
      out.writeBytes(
          new byte[] {0x11, 0x40, (byte) i, (byte) (0x10 + (i >> 8)), 'L', 'O', 2, 0, 'X', 'Y'});
    }
    return out.toByteArray();
  }

  private static byte[] bomb() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (DeflaterOutputStream deflated =
        new DeflaterOutputStream(out, new Deflater(Deflater.BEST_COMPRESSION, true))) {
      deflated.write(body());
      deflated.write(new byte[] {-32, 0x7F, 0x10, 0, 'O', 'B', 0, 0, 0, 0, 0x40, 0});
      deflated.write(new byte[4 << 20]);
    }
    return out.toByteArray();
  }

  private static byte[] jpeg() {
    byte[] start = {-1, -40, -1, -32, 0, 16, 'J', 'F', 'I', 'F', 0, 1, 1, 0, 0, 1, 0, 1, 0, 0};
    return join(start, noise(), WHO.typed(1).getBytes(UTF_8));
  }

  private static byte[] noise() {
    byte[] noise = new byte[4096];
    new Random(11).nextBytes(noise);
    return noise;
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }
}
