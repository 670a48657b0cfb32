/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes.web;

import java.io.IOException;
import java.net.URI;
import java.util.List;

/** How a kind of web source is asked, and how its answers are read. */
public sealed interface WebQuestion {

  /** Where to ask for the list, from an item of it on. */
  URI list(int offset);

  String listAccept();

  String itemAccept();

  /** What a list names. */
  List<URI> items(byte[] answer) throws IOException;

  /** Whether a list of this length is one page of more. */
  boolean hasMore(int items);

  /** Instances of a DICOMweb server: QIDO-RS finds them, WADO-RS retrieves each. */
  record DicomWeb(URI base, String query) implements WebQuestion {

    private static final int PAGE = 100;

    @Override
    public URI list(int offset) {
      String wanted = query.isEmpty() ? "" : query + "&";
      return under("instances?" + wanted + "limit=" + PAGE + "&offset=" + offset);
    }

    @Override
    public String listAccept() {
      return "application/dicom+json";
    }

    @Override
    public String itemAccept() {
      return "multipart/related; type=\"application/dicom\"; transfer-syntax=*";
    }

    @Override
    public List<URI> items(byte[] answer) throws IOException {
      return QidoAnswer.paths(answer).stream().map(this::under).toList();
    }

    @Override
    public boolean hasMore(int items) {
      return items == PAGE;
    }

    private URI under(String path) {
      return URI.create(base.toString().replaceFirst("/*$", "/") + path);
    }
  }

  /** A list of links. */
  record Links(URI base, String query) implements WebQuestion {

    @Override
    public URI list(int offset) {
      return query.isEmpty() ? base : URI.create(base + "?" + query);
    }

    @Override
    public String listAccept() {
      return "text/uri-list, text/plain";
    }

    @Override
    public String itemAccept() {
      return "application/dicom, */*";
    }

    @Override
    public List<URI> items(byte[] answer) throws IOException {
      return LinkList.of(answer, base);
    }

    @Override
    public boolean hasMore(int items) {
      return false;
    }
  }
}
