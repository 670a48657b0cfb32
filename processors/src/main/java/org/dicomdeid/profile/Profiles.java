/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.profile;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Where profiles come from: those that are shipped, by name, and files of YAML. */
public final class Profiles {

  private static final List<String> SHIPPED =
      List.of("ps3.15-basic", "hipaa", "hipaa-safe-harbor", "research");
  private static final String ROOT = "/org/dicomdeid/profiles/";

  private Profiles() {}

  /** The names of the shipped profiles. */
  public static List<String> shipped() {
    return SHIPPED;
  }

  /**
   * Loads and compiles a profile.
   *
   * @param nameOrFile the name of a shipped profile, else a path of a YAML file
   * @throws ProfileException with file, line and mend when the profile cannot be used
   */
  public static Profile load(String nameOrFile) throws ProfileException {
    return loadWithFiles(nameOrFile).profile();
  }

  /**
   * A profile and the files that it was read from, its own and those that it extends.
   *
   * @param files none when it is shipped
   */
  public record Loaded(Profile profile, List<Path> files) {}

  /** As {@link #load}, and says which files to watch for changes. */
  public static Loaded loadWithFiles(String nameOrFile) throws ProfileException {
    List<ProfileProblem> problems = new ArrayList<>();
    List<Path> files = new ArrayList<>();
    Profile profile = load(nameOrFile, files, problems);
    if (!problems.isEmpty()) {
      throw new ProfileException(problems.get(0));
    }
    return new Loaded(profile, List.copyOf(files));
  }

  /** Everything wrong with a profile file, with line numbers; empty when it can be used. */
  public static List<ProfileProblem> validate(Path file) {
    List<ProfileProblem> problems = new ArrayList<>();
    load(file.toString(), new ArrayList<>(), problems);
    return List.copyOf(problems);
  }

  private static Profile load(String nameOrFile, List<Path> files, List<ProfileProblem> problems) {
    List<ProfileFile> chain = new ArrayList<>();
    List<String> visited = new ArrayList<>();
    String next = nameOrFile;
    Path folder = Path.of("");
    ProfileFile child = null;
    while (next != null) {
      Source source = open(next, folder, child, problems);
      if (source == null) {
        return null;
      }
      source.file().ifPresent(files::add);
      if (visited.contains(source.id())) {
        problems.add(
            new ProfileProblem(
                child == null ? next : child.file(),
                child == null ? 0 : child.line("extends"),
                "the profile extends itself",
                "remove `extends` from one of the files"));
        return null;
      }
      visited.add(source.id());
      child = new ProfileParser(source.label(), problems).parse(source.text());
      chain.add(child);
      folder = source.folder();
      next = child.parent();
    }
    ProfileDefinition definition = new ProfileMerger(chain, problems).merge();
    return problems.isEmpty() ? new Profile(definition) : null;
  }

  private record Source(String id, String label, String text, Path folder, Optional<Path> file) {}

  private static Source open(
      String name, Path folder, ProfileFile child, List<ProfileProblem> problems) {
    String fault = "there is no profile `" + name + "`";
    String mend = "use one of " + String.join(", ", SHIPPED) + ", or the path of a YAML file";
    try {
      if (SHIPPED.contains(name)) {
        try (InputStream in = Profiles.class.getResourceAsStream(ROOT + name + ".yaml")) {
          if (in != null) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return new Source(
                "shipped " + name, name + ".yaml", text, Path.of(""), Optional.empty());
          }
        }
      } else {
        Path file = folder.resolve(name);
        if (Files.isRegularFile(file)) {
          Path parent = file.toAbsolutePath().getParent();
          Path label = file.getFileName();
          return new Source(
              file.toRealPath().toString(),
              String.valueOf(label),
              Files.readString(file),
              parent,
              Optional.of(file.toAbsolutePath()));
        }
        if (!name.isBlank() && Files.isDirectory(file)) {
          fault = "`" + name + "` is a folder";
          mend = "name a YAML file in it";
        }
      }
    } catch (CharacterCodingException e) {
      fault = "`" + name + "` is not UTF-8 text";
      mend = "check that it is the profile, and save it as UTF-8";
    } catch (IOException | InvalidPathException e) {
      fault = "`" + name + "` cannot be read";
      mend = "check the path and its permissions";
    }
    problems.add(
        new ProfileProblem(
            child == null ? name : child.file(),
            child == null ? 0 : child.line("extends"),
            fault,
            mend));
    return null;
  }
}
