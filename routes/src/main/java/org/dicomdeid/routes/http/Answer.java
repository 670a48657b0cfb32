/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes.http;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What is answered.
 *
 * @param bytes the body; null when it is a stream
 * @param stream the body; null when it is bytes. Whoever answers closes it.
 */
@SuppressWarnings("ArrayRecordComponent")
record Answer(
    int status, String mediaType, Map<String, String> headers, byte[] bytes, InputStream stream) {

  static Answer of(int status, String mediaType, byte[] bytes) {
    return new Answer(status, mediaType, Map.of(), bytes, null);
  }

  static Answer json(int status, String json) {
    return of(status, "application/json", json.getBytes(StandardCharsets.UTF_8));
  }

  static Answer of(String mediaType, InputStream stream) {
    return new Answer(200, mediaType, Map.of(), null, stream);
  }

  Answer header(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new Answer(status, mediaType, more, bytes, stream);
  }
}
