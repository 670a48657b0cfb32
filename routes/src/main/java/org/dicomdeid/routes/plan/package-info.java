/* SPDX-License-Identifier: Apache-2.0 */
/** How plans are told, by the command line and by the HTTP API. */
package org.dicomdeid.routes.plan;
