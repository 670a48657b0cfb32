/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.pipeline;

/**
 * What names a content without telling anything of it.
 *
 * @param sha256 64 lower-case hexadecimal digits
 * @param bytes length of the content
 */
public record ContentDigest(String sha256, long bytes) {}
