/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes.trail;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;

/** TLS 1.2 and 1.3 with the certificates of the settings; the host must be the certificate's. */
final class NodeTls extends SSLSocketFactory {

  private static final char[] IN_MEMORY = "memory".toCharArray();

  private final SSLSocketFactory factory;

  private NodeTls(SSLSocketFactory factory) {
    this.factory = factory;
  }

  /**
   * Reads the files of the settings.
   *
   * @throws IOException when one cannot be read or used
   */
  static NodeTls of(TrailSettings settings) throws IOException {
    try {
      KeyStore trust = empty();
      int count = 0;
      for (Certificate each : certificates(settings.ca())) {
        trust.setCertificateEntry("ca" + count++, each);
      }
      TrustManagerFactory trusts =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trusts.init(trust);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(own(settings), trusts.getTrustManagers(), null);
      return new NodeTls(context.getSocketFactory());
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new IOException("the certificates of the audit messages cannot be used", e);
    }
  }

  private static KeyManager[] own(TrailSettings settings)
      throws GeneralSecurityException, IOException {
    if (settings.certificate().isEmpty() || settings.key().isEmpty()) {
      return new KeyManager[0];
    }
    KeyStore own = empty();
    own.setKeyEntry(
        "own",
        key(settings.key().get()),
        IN_MEMORY,
        certificates(settings.certificate().get()).toArray(Certificate[]::new));
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(own, IN_MEMORY);
    return keys.getKeyManagers();
  }

  private static KeyStore empty() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }

  private static Collection<? extends Certificate> certificates(Path file)
      throws GeneralSecurityException, IOException {
    return CertificateFactory.getInstance("X.509")
        .generateCertificates(new ByteArrayInputStream(Files.readAllBytes(file)));
  }

  private static PrivateKey key(Path file) throws GeneralSecurityException, IOException {
    String text = Files.readString(file, StandardCharsets.US_ASCII);
    PKCS8EncodedKeySpec pkcs8 =
        new PKCS8EncodedKeySpec(
            Base64.getMimeDecoder().decode(text.replaceAll("-----[A-Z ]+-----", "")));
    for (String algorithm : List.of("RSA", "EC", "Ed25519")) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(pkcs8);
      } catch (InvalidKeySpecException e) {
        // Of another kind.
      }
    }
    throw new InvalidKeySpecException("not a private key in PKCS #8");
  }

  private static Socket strict(Socket socket) {
    SSLSocket tls = (SSLSocket) socket;
    SSLParameters parameters = tls.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    parameters.setProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
    tls.setSSLParameters(parameters);
    return tls;
  }

  @Override
  public Socket createSocket(Socket socket, String host, int port, boolean autoClose)
      throws IOException {
    return strict(factory.createSocket(socket, host, port, autoClose));
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    return strict(factory.createSocket(host, port));
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress local, int localPort)
      throws IOException {
    return strict(factory.createSocket(host, port, local, localPort));
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    return strict(factory.createSocket(host, port));
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort)
      throws IOException {
    return strict(factory.createSocket(host, port, local, localPort));
  }

  @Override
  public String[] getDefaultCipherSuites() {
    return factory.getDefaultCipherSuites();
  }

  @Override
  public String[] getSupportedCipherSuites() {
    return factory.getSupportedCipherSuites();
  }
}
