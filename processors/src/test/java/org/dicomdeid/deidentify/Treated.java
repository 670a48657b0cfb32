/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.deidentify;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.dicomdeid.dicom.DataSet;
import org.dicomdeid.dicom.DicomBuilder;
import org.dicomdeid.dicom.DicomObject;
import org.dicomdeid.dicom.DicomReader;
import org.dicomdeid.dicom.DicomSink;
import org.dicomdeid.dicom.DicomWriter;
import org.dicomdeid.dicom.FileMeta;
import org.dicomdeid.dicom.Limits;
import org.dicomdeid.dicom.MemorySource;
import org.dicomdeid.dicom.OutputSink;
import org.dicomdeid.dicom.Tag;
import org.dicomdeid.dicom.TransferSyntax;
import org.dicomdeid.profile.Profile;
import org.dicomdeid.profile.ProfileException;
import org.dicomdeid.profile.Profiles;

/**
 * An object as it would be written.
 *
 * @param leak whether the leak check would refuse it
 */
@SuppressWarnings("ArrayRecordComponent")
record Treated(byte[] bytes, boolean leak) {

  private static final String CT = "1.2.840.10008.5.1.4.1.1.2";
  private static final Deidentifier DEIDENTIFIER =
      new Deidentifier(new TextCleaner(Vocabulary.standard()), new byte[32]);

  /** An object of explicit little endian that says what it is. */
  static DicomBuilder object() {
    return object(TransferSyntax.EXPLICIT_LITTLE_ENDIAN);
  }

  static DicomBuilder object(TransferSyntax syntax) {
    return DicomBuilder.of(syntax)
        .put(Tag.SOP_CLASS_UID, CT)
        .put(Tag.SOP_INSTANCE_UID, "1.2.3.4.5.6.7.8.9");
  }

  static byte[] file(DicomBuilder object) throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    object.write(file, "1.2.3.4", "TEST");
    return file.toByteArray();
  }

  static Treated of(DicomBuilder object, Profile profile) throws IOException {
    return of(file(object), profile);
  }

  static Treated byHipaa(DicomBuilder object) throws IOException, ProfileException {
    return of(object, Profiles.load("hipaa"));
  }

  static Treated of(byte[] file, Profile profile) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (DicomObject object = DicomReader.read(new MemorySource(file), profile.limits())) {
      Deidentified done = DEIDENTIFIER.apply(object, profile);
      LeakSearch.Scanner leaks = done.leakSearch().scanner();
      DicomSink observer =
          new DicomSink() {
            @Override
            public void header(byte[] bytes, int offset, int length) {
              leaks.accept(bytes, offset, length);
            }

            @Override
            public void bulk(byte[] bytes, int offset, int length) {}
          };
      String instance = object.dataSet().string(Tag.SOP_INSTANCE_UID);
      FileMeta meta = FileMeta.of(CT, instance, object.transferSyntax().uid(), "1.2.3.4", "TEST");
      DicomWriter.write(object, meta, OutputSink.of(object.transferSyntax(), out, observer));
      return new Treated(out.toByteArray(), leaks.found());
    }
  }

  /** A profile that extends another by some lines of YAML. */
  static Profile profile(Path folder, String parent, String lines)
      throws IOException, ProfileException {
    String text = "profile: test\nversion: 1\nextends: " + parent + "\n" + lines;
    return Profiles.load(Files.writeString(folder.resolve("test.yaml"), text).toString());
  }

  DataSet dataSet() throws IOException {
    try (DicomObject object = DicomReader.read(new MemorySource(bytes), Limits.DEFAULT)) {
      return object.dataSet();
    }
  }

  String string(int tag) throws IOException {
    return dataSet().string(tag);
  }

  /** Whether the bytes of a text stand anywhere, in any case of ASCII letters. */
  boolean holds(String text) {
    String all = new String(bytes, StandardCharsets.ISO_8859_1).toLowerCase(java.util.Locale.ROOT);
    return all.contains(text.toLowerCase(java.util.Locale.ROOT));
  }

  /** An element in explicit little endian, whatever the standard says of it. */
  static byte[] element(int tag, String vr, byte[] value) {
    boolean wide = vr.matches("O.|UN|UT|UC|UR|SQ|SV|UV");
    byte[] bytes = new byte[(wide ? 12 : 8) + value.length];
    bytes[0] = (byte) (tag >>> 16);
    bytes[1] = (byte) (tag >>> 24);
    bytes[2] = (byte) tag;
    bytes[3] = (byte) (tag >>> 8);
    bytes[4] = (byte) vr.charAt(0);
    bytes[5] = (byte) vr.charAt(1);
    int at = wide ? 8 : 6;
    bytes[at] = (byte) value.length;
    bytes[at + 1] = (byte) (value.length >>> 8);
    System.arraycopy(value, 0, bytes, bytes.length - value.length, value.length);
    return bytes;
  }

  static byte[] element(int tag, String vr, String value) {
    byte[] text = value.getBytes(StandardCharsets.US_ASCII);
    return element(
        tag,
        vr,
        text.length % 2 == 0
            ? text
            : Arrays.copyOf((value + " ").getBytes(StandardCharsets.US_ASCII), text.length + 1));
  }

  static byte[] join(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }
}
