/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.receipt;

import java.io.IOException;
import java.util.Arrays;
import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;

/** An Ed25519 public key (RFC 8410) that checks receipts. */
public final class VerificationKey {

  /** SubjectPublicKeyInfo of an Ed25519 key up to the key itself, RFC 8410 section 4. */
  private static final byte[] PREFIX = {
    0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00
  };

  private final Ed25519PublicKeyParameters key;
  private final byte[] der;
  private final String id;

  VerificationKey(Ed25519PublicKeyParameters key) {
    this.key = key;
    this.der = Arrays.copyOf(PREFIX, PREFIX.length + Ed25519PublicKeyParameters.KEY_SIZE);
    key.encode(der, PREFIX.length);
    this.id = Sha256.hex(der);
  }

  /**
   * Reads a key.
   *
   * @param der SubjectPublicKeyInfo
   * @throws IOException when it is not an Ed25519 key
   */
  public static VerificationKey parse(byte[] der) throws IOException {
    if (der.length != PREFIX.length + Ed25519PublicKeyParameters.KEY_SIZE
        || !Arrays.equals(PREFIX, 0, PREFIX.length, der, 0, PREFIX.length)) {
      throw new IOException("not an Ed25519 public key (SubjectPublicKeyInfo, RFC 8410)");
    }
    try {
      return new VerificationKey(new Ed25519PublicKeyParameters(der, PREFIX.length));
    } catch (IllegalArgumentException e) {
      throw new IOException("not a point of the Ed25519 curve", e);
    }
  }

  /** SHA-256 of the DER key, lower-case hexadecimal: the keyid of an envelope. */
  public String id() {
    return id;
  }

  /** SubjectPublicKeyInfo. */
  public byte[] der() {
    return der.clone();
  }

  /** The key alone, 32 bytes. */
  byte[] raw() {
    return key.getEncoded();
  }

  /** Whether the envelope's signature is by this key and its keyid names it. */
  public boolean verifies(Envelope envelope) {
    if (!id.equals(envelope.keyId())) {
      return false;
    }
    return verifies(Envelope.toSign(envelope.payload()), envelope.signature());
  }

  /** Whether this key signed these very bytes. */
  boolean verifies(byte[] signed, byte[] signature) {
    Ed25519Signer verifier = new Ed25519Signer();
    verifier.init(false, key);
    verifier.update(signed, 0, signed.length);
    return verifier.verifySignature(signature);
  }
}
