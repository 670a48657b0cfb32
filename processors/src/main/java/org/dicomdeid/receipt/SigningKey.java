/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.receipt;

import com.fasterxml.jackson.core.JsonFactory;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.Arrays;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;

/**
 * The Ed25519 key that signs receipts. BouncyCastle's own classes sign about six times faster than
 * the JDK's, and need no provider to be registered.
 */
public final class SigningKey {

  /** PKCS#8 of an Ed25519 key up to the key itself, RFC 8410 section 7. */
  private static final byte[] PREFIX = {
    0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20
  };

  private final Ed25519PrivateKeyParameters key;
  private final VerificationKey publicKey;
  private final StatementWriter statements = new StatementWriter(new JsonFactory());

  private SigningKey(Ed25519PrivateKeyParameters key) {
    this.key = key;
    this.publicKey = new VerificationKey(key.generatePublicKey());
  }

  static SigningKey generate(SecureRandom random) {
    return new SigningKey(new Ed25519PrivateKeyParameters(random));
  }

  static SigningKey parse(byte[] pkcs8) throws IOException {
    if (pkcs8.length != PREFIX.length + Ed25519PrivateKeyParameters.KEY_SIZE
        || !Arrays.equals(PREFIX, 0, PREFIX.length, pkcs8, 0, PREFIX.length)) {
      throw new IOException("not an Ed25519 private key (PKCS#8, RFC 8410)");
    }
    return new SigningKey(new Ed25519PrivateKeyParameters(pkcs8, PREFIX.length));
  }

  byte[] pkcs8() {
    byte[] der = Arrays.copyOf(PREFIX, PREFIX.length + Ed25519PrivateKeyParameters.KEY_SIZE);
    key.encode(der, PREFIX.length);
    return der;
  }

  public VerificationKey publicKey() {
    return publicKey;
  }

  /**
   * States and signs what was done.
   *
   * @param sequence the receipt's place in its store, from 1
   * @param previous digest of the receipt before it; null for the first
   */
  public Envelope sign(Operation operation, long sequence, String previous, String storeId) {
    return sign(statements.write(operation, sequence, previous, storeId));
  }

  Envelope sign(byte[] payload) {
    return new Envelope(payload, publicKey.id(), signBytes(Envelope.toSign(payload)));
  }

  /** The signature over these very bytes: the caller gives them a form that nothing else has. */
  byte[] signBytes(byte[] signed) {
    Ed25519Signer signer = new Ed25519Signer();
    signer.init(true, key);
    signer.update(signed, 0, signed.length);
    return signer.generateSignature();
  }
}
