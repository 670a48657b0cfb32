/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes;

import java.io.File;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.component.file.GenericFile;
import org.apache.camel.component.file.GenericFileFilter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps an intake from what is no file, such as a named pipe or a device: opening one may wait for
 * ever, and with it the whole intake. Keeps it from links that lead out of its folder, too. Such an
 * entry stays where it is; the first one of a kind in each intake folder is told in the log,
 * without its name.
 */
public final class RegularFiles implements GenericFileFilter<File> {

  private static final Logger LOG = LoggerFactory.getLogger(RegularFiles.class);

  private final Set<String> told = ConcurrentHashMap.newKeySet();

  /** Lets files and folders pass, and links to those in the intake folder. */
  @Override
  public boolean accept(GenericFile<File> entry) {
    File file = entry.getFile();
    String folder = entry.getEndpointPath();
    try {
      if (!file.isFile() && !file.isDirectory()) {
        if (file.exists()) {
          tell(
              folder,
              "an entry of this intake folder is not a regular file (a named pipe, socket or"
                  + " device): it is left alone, and so are others like it; remove it");
        }
        return false;
      }
      if (OutwardLink.is(file.toPath(), List.of(Path.of(folder)))) {
        tell(
            folder,
            "an entry of this intake folder is a link that leads out of the folder: it is left"
                + " alone, and so are others like it; move the file itself into the folder");
        return false;
      }
      return true;
    } catch (InvalidPathException | IOException e) {
      // A name that the locale cannot spell makes no path; a link may go while it is looked at.
      return false;
    }
  }

  private void tell(String folder, String sentence) {
    if (told.add(sentence + folder)) {
      LOG.atWarn().addKeyValue("folder", folder).log(sentence);
    }
  }
}
