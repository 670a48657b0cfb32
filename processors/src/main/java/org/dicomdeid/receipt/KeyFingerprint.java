/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.receipt;

/**
 * A key by its digest.
 *
 * @param name what it is
 * @param file where its public part is, relative to the key folder (for a secret: the secret)
 * @param sha256 lower-case hexadecimal; the pseudonym key's id is a shorter, keyed one
 */
public record KeyFingerprint(String name, String file, String sha256) {}
