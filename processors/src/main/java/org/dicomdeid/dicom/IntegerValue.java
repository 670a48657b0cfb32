/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.dicom;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.OptionalInt;

/** Reads the first value of an element that holds integers. */
final class IntegerValue {

  private static final int LIMIT = 64 * 1024;

  private IntegerValue() {}

  static OptionalInt first(Element element, boolean bigEndian) throws IOException {
    VR vr = element.vr();
    if (vr == VR.UN) {
      vr = Dictionary.standard().vrOf(element.tag());
    }
    if (vr == VR.IS) {
      return parse(TextValues.split(element.bytes(LIMIT)).get(0));
    }
    boolean wide = vr == VR.UL || vr == VR.SL;
    if ((vr != VR.US && vr != VR.SS && !wide) || element.length() < (wide ? 4 : 2)) {
      return OptionalInt.empty();
    }
    ByteBuffer value =
        ByteBuffer.wrap(element.bytes(LIMIT))
            .order(bigEndian ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    if (wide) {
      int number = value.getInt();
      return vr == VR.UL && number < 0 ? OptionalInt.empty() : OptionalInt.of(number);
    }
    short number = value.getShort();
    return OptionalInt.of(vr == VR.US ? Short.toUnsignedInt(number) : number);
  }

  private static OptionalInt parse(String text) {
    try {
      return OptionalInt.of(Integer.parseInt(text));
    } catch (NumberFormatException e) {
      return OptionalInt.empty();
    }
  }
}
