/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Archives of objects: recognised by their bytes, taken apart within bounds, and never by the names
 * that they hold.
 */
package org.dicomdeid.archive;
