/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.codec;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** JP2 files around a codestream, with a note in them that no decoder needs. */
final class Jp2Files {

  private Jp2Files() {}

  static byte[] around(byte[] codestream) {
    ByteBuffer file = ByteBuffer.allocate(codestream.length + 200);
    box(file, "jP  ", new byte[] {0x0D, 0x0A, (byte) 0x87, 0x0A});
    box(file, "ftyp", "jp2 \0\0\0\0jp2 ".getBytes(StandardCharsets.ISO_8859_1));
    box(file, "xml ", "<note>DOE^JOHN</note>".getBytes(StandardCharsets.ISO_8859_1));
    box(file, "jp2c", codestream);
    byte[] bytes = new byte[file.position()];
    file.flip().get(bytes);
    return bytes;
  }

  private static void box(ByteBuffer file, String type, byte[] content) {
    file.putInt(8 + content.length);
    file.put(type.getBytes(StandardCharsets.ISO_8859_1));
    file.put(content);
  }
}
