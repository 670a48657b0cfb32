/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.audit;

import java.time.Instant;
import java.util.Optional;

/**
 * Receipts that have no time stamp yet.
 *
 * @param oldest when the first of them was committed; empty when there is none
 */
public record WaitingStamps(long receipts, Optional<Instant> oldest) {}
