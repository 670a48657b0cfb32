/* SPDX-License-Identifier: Apache-2.0 */
/** DICOM audit messages (PS3.15 A.5) to a repository of the site, by TLS syslog (RFC 5425). */
package org.dicomdeid.routes.trail;
