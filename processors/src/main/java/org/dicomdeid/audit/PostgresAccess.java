/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.audit;

import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * How a PostgreSQL server is reached, and as which role.
 *
 * @param url {@code jdbc:postgresql://HOST:PORT/DATABASE}, with the driver's parameters for TLS
 * @param password shown by nothing
 */
public record PostgresAccess(String url, String role, String password) {

  private static final Pattern ROLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]{0,62}");

  public PostgresAccess {
    Objects.requireNonNull(password, "password");
    if (!url.startsWith("jdbc:postgresql:")) {
      throw new IllegalArgumentException("write jdbc:postgresql://HOST:PORT/DATABASE");
    }
    String parameters = url.toLowerCase(Locale.ROOT);
    if (parameters.matches(".*[?&](user|password|sslpassword)=.*") || url.contains("@")) {
      throw new IllegalArgumentException(
          "user and password have keys of their own, and do not belong into the address");
    }
    requireRole(role);
  }

  static void requireRole(String role) {
    if (!ROLE.matcher(role).matches()) {
      throw new IllegalArgumentException(
          "the name of a role is made of letters, digits, hyphens and underscores");
    }
  }

  @Override
  public String toString() {
    return "PostgresAccess[role=" + role + "]";
  }
}
