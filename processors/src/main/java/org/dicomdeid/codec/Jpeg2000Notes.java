/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.codec;

import java.util.List;
import jj2000.j2k.util.MsgLogger;

/**
 * Takes JJ2000's messages, which would go to the console, and remembers one that tells of damage.
 */
final class Jpeg2000Notes implements MsgLogger {

  /** Beginnings of warnings over what a sound stream may hold. */
  private static final List<String> HARMLESS =
      List.of(
          "Information in CRG", "COM marker", "PLM marker", "PLT marker", "Header of tile-part");

  private boolean damaged;

  boolean damaged() {
    return damaged;
  }

  @Override
  public void printmsg(int severity, String message) {
    if (severity >= WARNING && HARMLESS.stream().noneMatch(message::startsWith)) {
      damaged = true;
    }
  }

  @Override
  public void println(String text, int firstIndent, int indent) {}

  @Override
  public void flush() {}
}
