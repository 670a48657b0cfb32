/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.dicom;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Inflates a deflated data set (PS3.5 A.5): into memory while it is small, into a temporary file
 * that only its owner can read when it grows.
 */
final class InflatedBody {

  private static final int IN_MEMORY = 8 << 20;
  private static final int CHUNK = 64 * 1024;

  private final ByteSource file;
  private final long start;
  private final long limit;

  InflatedBody(ByteSource file, long start, long limit) {
    this.file = file;
    this.start = start;
    this.limit = limit;
  }

  /** The inflated data set; closing it deletes what was spooled. */
  ByteSource inflate() throws IOException {
    try {
      return inflate(true);
    } catch (DataFormatException e) {
      try {
        // Some writers wrap the stream as RFC 1950.
        return inflate(false);
      } catch (DataFormatException again) {
        throw new DicomException(Fault.BAD_DEFLATE, "", start);
      }
    }
  }

  private ByteSource inflate(boolean raw) throws IOException, DataFormatException {
    Inflater inflater = new Inflater(raw);
    Spool spool = new Spool();
    try {
      byte[] in = new byte[CHUNK];
      byte[] out = new byte[CHUNK];
      long position = start;
      while (!inflater.finished()) {
        if (inflater.needsInput()) {
          int n = (int) Math.min(CHUNK, file.size() - position);
          if (n == 0) {
            throw new DicomException(Fault.BAD_DEFLATE, "", position);
          }
          file.read(position, in, 0, n);
          inflater.setInput(in, 0, n);
          position += n;
        }
        int n = inflater.inflate(out);
        if (n == 0 && inflater.needsDictionary()) {
          throw new DataFormatException();
        }
        if (spool.size + n > limit) {
          throw new DicomException(Fault.INFLATES_TOO_LARGE, "", position);
        }
        spool.write(out, n);
      }
      return spool.source();
    } catch (IOException | DataFormatException | RuntimeException e) {
      spool.discard();
      throw e;
    } finally {
      inflater.end();
    }
  }

  private static final class Spool {
    private ByteArrayOutputStream memory = new ByteArrayOutputStream();
    private Path path;
    private OutputStream onDisk;
    private long size;

    void write(byte[] bytes, int length) throws IOException {
      size += length;
      if (memory != null && size > IN_MEMORY) {
        // Files.createTempFile makes it readable by its owner only.
        path = Files.createTempFile("dicom-deid-", ".inflated");
        onDisk = Files.newOutputStream(path);
        memory.writeTo(onDisk);
        memory = null;
      }
      (memory == null ? onDisk : memory).write(bytes, 0, length);
    }

    ByteSource source() throws IOException {
      if (memory != null) {
        return new MemorySource(memory.toByteArray());
      }
      onDisk.close();
      return FileSource.spooled(path);
    }

    void discard() throws IOException {
      if (onDisk != null) {
        onDisk.close();
        Files.deleteIfExists(path);
      }
    }
  }
}
