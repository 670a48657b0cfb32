/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.receipt;

import java.io.IOException;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.tsp.ArchiveTimeStamp;
import org.bouncycastle.asn1.tsp.EvidenceRecord;
import org.bouncycastle.operator.bc.BcDigestCalculatorProvider;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.ers.ERSByteData;
import org.bouncycastle.tsp.ers.ERSEvidenceRecord;
import org.bouncycastle.tsp.ers.ERSException;

/**
 * The time stamp of a receipt as an RFC 4998 evidence record, which archives know how to keep and
 * to renew when algorithms or certificates age. The archived object is what was stamped: the
 * receipt's signature, or the checkpoint of the log that covers it.
 */
public final class EvidenceRecords {

  private EvidenceRecords() {}

  /**
   * What an archive keeps.
   *
   * @param record the evidence record, DER
   * @param object what it is about; its SHA-256 is what was stamped
   * @param isCheckpoint whether that is a checkpoint, and not a signature
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record Archived(byte[] record, byte[] object, boolean isCheckpoint) {}

  /**
   * Makes the record of a receipt file from the token that it brings along; asks nobody.
   *
   * @throws IOException when it is no receipt, or has no time stamp that belongs to it
   */
  public static Archived of(byte[] receiptJson) throws IOException {
    ReceiptFile receipt = ReceiptFile.parse(receiptJson);
    boolean own = receipt.token() != null;
    byte[] token = own || receipt.log() == null ? receipt.token() : receipt.log().token();
    if (token == null) {
      throw new IOException("the receipt has no time stamp yet");
    }
    byte[] object = own ? receipt.envelope().signature() : receipt.log().checkpoint().bytes();
    try {
      EvidenceRecord record =
          new EvidenceRecord(null, null, new ArchiveTimeStamp(ContentInfo.getInstance(token)));
      ERSEvidenceRecord checked = new ERSEvidenceRecord(record, new BcDigestCalculatorProvider());
      checked.validatePresent(new ERSByteData(object), Date.from(Instant.now()));
      return new Archived(record.getEncoded(ASN1Encoding.DER), object, !own);
    } catch (TSPException | ERSException | RuntimeException e) {
      throw new IOException("the time stamp does not belong to the receipt", e);
    }
  }
}
