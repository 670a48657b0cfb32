/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes;

/** What a destination's address says that it is. */
enum DestinationKind {
  FOLDER,
  SFTP,
  /** Each object is the body of a POST. */
  HTTP,
  /** Each object is one part of a STOW-RS request (PS3.18 10.5). */
  STOW,
  /** A Camel endpoint that knows by itself. */
  OTHER;

  static final String STOW_SCHEME = "stow:";

  static DestinationKind of(String uri) {
    if (uri.startsWith("file:")) {
      return FOLDER;
    }
    if (uri.startsWith("sftp:")) {
      return SFTP;
    }
    if (uri.startsWith("http:") || uri.startsWith("https:")) {
      return HTTP;
    }
    return uri.startsWith(STOW_SCHEME) ? STOW : OTHER;
  }
}
