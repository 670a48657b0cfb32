/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.profile;

/**
 * What happens to an element, and why.
 *
 * @param source where the rule stands, such as {@code PS3.15 Table E.1-1 (0010,0020) Z/D, type 2}
 *     or {@code hipaa.yaml:12}; constant for a profile, never a value
 */
public record Rule(Action action, String source) {}
