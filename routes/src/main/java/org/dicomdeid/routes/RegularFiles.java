/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes;

import java.io.File;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.component.file.GenericFile;
import org.apache.camel.component.file.GenericFileFilter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps an intake from what is no file, such as a named pipe or a device: opening one may wait for
 * ever, and with it the whole intake. Such an entry stays where it is; the first one of each intake
 * folder is told in the log, without its name.
 */
public final class RegularFiles implements GenericFileFilter<File> {

  private static final Logger LOG = LoggerFactory.getLogger(RegularFiles.class);

  private final Set<String> told = ConcurrentHashMap.newKeySet();

  /** Lets files and folders pass, and links to them. */
  @Override
  public boolean accept(GenericFile<File> entry) {
    // Not as a Path: a name that the locale cannot spell makes none, and would end the poll.
    File file = entry.getFile();
    if (file.isFile() || file.isDirectory()) {
      return true;
    }
    if (file.exists() && told.add(entry.getEndpointPath())) {
      LOG.atWarn()
          .addKeyValue("folder", entry.getEndpointPath())
          .log(
              "an entry of this intake folder is not a regular file (a named pipe, socket or"
                  + " device): it is left alone, and so are others like it; remove it");
    }
    return false;
  }
}
