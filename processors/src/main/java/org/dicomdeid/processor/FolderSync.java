/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.processor;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Waits until what was written to a destination folder, and its name, are on disk: Camel's file
 * component copies without, and the ledger must not be more durable than what it vouches for.
 */
public final class FolderSync implements Processor {

  private final Path folder;

  public FolderSync(String folder) {
    this.folder = Path.of(folder).toAbsolutePath().normalize();
  }

  /**
   * Flushes the file that the file name header names.
   *
   * @throws IOException when it is not there, or cannot be written to disk
   */
  @Override
  public void process(Exchange exchange) throws IOException {
    Path file = folder.resolve(exchange.getMessage().getHeader(Exchange.FILE_NAME, String.class));
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
    for (Path up = file.getParent(); up != null && up.startsWith(folder); up = up.getParent()) {
      sync(up);
    }
  }

  private static void sync(Path directory) {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      // Some platforms cannot open a folder; the rename itself has succeeded.
      return;
    }
  }
}
