/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes.http;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How the API is served; {@code application.properties} says what each key means.
 *
 * @param port 0 takes a free one
 * @param tokens file of the tokens, which hold no secret but its digest
 * @param policies by the names that requests use: a shipped profile, or a path of a profile file
 * @param policy the one of requests that name none
 * @param jobDestinations where objects of jobs go; empty to keep results for download
 * @param storeDestinations where objects that are stored by DICOMweb go
 * @param storePolicy the profile of objects that are stored by DICOMweb
 * @param limits what one client, or all together, may ask for
 */
public record HttpSettings(
    String host,
    int port,
    Optional<Tls> tls,
    Path tokens,
    Map<String, String> policies,
    String policy,
    List<String> jobDestinations,
    List<String> storeDestinations,
    String storePolicy,
    Limits limits,
    Jobs jobs) {

  /**
   * PEM files of the server.
   *
   * @param certificate its certificate, followed by those that certify it
   * @param key its private key, PKCS #8
   * @param clientCa who certifies clients; when given, none without a certificate is let in
   */
  public record Tls(Path certificate, Path key, Optional<Path> clientCa) {}

  /**
   * Bounds.
   *
   * @param uploadBytes of one request
   * @param requests that are worked on at once
   * @param connections that are open at once
   * @param ratePerMinute requests of one token
   * @param requestTimeout from the first byte of a request to the first of its answer
   * @param stallTimeout without a byte of an upload, or of a request on a new connection
   */
  public record Limits(
      long uploadBytes,
      int requests,
      int connections,
      int ratePerMinute,
      Duration requestTimeout,
      Duration stallTimeout) {}

  /**
   * What is done without a client that waits.
   *
   * @param waiting jobs that may wait to be worked on
   * @param threads jobs that are worked on at once
   * @param keep how long an ended job and its result can be fetched
   */
  public record Jobs(int waiting, int threads, Duration keep) {}
}
