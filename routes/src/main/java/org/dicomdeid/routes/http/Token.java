/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes.http;

import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * Who may use the API, and for what.
 *
 * @param name what an operator calls it; the log knows it by this name
 * @param sha256 digest of the secret, which is kept nowhere: 64 hexadecimal digits
 * @param policies names of the profiles that it may ask for; {@code *} for all
 */
public record Token(
    String name, String sha256, Set<Right> rights, List<String> policies, Instant created) {

  /** What a name looks like. */
  public static final String NAME = "[a-z0-9][a-z0-9-]{0,62}";

  public Token {
    rights = Set.copyOf(rights);
    policies = List.copyOf(policies);
  }

  boolean mayUse(String policy) {
    return policies.contains("*") || policies.contains(policy);
  }
}
