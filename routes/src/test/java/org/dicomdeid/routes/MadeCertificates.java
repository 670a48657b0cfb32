/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** An authority, a server of it and a client of it, as PEM files. */
final class MadeCertificates {

  private static final char[] PASSWORD = "x".toCharArray();

  private final Path folder;
  private final Map<String, X509Certificate> certificates = new HashMap<>();
  private final Map<String, KeyPair> keys = new HashMap<>();

  MadeCertificates(Path folder) throws Exception {
    this.folder = Files.createDirectories(folder);
    for (String name : new String[] {"authority", "server", "client"}) {
      make(name);
    }
  }

  private void make(String name) throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(256);
    KeyPair pair = generator.generateKeyPair();
    keys.put(name, pair);
    KeyPair issuer = keys.get("authority");
    Instant now = Instant.now();
    JcaX509v3CertificateBuilder builder =
        new JcaX509v3CertificateBuilder(
            new X500Name("CN=authority " + folder.hashCode()),
            BigInteger.valueOf(System.nanoTime()),
            Date.from(now.minusSeconds(60)),
            Date.from(now.plusSeconds(3600)),
            new X500Name(
                name.equals("authority") ? "CN=authority " + folder.hashCode() : "CN=" + name),
            pair.getPublic());
    builder.addExtension(
        Extension.basicConstraints, true, new BasicConstraints(name.equals("authority")));
    builder.addExtension(
        Extension.subjectAlternativeName,
        false,
        new GeneralNames(new GeneralName(GeneralName.iPAddress, "127.0.0.1")));
    X509Certificate certificate =
        new JcaX509CertificateConverter()
            .getCertificate(
                builder.build(
                    new JcaContentSignerBuilder("SHA256withECDSA").build(issuer.getPrivate())));
    certificates.put(name, certificate);
    pem(certificate(name), "CERTIFICATE", certificate.getEncoded());
    pem(key(name), "PRIVATE KEY", pair.getPrivate().getEncoded());
    Files.setPosixFilePermissions(key(name), PosixFilePermissions.fromString("rw-------"));
  }

  private static void pem(Path file, String type, byte[] der) throws IOException {
    String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    Files.writeString(
        file,
        "-----BEGIN " + type + "-----\n" + text + "\n-----END " + type + "-----\n",
        StandardCharsets.US_ASCII);
  }

  Path authority() {
    return certificate("authority");
  }

  Path certificate(String name) {
    return folder.resolve(name + ".crt");
  }

  Path key(String name) {
    return folder.resolve(name + ".key");
  }

  /** Trusts this authority, and shows a certificate of it unless the name is null. */
  SSLContext trusting(String name) throws Exception {
    return trustingWith(this, name);
  }

  /** Trusts this authority, and shows a certificate of another. */
  SSLContext trustingWith(MadeCertificates other, String name) throws Exception {
    KeyStore trust = KeyStore.getInstance("PKCS12");
    trust.load(null, null);
    trust.setCertificateEntry("ca", certificates.get("authority"));
    TrustManagerFactory trusts =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trusts.init(trust);
    KeyManager[] shown = null;
    if (name != null) {
      KeyStore own = KeyStore.getInstance("PKCS12");
      own.load(null, null);
      own.setKeyEntry(
          "own",
          other.keys.get(name).getPrivate(),
          PASSWORD,
          new X509Certificate[] {other.certificates.get(name)});
      KeyManagerFactory factory =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      factory.init(own, PASSWORD);
      shown = factory.getKeyManagers();
    }
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(shown, trusts.getTrustManagers(), null);
    return context;
  }
}
