/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.List;

/** Certificates that were named as options. */
final class Certificates {

  private Certificates() {}

  /** DER of each; the option is named when one is none. */
  static List<byte[]> read(List<Path> files, String option) throws IOException {
    List<byte[]> der = new ArrayList<>();
    for (Path each : files) {
      try (InputStream in = Files.newInputStream(each)) {
        der.add(CertificateFactory.getInstance("X.509").generateCertificate(in).getEncoded());
      } catch (CertificateException fault) {
        throw new ConfigurationFault(
            "A file given with " + option + " is no certificate; it takes PEM or DER.", fault);
      }
    }
    return der;
  }
}
