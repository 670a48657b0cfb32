/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.receipt;

import java.time.Instant;

/**
 * An RFC 3161 time-stamp token.
 *
 * @param der the token, a CMS SignedData (not the response around it); not copied
 * @param time what the authority states
 */
@SuppressWarnings("ArrayRecordComponent")
public record TimestampToken(byte[] der, Instant time) {}
