/* SPDX-License-Identifier: Apache-2.0 */
/**
 * What was done to one object, signed and time-stamped so that a third party can check it with
 * openssl alone: an in-toto statement in a DSSE envelope, an RFC 3161 token over its signature.
 *
 * <p>This package knows neither DICOM nor a data base.
 */
package org.dicomdeid.receipt;
