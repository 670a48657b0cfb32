/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.receipt;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * An outside time-stamping authority.
 *
 * @param policy OID that is asked for and that its tokens must state
 * @param trustedCas certificates (DER) of which one must have certified it; when empty, who it is
 *     is left to {@code pins}, and to nobody when these are empty too
 * @param pins SHA-256 (lower-case hexadecimal) of certificates (DER), one of which must be its own
 *     or that of a CA above it; empty when any will do
 * @param timeout for one request, from the connection to the last byte
 */
public record TsaSettings(
    URI url, Optional<String> policy, List<byte[]> trustedCas, Set<String> pins, Duration timeout) {

  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  public TsaSettings {
    trustedCas = List.copyOf(trustedCas);
    pins = Set.copyOf(pins);
  }

  /** Any policy, any authority. */
  public static TsaSettings of(URI url) {
    return new TsaSettings(url, Optional.empty(), List.of(), Set.of(), TIMEOUT);
  }

  /** What log, metrics and health call it: host and port. */
  public String name() {
    return url.getPort() < 0 ? url.getHost() : url.getHost() + ":" + url.getPort();
  }
}
