/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.processor;

import org.apache.camel.spi.Metadata;

/** Headers that tell the steps after a de-identification what came of it. */
public final class DicomDeidConstants {

  @Metadata(
      label = "producer",
      description = "SHA-256 of the content that came in, 64 hexadecimal digits.",
      javaType = "String")
  public static final String INPUT_SHA256 = "DicomDeidInputSha256";

  @Metadata(
      label = "producer",
      description = "SHA-256 of the de-identified content, 64 hexadecimal digits.",
      javaType = "String")
  public static final String OUTPUT_SHA256 = "DicomDeidOutputSha256";

  @Metadata(
      label = "producer",
      description =
          "What came of the object: sanitized, queued (a destination that does not answer gets it"
              + " later), already-delivered (to all its destinations, nothing is left to do) or"
              + " quarantined; of an archive: unpacked; of a DICOMDIR: left-out.",
      javaType = "String")
  public static final String OUTCOME = "DicomDeidOutcome";

  @Metadata(
      label = "producer",
      description = "Code of the reason why the object was refused, such as truncated.",
      javaType = "String")
  public static final String REASON = "DicomDeidReason";

  @Metadata(
      label = "producer",
      description = "Number of the receipt in the log; absent when receipts are off.",
      javaType = "Long")
  public static final String RECEIPT_SEQUENCE = "DicomDeidReceiptSequence";

  @Metadata(
      label = "producer",
      description =
          "Endpoints that still have to receive the message, one direct:deliver-NAME for each"
              + " destination: a recipient list takes it as it is.",
      javaType = "java.util.List<String>")
  public static final String RECIPIENTS = "DicomDeidRecipients";

  @Metadata(
      label = "producer",
      description = "How many objects an archive that was unpacked had.",
      javaType = "Integer")
  public static final String OBJECTS = "DicomDeidObjects";

  @Metadata(
      label = "producer",
      description = "How many of the objects of an archive are held in quarantine.",
      javaType = "Integer")
  public static final String HELD = "DicomDeidHeld";

  static final String UNPACKED = "unpacked";
  static final String LEFT_OUT = "left-out";
  static final String QUEUED = "queued";
  static final String SANITIZED = "sanitized";
  static final String ALREADY_DELIVERED = "already-delivered";
  static final String QUARANTINED = "quarantined";

  private DicomDeidConstants() {}
}
