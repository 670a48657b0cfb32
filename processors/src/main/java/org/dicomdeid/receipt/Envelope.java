/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.receipt;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * A DSSE envelope (Dead Simple Signing Envelope 1.0.2) with one signature. The arrays are not
 * copied: an envelope lives between a signer and a store that both leave it alone.
 *
 * @param payload the statement
 * @param keyId SHA-256 of the DER public key, lower-case hexadecimal
 * @param signature Ed25519 over {@link #toSign}
 */
@SuppressWarnings("ArrayRecordComponent")
public record Envelope(byte[] payload, String keyId, byte[] signature) {

  static final String PAYLOAD_TYPE = "application/vnd.in-toto+json";

  /** The pre-authentication encoding that is signed: type and payload, each with its length. */
  static byte[] toSign(byte[] payload) {
    byte[] head =
        ("DSSEv1 " + PAYLOAD_TYPE.length() + " " + PAYLOAD_TYPE + " " + payload.length + " ")
            .getBytes(StandardCharsets.UTF_8);
    byte[] all = new byte[head.length + payload.length];
    System.arraycopy(head, 0, all, 0, head.length);
    System.arraycopy(payload, 0, all, head.length, payload.length);
    return all;
  }

  /** SHA-256 of the payload, lower-case hexadecimal: what the next receipt names as previous. */
  public String digest() {
    return Sha256.hex(payload);
  }

  /** The envelope as the members of a JSON object, without the braces. */
  String jsonMembers() {
    Base64.Encoder base64 = Base64.getEncoder();
    return "\"payloadType\":\""
        + PAYLOAD_TYPE
        + "\",\"payload\":\""
        + base64.encodeToString(payload)
        + "\",\"signatures\":[{\"keyid\":\""
        + keyId
        + "\",\"sig\":\""
        + base64.encodeToString(signature)
        + "\"}]";
  }

  /** The envelope as DSSE's JSON. */
  public String toJson() {
    return "{" + jsonMembers() + "}";
  }

  /** The leaf of the log: the hash of {@link #toJson} in UTF-8. */
  public byte[] leafHash() {
    return MerkleTree.leafHash(toJson().getBytes(StandardCharsets.UTF_8));
  }
}
