/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The HTTP API: who may come in ({@link org.dicomdeid.routes.http.ApiGate}), what is read of a
 * request and under which bounds, what each operation answers, and jobs that outlive the process.
 */
package org.dicomdeid.routes.http;
