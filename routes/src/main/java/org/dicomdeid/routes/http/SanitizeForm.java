/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.dicomdeid.routes.http.MultipartReader.Part;
import org.dicomdeid.routes.http.Spool.Spooled;

/**
 * The form of {@code POST /api/v1/sanitize/file}.
 *
 * @param file what was uploaded
 * @param policy empty when none is named
 */
record SanitizeForm(Spooled file, String policy, Mode mode, boolean redactsPixels) {

  /** What is wanted. */
  enum Mode {
    REDACT,
    INSPECT
  }

  private static final int MOST_FIELD_BYTES = 4096;
  private static final Set<String> FIELDS =
      Set.of("file", "policy", "mode", "include_pixel_redaction");

  /** Reads the form; the file is held by the request, which deletes it when it is over. */
  static SanitizeForm read(ApiRequest request, Spool spool) throws IOException, Problem {
    if (!request.mediaType().equals("multipart/form-data")) {
      throw Problem.unsupportedType("send multipart/form-data with the file in the field file");
    }
    MultipartReader reader =
        new MultipartReader(request.body(), request.mediaTypeParameter("boundary"));
    Spooled file = null;
    Map<String, String> fields = new HashMap<>();
    for (Part part = reader.next(); part != null; part = reader.next()) {
      String name = ApiRequest.parameter(part.header("content-disposition"), "name");
      if (!FIELDS.contains(name)) {
        throw Problem.badRequest(
            "the form has a field that is not known; there are file, policy, mode and"
                + " include_pixel_redaction");
      }
      boolean given = name.equals("file") ? file != null : fields.containsKey(name);
      if (given) {
        throw Problem.badRequest("the field " + name + " is there twice; send one file a request");
      }
      if (name.equals("file")) {
        file = request.admission().hold(spool.write(part.body()));
      } else {
        fields.put(name, text(name, part.body()));
      }
    }
    if (file == null) {
      throw Problem.badRequest("the form has no field file");
    }
    return new SanitizeForm(
        file,
        fields.getOrDefault("policy", ""),
        mode(fields.getOrDefault("mode", "redact")),
        flag(fields.getOrDefault("include_pixel_redaction", "true")));
  }

  private static String text(String name, InputStream body) throws IOException, Problem {
    byte[] bytes = body.readNBytes(MOST_FIELD_BYTES + 1);
    if (bytes.length > MOST_FIELD_BYTES) {
      throw Problem.badRequest("the field " + name + " is too long");
    }
    return new String(bytes, StandardCharsets.UTF_8).strip();
  }

  private static Mode mode(String word) throws Problem {
    return switch (word) {
      case "redact" -> Mode.REDACT;
      case "inspect" -> Mode.INSPECT;
      default -> throw Problem.badRequest("the field mode takes redact or inspect");
    };
  }

  private static boolean flag(String word) throws Problem {
    return switch (word) {
      case "true" -> true;
      case "false" -> false;
      default -> throw Problem.badRequest("the field include_pixel_redaction takes true or false");
    };
  }
}
