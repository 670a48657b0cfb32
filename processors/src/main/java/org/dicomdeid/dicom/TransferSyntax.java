/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.dicom;

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
}
