/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.pipeline;

/**
 * Why an object is not delivered.
 *
 * @param code stable, lower case with hyphens, such as {@code truncated} or {@code leak}: metrics and files carry it
 * @param sentence what is wrong and what to do, for a person; never a value of the object
 * @param path tag path where it was found; empty when it concerns the whole object
 * @param offset byte offset where it was found; -1 when it has none
 */
public record Reason(String code, String sentence, String path, long offset) {}
