/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.audit;

import java.time.Instant;
import java.util.List;

/**
 * A receipt that was searched for.
 *
 * @param written when it was committed
 * @param outcome {@code DELIVERED} or {@code QUARANTINED}
 * @param policy name of the profile
 * @param input SHA-256 of what came in
 * @param subject SHA-256 of what went out, or of the input that was held back
 * @param destinations that the ledger has it delivered to
 */
public record Found(
    long sequence,
    Instant written,
    String outcome,
    String policy,
    String input,
    String subject,
    List<String> destinations) {}
