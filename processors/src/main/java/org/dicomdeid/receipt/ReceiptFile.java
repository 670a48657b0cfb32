/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.receipt;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * A receipt file or a stored envelope, read back: all that it brings along, none of it believed.
 *
 * @param token DER, null when the file has none
 * @param publicKey DER, null when the file has none
 * @param log its place in the log, null when the file has none
 * @param renewals tokens, DER, oldest first
 * @param log its place in the log, null when the file has none
 */
@SuppressWarnings("ArrayRecordComponent")
public record ReceiptFile(
    Envelope envelope,
    byte[] token,
    byte[] publicKey,
    List<byte[]> certificates,
    LogPart log,
    List<byte[]> renewals) {

  /**
   * Reads the JSON of {@link Receipt#toFile} or {@link Envelope#toJson}.
   *
   * @throws IOException when it is neither
   */
  public static ReceiptFile parse(byte[] json) throws IOException {
    JsonNode root = Claims.JSON.readTree(json);
    if (root == null || !Envelope.PAYLOAD_TYPE.equals(root.path("payloadType").asText())) {
      throw new IOException("not a DSSE envelope of an in-toto statement");
    }
    JsonNode signature = root.at("/signatures/0");
    byte[] payload = bytes(root.path("payload"));
    byte[] sig = bytes(signature.path("sig"));
    if (payload == null || sig == null || root.path("signatures").size() != 1) {
      throw new IOException("not a DSSE envelope with one signature");
    }
    return new ReceiptFile(
        new Envelope(payload, signature.path("keyid").asText(), sig),
        bytes(root.path("timestamp")),
        bytes(root.path("publicKey")),
        all(root.path("certificates")),
        LogPart.parse(root.path("log")),
        all(root.path("renewals")));
  }

  static List<byte[]> all(JsonNode array) throws IOException {
    List<byte[]> all = new ArrayList<>();
    for (JsonNode each : array) {
      byte[] der = bytes(each);
      if (der == null) {
        throw new IOException("a certificate or token is not base64 text");
      }
      all.add(der);
    }
    return all;
  }

  static byte[] bytes(JsonNode node) throws IOException {
    if (!node.isTextual()) {
      return null;
    }
    try {
      return Base64.getDecoder().decode(node.textValue());
    } catch (IllegalArgumentException e) {
      throw new IOException("a member is not base64", e);
    }
  }
}
