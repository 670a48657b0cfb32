/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.dicom;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes of data sets as the standard does not allow them, laid out by hand. Little endian. */
final class Raw {

  static final String EXPLICIT = "1.2.840.10008.1.2.1";
  static final String IMPLICIT = "1.2.840.10008.1.2";
  static final String RLE = "1.2.840.10008.1.2.5";
  static final long UNDEFINED = 0xFFFFFFFFL;

  private Raw() {}

  /** A preamble, a prefix, file meta information that names this transfer syntax, and a body. */
  static byte[] part10(String transferSyntax, byte[]... body) {
    FileMeta meta = FileMeta.of("1.2", "1.2.3", transferSyntax, "1.2.4", "TEST");
    return MadeFiles.join(meta.bytes(), MadeFiles.join(body));
  }

  static byte[] explicit(int tag, String vr, byte[] value) {
    byte[] header = new byte[12];
    int size =
        ElementHeaderWriter.put(
            header, 0, Encoding.EXPLICIT_LITTLE_ENDIAN, tag, VR.valueOf(vr), value.length);
    return MadeFiles.join(Arrays.copyOf(header, size), value);
  }

  static byte[] explicit(int tag, String vr, String value) {
    return explicit(tag, vr, value.getBytes(StandardCharsets.US_ASCII));
  }

  /** An explicit header alone, with a length that need not be true. */
  static byte[] explicitHeader(int tag, String vr, long length) {
    byte[] header = new byte[12];
    int size =
        ElementHeaderWriter.put(
            header, 0, Encoding.EXPLICIT_LITTLE_ENDIAN, tag, VR.valueOf(vr), length);
    return Arrays.copyOf(header, size);
  }

  static byte[] implicit(int tag, byte[] value) {
    return MadeFiles.join(implicitHeader(tag, value.length), value);
  }

  static byte[] implicit(int tag, String value) {
    return implicit(tag, value.getBytes(StandardCharsets.US_ASCII));
  }

  static byte[] implicitHeader(int tag, long length) {
    byte[] header = new byte[8];
    ElementHeaderWriter.put(header, 0, Encoding.IMPLICIT_LITTLE_ENDIAN, tag, VR.UN, length);
    return header;
  }

  static byte[] item(byte[]... content) {
    byte[] all = MadeFiles.join(content);
    return MadeFiles.join(itemHeader(all.length), all);
  }

  static byte[] itemHeader(long length) {
    return implicitHeader(Tag.ITEM, length);
  }

  static byte[] itemEnd() {
    return implicitHeader(Tag.ITEM_DELIMITATION, 0);
  }

  static byte[] sequenceEnd() {
    return implicitHeader(Tag.SEQUENCE_DELIMITATION, 0);
  }
}
