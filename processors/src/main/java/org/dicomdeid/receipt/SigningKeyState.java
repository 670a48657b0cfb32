/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.receipt;

import java.time.Instant;
import java.util.Optional;

/**
 * One of the keys that sign, or signed, the receipts of a site.
 *
 * @param id SHA-256 of the DER public key, lower-case hexadecimal: the keyid of its receipts
 * @param publicFile where its public half is, relative to the key folder
 * @param from when it began, or will begin, to sign; empty for the first
 * @param revoked from when on its receipts are not good; empty while it is trusted
 * @param signs whether it is the one that signs now
 * @param hasPrivate whether its private half is still there
 * @param encrypted whether that is encrypted
 */
public record SigningKeyState(
    String id,
    String publicFile,
    Optional<Instant> from,
    Optional<Instant> revoked,
    boolean signs,
    boolean hasPrivate,
    boolean encrypted) {}
