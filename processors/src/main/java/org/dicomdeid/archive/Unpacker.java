/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.archive;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.zip.CRC32;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.dicomdeid.dicom.DicomException;
import org.dicomdeid.dicom.DicomReader;
import org.dicomdeid.dicom.Fault;
import org.dicomdeid.dicom.Limits;

/**
 * Takes one archive apart, and those that lie in it: each entry becomes a file under a name of this
 * class's own in a folder that only the service reads. All or nothing: when an archive is refused,
 * none of its files stays.
 *
 * <p>An archive inside another that cannot be read, or that holds no object, is one file like any
 * other; one that breaks a bound condemns the whole.
 */
public final class Unpacker {

  private static final int BUFFER_BYTES = 64 * 1024;

  /** Of the central directory of a zip file, which is brought into memory. */
  private static final long DIRECTORY_BYTES = 32L << 20;

  private static final long NO_CHECKSUM = -1;

  /** Block by block, so that nothing is read past the end mark unseen. */
  private static final int TAR_BLOCK = 512;

  private final Path folder;
  private final ArchiveLimits limits;
  private final long ownBytes;
  private final String prefix = "unpacked-" + UUID.randomUUID() + "-";
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private int entries;
  private long bytes;
  private int directories;

  private Unpacker(Path folder, ArchiveLimits limits, long ownBytes) {
    this.folder = folder;
    this.limits = limits;
    this.ownBytes = ownBytes;
  }

  /**
   * Unpacks a file that {@link ArchiveKind#of} knows.
   *
   * @param folder owner-only, where the files are made
   * @throws ArchiveException when the archive must be held whole
   * @throws IOException for faults that may pass: the disk is full
   */
  public static Unpacked unpack(Path archive, Path folder, ArchiveLimits limits)
      throws IOException {
    ArchiveKind kind =
        ArchiveKind.of(archive).orElseThrow(() -> new IllegalArgumentException("no archive"));
    Unpacker unpacker = new Unpacker(folder, limits, Files.size(archive));
    List<Path> files = new ArrayList<>();
    boolean done = false;
    try {
      boolean objects = unpacker.open(archive, kind, 1, files);
      if (!objects && unpacker.directories == 0) {
        throw new ArchiveException(ArchiveFault.NO_OBJECTS);
      }
      done = true;
      return new Unpacked(files, unpacker.directories);
    } finally {
      if (!done) {
        delete(files, 0);
      }
    }
  }

  /** Whether a DICOM object was in it. */
  private boolean open(Path archive, ArchiveKind kind, int depth, List<Path> files)
      throws IOException {
    if (depth > limits.depth()) {
      throw new ArchiveException(ArchiveFault.TOO_DEEP);
    }
    try {
      return switch (kind) {
        case ZIP -> zip(archive, depth, files);
        case TAR -> tar(archive, depth, files);
        case GZIP -> gzip(archive, depth, files);
      };
    } catch (RuntimeException e) {
      // The library's complaint of bytes that make no sense.
      throw new ArchiveException(ArchiveFault.DAMAGED);
    }
  }

  private boolean zip(Path archive, int depth, List<Path> files) throws IOException {
    ZipDirectory directory = ZipDirectory.of(archive);
    if (directory.entries() > limits.entries() || directory.bytes() > DIRECTORY_BYTES) {
      throw new ArchiveException(ArchiveFault.TOO_MANY_ENTRIES);
    }
    boolean objects = false;
    try (ZipFile zip = openZip(archive)) {
      for (Enumeration<ZipArchiveEntry> all = zip.getEntriesInPhysicalOrder();
          all.hasMoreElements(); ) {
        ZipArchiveEntry entry = all.nextElement();
        EntryName.require(entry.getName());
        if (entry.isUnixSymlink()) {
          throw new ArchiveException(ArchiveFault.LINK);
        }
        if (entry.isDirectory()) {
          count();
          continue;
        }
        if (entry.getGeneralPurposeBit().usesEncryption()) {
          throw new ArchiveException(ArchiveFault.ENCRYPTED);
        }
        if (!zip.canReadEntryData(entry)) {
          throw new ArchiveException(ArchiveFault.UNSUPPORTED);
        }
        try (InputStream in = openEntry(zip, entry)) {
          objects |= entry(in, entry.getSize(), entry.getCrc(), depth, files);
        }
      }
    }
    return objects;
  }

  private static ZipFile openZip(Path archive) throws ArchiveException {
    try {
      return ZipFile.builder()
          .setPath(archive)
          .setCharset(StandardCharsets.ISO_8859_1)
          .setIgnoreLocalFileHeader(true)
          .get();
    } catch (IOException e) {
      throw new ArchiveException(ArchiveFault.DAMAGED);
    }
  }

  private static InputStream openEntry(ZipFile zip, ZipArchiveEntry entry) throws ArchiveException {
    try {
      return zip.getInputStream(entry);
    } catch (IOException e) {
      throw new ArchiveException(ArchiveFault.DAMAGED);
    }
  }

  private boolean tar(Path archive, int depth, List<Path> files) throws IOException {
    boolean objects = false;
    try (TarStream watched = new TarStream(new BufferedInputStream(Files.newInputStream(archive)));
        TarArchiveInputStream tar =
            new TarArchiveInputStream(watched, TAR_BLOCK, TAR_BLOCK, "ISO-8859-1")) {
      for (TarArchiveEntry entry; (entry = next(watched, tar)) != null; ) {
        EntryName.require(entry.getName());
        if (entry.isDirectory()) {
          count();
          continue;
        }
        if (isNoFile(entry)) {
          throw new ArchiveException(ArchiveFault.LINK);
        }
        if (entry.isSparse()) {
          throw new ArchiveException(ArchiveFault.UNSUPPORTED);
        }
        objects |= entry(tar, entry.getSize(), NO_CHECKSUM, depth, files);
      }
      watched.requireEnd();
    }
    return objects;
  }

  private static boolean isNoFile(TarArchiveEntry entry) {
    return entry.isSymbolicLink()
        || entry.isLink()
        || entry.isCharacterDevice()
        || entry.isBlockDevice()
        || entry.isFIFO();
  }

  private static TarArchiveEntry next(TarStream watched, TarArchiveInputStream tar)
      throws ArchiveException {
    watched.beginHeader();
    try {
      return tar.getNextEntry();
    } catch (ArchiveException e) {
      throw e;
    } catch (IOException e) {
      throw new ArchiveException(ArchiveFault.DAMAGED);
    } finally {
      watched.endHeader();
    }
  }

  private boolean gzip(Path archive, int depth, List<Path> files) throws IOException {
    GzipCompressorInputStream opened;
    InputStream source = new BufferedInputStream(Files.newInputStream(archive));
    try {
      opened =
          GzipCompressorInputStream.builder()
              .setInputStream(source)
              .setDecompressConcatenated(true)
              .get();
    } catch (IOException e) {
      source.close();
      throw new ArchiveException(ArchiveFault.DAMAGED);
    }
    try (InputStream in = opened) {
      return entry(in, -1, NO_CHECKSUM, depth, files);
    }
  }

  private void count() throws ArchiveException {
    if (++entries > limits.entries()) {
      throw new ArchiveException(ArchiveFault.TOO_MANY_ENTRIES);
    }
  }

  /** Whether it is a DICOM object, or an archive with one in it. */
  private boolean entry(InputStream in, long size, long checksum, int depth, List<Path> files)
      throws IOException {
    count();
    Path file = folder.resolve(prefix + entries);
    int before = files.size();
    files.add(file);
    copy(in, file, size, checksum);
    if (MediaDirectory.is(file)) {
      directories++;
      delete(files, before);
      return false;
    }
    Optional<ArchiveKind> nested = ArchiveKind.of(file);
    if (nested.isEmpty()) {
      return isDicom(file);
    }
    int directoriesBefore = directories;
    List<Path> within = new ArrayList<>();
    boolean objects = false;
    try {
      objects = open(file, nested.get(), depth + 1, within);
    } catch (ArchiveException e) {
      if (e.fault().isHostile()) {
        throw e;
      }
    } finally {
      if (!objects) {
        delete(within, 0);
      }
    }
    if (objects) {
      delete(files, before);
      files.addAll(within);
    } else {
      directories = directoriesBefore;
    }
    return objects;
  }

  private void copy(InputStream in, Path file, long size, long checksum) throws IOException {
    CRC32 crc = new CRC32();
    long copied = 0;
    try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW)) {
      for (int n; (n = read(in)) > 0; ) {
        copied += n;
        bytes += n;
        if (bytes > limits.bytes()) {
          throw new ArchiveException(ArchiveFault.TOO_LARGE);
        }
        if (bytes > ArchiveLimits.FREE && bytes / limits.ratio() > ownBytes) {
          throw new ArchiveException(ArchiveFault.BOMB);
        }
        crc.update(buffer, 0, n);
        out.write(buffer, 0, n);
      }
    }
    boolean whole = size < 0 || copied == size;
    if (!whole || (checksum != NO_CHECKSUM && crc.getValue() != checksum)) {
      throw new ArchiveException(ArchiveFault.DAMAGED);
    }
  }

  private int read(InputStream in) throws ArchiveException {
    try {
      return in.read(buffer);
    } catch (IOException | RuntimeException e) {
      throw new ArchiveException(ArchiveFault.DAMAGED);
    }
  }

  private static boolean isDicom(Path file) throws IOException {
    try {
      DicomReader.read(file, Limits.DEFAULT).close();
      return true;
    } catch (DicomException e) {
      return e.fault() != Fault.NOT_DICOM && e.fault() != Fault.EMPTY;
    }
  }

  private static void delete(List<Path> files, int from) throws IOException {
    while (files.size() > from) {
      Files.deleteIfExists(files.get(files.size() - 1));
      files.remove(files.size() - 1);
    }
  }
}
