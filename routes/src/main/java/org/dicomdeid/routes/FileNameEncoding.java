/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes;

import java.util.Locale;
import java.util.Properties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether this process can spell all file names. Java reads them in the encoding of the locale that
 * it was started under; a name that does not fit there is listed, but its file cannot be found.
 */
final class FileNameEncoding {

  private static final Logger LOG = LoggerFactory.getLogger(FileNameEncoding.class);

  private FileNameEncoding() {}

  /** Says with the mend that files would be left lying, which nothing else would tell. */
  static void warnUnlessUtf8(Properties system) {
    String encoding = system.getProperty("sun.jnu.encoding", "UTF-8");
    // Windows hands names over as Unicode whatever its code page.
    boolean windows =
        system.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");
    if (!windows && !encoding.equalsIgnoreCase("UTF-8")) {
      LOG.atWarn()
          .addKeyValue("encoding", encoding)
          .log(
              "the locale is not UTF-8: files with names outside ASCII may never be taken from the"
                  + " intake folders; start the service with LC_ALL=C.UTF-8");
    }
  }
}
