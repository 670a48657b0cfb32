/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;

/**
 * How a server is reached, to fetch or to send; what is secret in it shows nowhere.
 *
 * @param privateKey file, for SFTP
 * @param passphrase of the private key
 * @param knownHosts file with the host keys that are trusted, for SFTP
 * @param token bearer token, for HTTP
 * @param timeout how long a connection, and then an answer, may take
 */
record ServerAccess(
    Optional<String> user,
    Optional<String> password,
    Optional<Path> privateKey,
    Optional<String> passphrase,
    Optional<Path> knownHosts,
    Optional<String> token,
    Duration timeout) {

  /** Value of the Authorization header; empty when there is none. */
  Optional<String> authorization() {
    if (token.isPresent()) {
      return Optional.of("Bearer " + token.get());
    }
    if (user.isEmpty()) {
      return Optional.empty();
    }
    String pair = user.get() + ":" + password.orElse("");
    return Optional.of(
        "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
  }

  @Override
  public String toString() {
    return "ServerAccess";
  }
}
