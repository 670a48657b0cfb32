/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.pipeline;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An object that is being taken out of quarantine: out of sight of {@link Quarantine#hold}, which
 * would otherwise count on a copy that is about to go. It is dropped or put back in the end; what a
 * killed process left half way is put back by the next one.
 */
public final class TakenObject {

  private static final String PREFIX = ".taken-";
  private static final Pattern LEFT =
      Pattern.compile("\\.taken-([0-9a-f]{64})\\.[0-9a-f-]{36}(\\.[a-z.]+)");

  /** The object last: where its reason is gone and it is not, it is only held without a reason. */
  private static final List<String> PARTS =
      List.of(HeldObject.REASON, HeldObject.RECEIPT, HeldObject.OBJECT);

  private final HeldObject held;
  private final Path folder;
  private final String name;

  private TakenObject(HeldObject held) {
    this.held = held;
    this.folder = held.file().toAbsolutePath().getParent();
    this.name = PREFIX + held.sha256() + "." + UUID.randomUUID();
  }

  /** Takes it; empty when it is no longer there. The caller has the {@link QuarantineLock}. */
  public static Optional<TakenObject> take(HeldObject held) throws IOException {
    TakenObject taken = new TakenObject(held);
    boolean found = false;
    for (String part : PARTS) {
      found = move(held.file().resolveSibling(held.sha256() + part), taken.path(part));
    }
    return found ? Optional.of(taken) : Optional.empty();
  }

  public HeldObject held() {
    return held;
  }

  /** Where its bytes are meanwhile. */
  public Path file() {
    return path(HeldObject.OBJECT);
  }

  /** Whether the bytes are those that its name is the digest of. */
  public boolean isIntact() throws IOException {
    return Digests.of(file()).sha256().equals(held.sha256());
  }

  /** Gives it back to the quarantine. */
  public void putBack() throws IOException {
    for (String part : PARTS) {
      restore(path(part), held.sha256(), part);
    }
  }

  /** Deletes it for good. */
  public void drop() throws IOException {
    // The object first: its reason alone would come back as a reason for nothing.
    Files.deleteIfExists(file());
    for (String part : PARTS) {
      Files.deleteIfExists(path(part));
    }
  }

  private Path path(String part) {
    return folder.resolve(name + part);
  }

  /** Whether something is being taken out, or was when its process was killed. */
  static boolean areLeftovers(Path folder) throws IOException {
    try (DirectoryStream<Path> left = Files.newDirectoryStream(folder, PREFIX + "*")) {
      return left.iterator().hasNext();
    }
  }

  /** What a killed process was taking out; the caller has the {@link QuarantineLock}. */
  static void putBackLeftovers(Path folder) throws IOException {
    try (DirectoryStream<Path> left = Files.newDirectoryStream(folder, PREFIX + "*")) {
      for (Path each : left) {
        Matcher name = LEFT.matcher(each.getFileName().toString());
        if (name.matches()) {
          restore(each, name.group(1), name.group(2));
        }
      }
    }
  }

  /** A copy that came meanwhile is as good, and its reason is newer. */
  private static void restore(Path from, String sha256, String part) throws IOException {
    Path to = from.resolveSibling(sha256 + part);
    boolean reasonForNothing =
        !part.equals(HeldObject.OBJECT) && !hasObject(from, part) && Files.notExists(object(to));
    if (Files.exists(to) || reasonForNothing) {
      Files.deleteIfExists(from);
    } else {
      move(from, to);
    }
  }

  private static boolean hasObject(Path taken, String part) {
    String file = taken.getFileName().toString();
    String stem = file.substring(0, file.length() - part.length());
    return Files.exists(taken.resolveSibling(stem + HeldObject.OBJECT));
  }

  private static Path object(Path reason) {
    return reason.resolveSibling(
        reason.getFileName().toString().substring(0, 64) + HeldObject.OBJECT);
  }

  private static boolean move(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
      return true;
    } catch (NoSuchFileException e) {
      return false;
    }
  }
}
