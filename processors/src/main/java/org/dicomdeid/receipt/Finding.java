/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.receipt;

/**
 * One thing that was checked.
 *
 * @param check what, in one or two words: the same for the same check, whatever its result
 * @param holds false when it does not, and also when it could not be checked
 * @param sentence what that means, in words; no value from the receipt but digests and times
 */
public record Finding(String check, boolean holds, String sentence) {}
