/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes.http;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.dicomdeid.receipt.OwnerOnly;

/** Where bodies of requests lie until they are answered or become jobs; under names of our own. */
final class Spool {

  private static final int BUFFER_BYTES = 64 * 1024;
  private static final int ID_BYTES = 16;

  private final Path folder;
  private final SecureRandom random = new SecureRandom();

  /** Opens the folder, readable by its owner only, and clears what a killed process left there. */
  Spool(Path folder) throws IOException {
    this.folder = folder;
    OwnerOnly.createFolder(folder);
    try (DirectoryStream<Path> left = Files.newDirectoryStream(folder)) {
      for (Path each : left) {
        Files.deleteIfExists(each);
      }
    }
  }

  /** A file that goes when it is closed, unless it was moved away. */
  record Spooled(Path file) implements Closeable {

    @Override
    public void close() throws IOException {
      Files.deleteIfExists(file);
    }
  }

  /** An id that nobody can guess: 32 hexadecimal digits. */
  String newId() {
    byte[] id = new byte[ID_BYTES];
    random.nextBytes(id);
    return HexFormat.of().formatHex(id);
  }

  /** A name for a file that does not exist yet. */
  Spooled reserve() {
    return new Spooled(folder.resolve(newId()));
  }

  /** Writes all of a stream to disk, so that it outlives a power cut. */
  Spooled write(InputStream in) throws IOException {
    Spooled spooled = reserve();
    try (FileChannel out =
        FileChannel.open(spooled.file(), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      byte[] buffer = new byte[BUFFER_BYTES];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        ByteBuffer rest = ByteBuffer.wrap(buffer, 0, n);
        while (rest.hasRemaining()) {
          out.write(rest);
        }
      }
      out.force(true);
    } catch (IOException | RuntimeException e) {
      spooled.close();
      throw e;
    }
    return spooled;
  }
}
