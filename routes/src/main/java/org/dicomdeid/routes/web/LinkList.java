/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes.web;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A list of addresses, one a line (RFC 2483 text/uri-list), relative to the list's own or absolute.
 * None may lead to another server, which would be shown the token.
 */
final class LinkList {

  private LinkList() {}

  /**
   * @throws IOException when a line is no address, or one of another server
   */
  static List<URI> of(byte[] answer, URI base) throws IOException {
    List<URI> links = new ArrayList<>();
    for (String line : new String(answer, StandardCharsets.UTF_8).split("\r?\n", -1)) {
      if (!line.isBlank() && !line.startsWith("#")) {
        links.add(link(line.strip(), base));
      }
    }
    return links;
  }

  private static URI link(String line, URI base) throws IOException {
    URI link;
    try {
      link = base.resolve(line);
    } catch (IllegalArgumentException e) {
      // Its message quotes the line.
      throw new IOException("A line of the list is no address.");
    }
    if (!Objects.equals(link.getScheme(), base.getScheme())
        || !Objects.equals(link.getRawAuthority(), base.getRawAuthority())) {
      throw new IOException("A line of the list leads to another server.");
    }
    return link;
  }
}
