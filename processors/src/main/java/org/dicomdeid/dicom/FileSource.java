/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.dicom;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ArrayBlockingQueue;

/**
 * A file: a small one is read once into a pooled buffer, a larger one stays on disk and is read
 * where it is asked for. Never mapped, so that a file cut short under us is an exception and not a
 * crash.
 */
public final class FileSource implements ByteSource {

  /** Files up to this size are held whole in memory. */
  static final int WHOLE_BYTES = 1 << 20;

  /** The JDK keeps a direct buffer per thread as large as the largest read; this bounds it. */
  private static final int READ_BYTES = 128 * 1024;

  private static final ArrayBlockingQueue<byte[]> POOL = new ArrayBlockingQueue<>(16);

  private final FileChannel channel;
  private final long size;
  private byte[] whole;
  private boolean closed;

  private FileSource(FileChannel channel, byte[] whole, long size) {
    this.channel = channel;
    this.whole = whole;
    this.size = size;
  }

  public static FileSource open(Path file) throws IOException {
    FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
    try {
      long size = channel.size();
      if (size > WHOLE_BYTES) {
        return new FileSource(channel, null, size);
      }
      byte[] pooled = POOL.poll();
      byte[] buffer = pooled == null ? new byte[WHOLE_BYTES] : pooled;
      int filled = fill(channel, 0, buffer, 0, (int) size);
      channel.close();
      return new FileSource(null, buffer, filled);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /** A temporary file that is deleted when the source is closed. */
  static FileSource spooled(Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.DELETE_ON_CLOSE);
    return new FileSource(channel, null, channel.size());
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public void read(long position, byte[] target, int from, int length) throws IOException {
    if (closed) {
      throw new ClosedChannelException();
    }
    if (position < 0 || length > size - position) {
      throw new EOFException();
    }
    if (whole != null) {
      System.arraycopy(whole, (int) position, target, from, length);
    } else if (fill(channel, position, target, from, length) < length) {
      throw new EOFException();
    }
  }

  @Override
  public byte[] array() {
    return whole;
  }

  @Override
  public void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    if (whole == null) {
      channel.close();
    } else {
      byte[] buffer = whole;
      whole = null;
      // A full pool refuses, and the collector has it.
      POOL.offer(buffer);
    }
  }

  private static int fill(FileChannel channel, long position, byte[] target, int from, int length)
      throws IOException {
    int done = 0;
    while (done < length) {
      ByteBuffer part = ByteBuffer.wrap(target, from + done, Math.min(READ_BYTES, length - done));
      int n = channel.read(part, position + done);
      if (n < 0) {
        break;
      }
      done += n;
    }
    return done;
  }
}
