/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarUtils;

/** Kinds of archive, told by their first bytes and never by a name. */
public enum ArchiveKind {
  ZIP,
  TAR,
  GZIP;

  private static final int TAR_HEADER = 512;
  private static final int PREAMBLE = 128;
  private static final byte[] DICM = "DICM".getBytes(StandardCharsets.US_ASCII);

  /** The kind; empty when the file is none, or is DICOM whatever its preamble looks like. */
  public static Optional<ArchiveKind> of(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return of(in.readNBytes(TAR_HEADER));
    }
  }

  static Optional<ArchiveKind> of(byte[] start) {
    // PS3.10 7.1 leaves the preamble to anyone, so that a DICOM file may also begin as another.
    if (startsWith(start, PREAMBLE, DICM)) {
      return Optional.empty();
    }
    if (startsWith(start, 0, 'P', 'K', 3, 4)
        || startsWith(start, 0, 'P', 'K', 5, 6)
        || startsWith(start, 0, 'P', 'K', 7, 8)) {
      return Optional.of(ZIP);
    }
    if (startsWith(start, 0, 0x1f, 0x8b, 8)) {
      return Optional.of(GZIP);
    }
    return start.length == TAR_HEADER && start[0] != 0 && hasTarChecksum(start)
        ? Optional.of(TAR)
        : Optional.empty();
  }

  private static boolean hasTarChecksum(byte[] header) {
    try {
      return TarUtils.verifyCheckSum(header);
    } catch (IllegalArgumentException notInOctalDigits) {
      // The library throws where the place of the checksum holds no number, as in most other files.
      return false;
    }
  }

  private static boolean startsWith(byte[] start, int from, int... bytes) {
    byte[] wanted = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      wanted[i] = (byte) bytes[i];
    }
    return startsWith(start, from, wanted);
  }

  private static boolean startsWith(byte[] start, int from, byte[] wanted) {
    return start.length >= from + wanted.length
        && Arrays.equals(start, from, from + wanted.length, wanted, 0, wanted.length);
  }
}
