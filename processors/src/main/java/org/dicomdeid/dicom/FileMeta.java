/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.dicom;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * A preamble of zeros, the prefix, and new file meta information with nothing in it but what is
 * given here (PS3.10 7.1).
 */
public final class FileMeta {

  private static final int PREAMBLE = 128;

  private final byte[] bytes;

  private FileMeta(byte[] bytes) {
    this.bytes = bytes;
  }

  /** File meta information of version 1 with these values, which must be ASCII. */
  public static FileMeta of(
      String sopClassUid,
      String sopInstanceUid,
      String transferSyntaxUid,
      String implementationClassUid,
      String implementationVersionName) {
    ByteArrayOutputStream group = new ByteArrayOutputStream(256);
    put(group, 0x0001, VR.OB, new byte[] {0, 1});
    put(group, 0x0002, VR.UI, text(sopClassUid, VR.UI));
    put(group, 0x0003, VR.UI, text(sopInstanceUid, VR.UI));
    put(group, 0x0010, VR.UI, text(transferSyntaxUid, VR.UI));
    put(group, 0x0012, VR.UI, text(implementationClassUid, VR.UI));
    put(group, 0x0013, VR.SH, text(implementationVersionName, VR.SH));
    ByteArrayOutputStream all = new ByteArrayOutputStream(512);
    all.writeBytes(new byte[PREAMBLE]);
    all.writeBytes(new byte[] {'D', 'I', 'C', 'M'});
    int length = group.size();
    put(
        all,
        0x0000,
        VR.UL,
        new byte[] {
          (byte) length, (byte) (length >>> 8), (byte) (length >>> 16), (byte) (length >>> 24)
        });
    all.writeBytes(group.toByteArray());
    return new FileMeta(all.toByteArray());
  }

  /** Preamble, prefix and group 0002. */
  public byte[] bytes() {
    return bytes.clone();
  }

  void writeTo(DicomSink sink) throws IOException {
    sink.header(bytes, 0, bytes.length);
  }

  private static byte[] text(String value, VR vr) {
    return Padding.even(value.getBytes(StandardCharsets.US_ASCII), vr);
  }

  private static void put(ByteArrayOutputStream out, int element, VR vr, byte[] value) {
    byte[] header = new byte[ElementHeaderWriter.LONGEST];
    int length =
        ElementHeaderWriter.put(
            header, 0, Encoding.EXPLICIT_LITTLE_ENDIAN, 0x00020000 | element, vr, value.length);
    out.write(header, 0, length);
    out.writeBytes(value);
  }
}
