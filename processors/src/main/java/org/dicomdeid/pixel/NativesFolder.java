/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.pixel;

import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where libraries of the class path become files that the system can load: a folder for the owner
 * alone, because whoever can write there runs code in this process.
 */
final class NativesFolder {

  private static Path ofThisProcess;

  private final Path folder;

  private NativesFolder(Path folder) {
    this.folder = folder;
  }

  /** The given folder, made when it is missing; or one that goes with the process. */
  static NativesFolder open(Optional<Path> wanted) throws IOException {
    return new NativesFolder(wanted.isPresent() ? owned(wanted.get()) : temporary());
  }

  Path path() {
    return folder;
  }

  /**
   * A file with the content of a resource. One that is there already is taken when its content is
   * the same to the last bit, and replaced otherwise.
   *
   * @param resource absolute, on the class path
   */
  Path place(String resource) throws IOException {
    try (InputStream in = NativesFolder.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new FileNotFoundException("the class path has no " + resource);
      }
      return place(resource.substring(resource.lastIndexOf('/') + 1), in.readAllBytes());
    }
  }

  Path place(String name, byte[] content) throws IOException {
    Path file = folder.resolve(name);
    if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
        && Files.size(file) == content.length
        && Models.hexDigest(Files.readAllBytes(file)).equals(Models.hexDigest(content))) {
      return file;
    }
    Path fresh = Files.createTempFile(folder, name, ".new");
    try {
      Files.write(fresh, content);
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(fresh);
    }
    return file;
  }

  /** Another name for a file of this folder. */
  void link(String name, Path file) throws IOException {
    Path link = folder.resolve(name);
    if (Files.isSymbolicLink(link) && Files.readSymbolicLink(link).equals(file.getFileName())) {
      return;
    }
    Files.deleteIfExists(link);
    try {
      Files.createSymbolicLink(link, file.getFileName());
    } catch (FileAlreadyExistsException e) {
      // Another process was faster, with the same link.
    }
  }

  private static Path owned(Path folder) throws IOException {
    Files.createDirectories(folder);
    PosixFileAttributeView view = Files.getFileAttributeView(folder, PosixFileAttributeView.class);
    if (view != null) {
      view.setPermissions(PosixFilePermissions.fromString("rwx------"));
    }
    return folder.toRealPath();
  }

  private static synchronized Path temporary() throws IOException {
    if (ofThisProcess == null) {
      Path folder = Files.createTempDirectory("dicom-deid-natives");
      Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder), "natives-cleanup"));
      ofThisProcess = folder;
    }
    return ofThisProcess;
  }

  private static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      List<File> deepestFirst = files.sorted(Comparator.reverseOrder()).map(Path::toFile).toList();
      // What cannot be deleted now is left to the system's own cleaning of temporary files.
      deepestFirst.forEach(File::delete);
    } catch (IOException e) {
      return;
    }
  }
}
