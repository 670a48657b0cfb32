/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.pipeline;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.UUID;
import org.dicomdeid.receipt.Content;

/** Files that appear under their name only when they are whole and on disk. */
public final class DurableFiles {

  private static final int BUFFER_BYTES = 128 * 1024;

  private DurableFiles() {}

  /**
   * A temporary name in the same folder, so that a rename is atomic; starts with a dot, ends in
   * {@code .part}.
   */
  public static Path partBeside(Path target) {
    return target.resolveSibling("." + UUID.randomUUID() + ".part");
  }

  /** Writes a small file under a temporary name and renames it over whatever stands there. */
  public static void replace(Path target, byte[] content) throws IOException {
    try (OutputFile out = OutputFile.partOf(target)) {
      out.write(content, 0, content.length);
      out.complete();
      out.rename(target);
    }
  }

  /**
   * Copies to a file that must not exist yet, durably.
   *
   * @return what was copied, digested on the way
   */
  public static Content copy(Path from, Path to) throws IOException {
    try (OutputFile out = new OutputFile(to)) {
      return pour(from, out);
    }
  }

  /**
   * Copies under a temporary name and renames that over whatever stands there, durably.
   *
   * @throws IOException also when the bytes are others than expected; the target is as it was then
   */
  public static void copy(Path from, Path target, Content expected) throws IOException {
    try (OutputFile out = OutputFile.partOf(target)) {
      if (!pour(from, out).equals(expected)) {
        out.discard();
        throw new IOException("the source changed while it was copied");
      }
      out.rename(target);
    }
  }

  private static Content pour(Path from, OutputFile out) throws IOException {
    byte[] buffer = new byte[BUFFER_BYTES];
    try (InputStream in = Files.newInputStream(from)) {
      for (int n; (n = in.read(buffer)) > 0; ) {
        out.write(buffer, 0, n);
      }
    }
    return out.complete();
  }

  /** As {@link #copy}, to an empty file that was made for it, with the rights that it has. */
  public static Content fill(Path from, Path to) throws IOException {
    MessageDigest digest = Digests.sha256();
    long bytes = 0;
    ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
    try (FileChannel in = FileChannel.open(from, StandardOpenOption.READ);
        FileChannel out = FileChannel.open(to, StandardOpenOption.WRITE)) {
      while (in.read(buffer.clear()) > 0) {
        bytes += buffer.flip().remaining();
        digest.update(buffer.duplicate());
        while (buffer.hasRemaining()) {
          out.write(buffer);
        }
      }
      out.force(true);
    }
    return new Content(HexFormat.of().formatHex(digest.digest()), bytes);
  }

  /** Renames within one file system, atomically, and makes the new name durable. */
  public static void rename(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      Files.deleteIfExists(from);
      throw e;
    }
    Path folder = to.toAbsolutePath().getParent();
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      // Some platforms cannot open a folder; the rename itself has succeeded.
      return;
    }
  }
}
