/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.dicom;

import java.util.Optional;
import java.util.Set;

/** What a transfer syntax UID says of the layout of a data set (PS3.5 annex A). */
public record TransferSyntax(
    String uid, Encoding encoding, boolean deflated, boolean encapsulated) {

  public static final TransferSyntax IMPLICIT_LITTLE_ENDIAN =
      new TransferSyntax("1.2.840.10008.1.2", Encoding.IMPLICIT_LITTLE_ENDIAN, false, false);
  public static final TransferSyntax EXPLICIT_LITTLE_ENDIAN =
      new TransferSyntax("1.2.840.10008.1.2.1", Encoding.EXPLICIT_LITTLE_ENDIAN, false, false);
  public static final TransferSyntax DEFLATED =
      new TransferSyntax("1.2.840.10008.1.2.1.99", Encoding.EXPLICIT_LITTLE_ENDIAN, true, false);
  public static final TransferSyntax EXPLICIT_BIG_ENDIAN =
      new TransferSyntax("1.2.840.10008.1.2.2", Encoding.EXPLICIT_BIG_ENDIAN, false, false);

  private static final String ENCAPSULATED = "1.2.840.10008.1.2.4.";

  /** JPIP Referenced Deflate, for JPEG 2000 and for HTJ2K. */
  private static final Set<String> REFERENCED_DEFLATED =
      Set.of("1.2.840.10008.1.2.4.95", "1.2.840.10008.1.2.4.205");

  /** JPIP Referenced: pixel data stay with a server. */
  private static final Set<String> REFERENCED =
      Set.of("1.2.840.10008.1.2.4.94", "1.2.840.10008.1.2.4.204");

  /**
   * The transfer syntax with this UID (PS3.6 annex A); empty when it is private, retired without a
   * layout of its own, or not for files.
   */
  public static Optional<TransferSyntax> of(String uid) {
    return Optional.ofNullable(
        switch (uid) {
          case "1.2.840.10008.1.2" -> IMPLICIT_LITTLE_ENDIAN;
          case "1.2.840.10008.1.2.1" -> EXPLICIT_LITTLE_ENDIAN;
          case "1.2.840.10008.1.2.1.99" -> DEFLATED;
          case "1.2.840.10008.1.2.2" -> EXPLICIT_BIG_ENDIAN;
          // Encapsulated Uncompressed, Deflated Image Frame Compression, RLE Lossless.
          case "1.2.840.10008.1.2.1.98", "1.2.840.10008.1.2.8.1", "1.2.840.10008.1.2.5" ->
              new TransferSyntax(uid, Encoding.EXPLICIT_LITTLE_ENDIAN, false, true);
          default -> ofImage(uid);
        });
  }

  private static TransferSyntax ofImage(String uid) {
    if (!uid.startsWith(ENCAPSULATED) || !isNumber(uid, ENCAPSULATED.length())) {
      return null;
    }
    boolean deflated = REFERENCED_DEFLATED.contains(uid);
    return new TransferSyntax(
        uid, Encoding.EXPLICIT_LITTLE_ENDIAN, deflated, !deflated && !REFERENCED.contains(uid));
  }

  private static boolean isNumber(String text, int from) {
    return text.length() > from
        && text.length() <= from + 3
        && text.chars().skip(from).allMatch(c -> c >= '0' && c <= '9');
  }

  /** This syntax for a data set that is laid out otherwise than its UID says. */
  TransferSyntax foundAs(Encoding found) {
    if (found == encoding) {
      return this;
    }
    if (encapsulated || deflated) {
      return new TransferSyntax(uid, found, deflated, encapsulated);
    }
    return ofEncoding(found);
  }

  static TransferSyntax ofEncoding(Encoding encoding) {
    return switch (encoding) {
      case IMPLICIT_LITTLE_ENDIAN -> IMPLICIT_LITTLE_ENDIAN;
      case EXPLICIT_LITTLE_ENDIAN -> EXPLICIT_LITTLE_ENDIAN;
      case EXPLICIT_BIG_ENDIAN -> EXPLICIT_BIG_ENDIAN;
    };
  }
}
