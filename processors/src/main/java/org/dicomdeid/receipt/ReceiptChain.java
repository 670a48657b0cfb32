/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.receipt;

import java.io.IOException;
import java.util.Optional;

/** A store of receipts, as far as a verifier asks it. */
public interface ReceiptChain {

  /** What its receipts call it. */
  String storeId();

  /**
   * The digest of the receipt with this number.
   *
   * @throws IOException when the store cannot be read
   */
  Optional<String> digestOf(long sequence) throws IOException;
}
