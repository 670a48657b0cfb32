/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes.http;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A request that was let in, as operations see it. */
final class ApiRequest {

  private final Admission admission;

  ApiRequest(Admission admission) {
    this.admission = admission;
  }

  Admission admission() {
    return admission;
  }

  /** Who asks, when there is a right to it. */
  Token require(Right right) throws Problem {
    Token token = admission.token().orElseThrow(Problem::unauthorized);
    if (!token.rights().contains(right)) {
      throw Problem.forbidden("it has not the right " + right.word());
    }
    return token;
  }

  InputStream body() {
    return admission.body();
  }

  /** A segment of the path, from 1; empty when it is shorter. */
  String segment(int number) {
    String[] segments = admission.request().path().split("/", -1);
    return number < segments.length ? segments[number] : "";
  }

  /** Type and subtype of the body, in lower case. */
  String mediaType() {
    return header("Content-Type").split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
  }

  /** A parameter of the type of the body; empty when it is not given. */
  String mediaTypeParameter(String name) {
    return parameter(header("Content-Type"), name);
  }

  /** Whether the client does not want to wait (RFC 7240 4.1). */
  boolean prefersAsynchronous() {
    for (String each : admission.request().headers().getAll("Prefer")) {
      for (String preference : each.split(",", -1)) {
        if (preference.split(";", 2)[0].strip().equalsIgnoreCase("respond-async")) {
          return true;
        }
      }
    }
    return false;
  }

  /**
   * Which of the types the client likes best; the first when it says nothing.
   *
   * @throws Problem 406, when it takes none of them
   */
  String accepted(String... offered) throws Problem {
    List<String> accepts = new ArrayList<>(admission.request().headers().getAll("Accept"));
    if (accepts.isEmpty()) {
      return offered[0];
    }
    String best = null;
    double bestQuality = 0;
    for (String offer : offered) {
      for (String range : String.join(",", accepts).split(",", -1)) {
        double quality = matches(range, offer) ? quality(range) : 0;
        if (quality > bestQuality) {
          best = offer;
          bestQuality = quality;
        }
      }
    }
    if (best == null) {
      throw new Problem(
          406,
          "not-acceptable",
          "None of the types that are accepted is made",
          "accept " + String.join(" or ", offered));
    }
    return best;
  }

  private static boolean matches(String range, String offer) {
    String type = range.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    return type.equals("*/*")
        || type.equals(offer)
        || (type.endsWith("/*") && offer.startsWith(type.substring(0, type.length() - 1)));
  }

  private static double quality(String range) {
    String q = parameter(range, "q");
    try {
      return q.isEmpty() ? 1 : Double.parseDouble(q);
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  /**
   * Of a header field such as {@code multipart/related; type="application/dicom"}. What is quoted
   * may hold anything, other parameters too, and counts as one value.
   */
  static String parameter(String field, String name) {
    int at = field.indexOf(';');
    while (at >= 0 && at < field.length()) {
      int equals = field.indexOf('=', at + 1);
      if (equals < 0) {
        return "";
      }
      String key = field.substring(at + 1, equals).strip();
      StringBuilder value = new StringBuilder();
      boolean quoted = false;
      for (at = equals + 1; at < field.length() && (quoted || field.charAt(at) != ';'); at++) {
        char c = field.charAt(at);
        if (c == '"') {
          quoted = !quoted;
        } else if (c == '\\' && quoted && at + 1 < field.length()) {
          value.append(field.charAt(++at));
        } else {
          value.append(c);
        }
      }
      if (key.equalsIgnoreCase(name)) {
        return value.toString().strip();
      }
    }
    return "";
  }

  private String header(String name) {
    String value = admission.request().getHeader(name);
    return value == null ? "" : value;
  }
}
