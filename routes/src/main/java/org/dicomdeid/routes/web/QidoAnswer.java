/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The instances that a QIDO-RS search found (PS3.18 10.6), as paths for WADO-RS. */
final class QidoAnswer {

  private static final ObjectMapper JSON = new ObjectMapper();

  private QidoAnswer() {}

  /**
   * {@code studies/…/series/…/instances/…} for each.
   *
   * @throws IOException when it is not what the standard says, or a UID is none
   */
  static List<String> paths(byte[] answer) throws IOException {
    if (answer.length == 0) {
      return List.of();
    }
    JsonNode all;
    try {
      all = JSON.readTree(answer);
    } catch (JsonProcessingException e) {
      // Its message quotes the answer.
      throw new IOException("The answer to the search is no JSON.");
    }
    if (!all.isArray()) {
      throw new IOException("The answer to the search is no list.");
    }
    List<String> paths = new ArrayList<>();
    for (JsonNode each : all) {
      paths.add(
          "studies/"
              + uid(each, "0020000D")
              + "/series/"
              + uid(each, "0020000E")
              + "/instances/"
              + uid(each, "00080018"));
    }
    return paths;
  }

  private static String uid(JsonNode instance, String tag) throws IOException {
    String uid = instance.path(tag).path("Value").path(0).asText();
    if (!uid.matches("[0-9][0-9.]{0,63}")) {
      throw new IOException("The answer to the search lacks a UID in (" + tag + ").");
    }
    return uid;
  }
}
