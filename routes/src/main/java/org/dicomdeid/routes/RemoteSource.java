/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes;

import java.net.URI;

/**
 * A server that objects are fetched from; what is secret in it shows nowhere.
 *
 * @param uri {@code sftp:} or {@code http(s):}, without a user
 * @param dicomWeb whether it is a DICOMweb server, and not a list of links
 * @param moveTo folder of the SFTP server for what is done; it is deleted when empty
 * @param query what is asked of a DICOMweb server, such as {@code ModalitiesInStudy=CT}
 * @param maxBytes largest object that is fetched by HTTP
 */
record RemoteSource(
    URI uri, boolean dicomWeb, ServerAccess access, String moveTo, String query, long maxBytes) {

  boolean isSftp() {
    return uri.getScheme().equals("sftp");
  }

  /** {@code host:port/folder}; a second slash at the start of the folder means the root. */
  String sftpAddress() {
    return uri.getRawAuthority() + uri.getRawPath();
  }

  @Override
  public String toString() {
    return uri.toString();
  }
}
