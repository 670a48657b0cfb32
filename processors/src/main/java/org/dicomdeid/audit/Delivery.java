/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.audit;

import java.time.Instant;

/**
 * A row of the ledger.
 *
 * @param sequence of the receipt that was committed with it
 */
public record Delivery(String outputSha256, long sequence, Instant deliveredAt) {}
