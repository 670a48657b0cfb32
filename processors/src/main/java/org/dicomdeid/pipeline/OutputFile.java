/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.pipeline;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.dicomdeid.receipt.Content;

/**
 * A file under a temporary name, digested as it is written. Closed before {@link #complete} it
 * vanishes: no part of an object is ever left behind.
 */
final class OutputFile extends OutputStream {

  private static final int BUFFER_BYTES = 32 * 1024;
  private static final int TRIES = 10;

  /**
   * Locked files of this process: to open one again and close it would end its lock (POSIX fcntl).
   */
  private static final Set<Path> OWN = ConcurrentHashMap.newKeySet();

  private final Path path;
  private final FileChannel channel;
  private final MessageDigest digest = Digests.sha256();
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private int buffered;
  private long bytes;
  private boolean complete;

  /** Held for what it tells others; goes with the channel. */
  @SuppressWarnings({"unused", "FieldCanBeLocal"})
  private FileLock lock;

  /**
   * @param path must not exist yet
   */
  OutputFile(Path path) throws IOException {
    this.path = path;
    this.channel = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
  }

  /**
   * A part beside its target, locked until it has its name: {@link AbandonedParts} tells by the
   * lock whether anybody still writes to it.
   *
   * @see #rename
   */
  static OutputFile partOf(Path target) throws IOException {
    for (int i = 0; i < TRIES; i++) {
      Path part = DurableFiles.partBeside(target);
      OWN.add(part.toAbsolutePath().normalize());
      OutputFile file = create(part);
      // Before the lock, another process may take it for abandoned.
      if (file.lock() && Files.exists(part)) {
        return file;
      }
      file.close();
    }
    throw new IOException("another process deletes the temporary files, repeatedly");
  }

  private static OutputFile create(Path part) throws IOException {
    try {
      return new OutputFile(part);
    } catch (IOException e) {
      OWN.remove(part.toAbsolutePath().normalize());
      throw e;
    }
  }

  private boolean lock() {
    try {
      lock = channel.tryLock();
      return lock != null;
    } catch (IOException e) {
      // A file system without locks: whoever looks for abandoned files gets none there either.
      return true;
    }
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] source, int from, int length) throws IOException {
    bytes += length;
    if (length > buffer.length - buffered) {
      flush();
    }
    if (length >= buffer.length) {
      emit(source, from, length);
      return;
    }
    System.arraycopy(source, from, buffer, buffered, length);
    buffered += length;
  }

  /** Makes what was written durable, and the file stay. */
  Content complete() throws IOException {
    return complete(true);
  }

  /**
   * Makes the file stay.
   *
   * @param durable whether it must outlive a power cut once this returns
   */
  Content complete(boolean durable) throws IOException {
    flush();
    if (durable) {
      channel.force(true);
    }
    complete = true;
    return new Content(HexFormat.of().formatHex(digest.digest()), bytes);
  }

  /** What was completed is to vanish all the same. */
  void discard() {
    complete = false;
  }

  /** Gives what is complete its name, over whatever stands there, before its lock ends. */
  void rename(Path target) throws IOException {
    DurableFiles.rename(path, target);
  }

  /** Whether this process has it open under a lock. */
  static boolean isLockedHere(Path file) {
    return OWN.contains(file.toAbsolutePath().normalize());
  }

  @Override
  public void close() throws IOException {
    channel.close();
    OWN.remove(path.toAbsolutePath().normalize());
    if (!complete) {
      Files.deleteIfExists(path);
    }
  }

  @Override
  public void flush() throws IOException {
    emit(buffer, 0, buffered);
    buffered = 0;
  }

  private void emit(byte[] source, int from, int length) throws IOException {
    digest.update(source, from, length);
    ByteBuffer rest = ByteBuffer.wrap(source, from, length);
    while (rest.hasRemaining()) {
      channel.write(rest);
    }
  }
}
