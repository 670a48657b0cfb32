/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.pixel;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dicomdeid.codec.Box;
import org.dicomdeid.profile.ProfileException;
import org.dicomdeid.profile.ProfileProblem;

/**
 * Devices that burn what identifies always into the same places. Its boxes are blanked besides what
 * a search for text finds; no entry stands in for the search. The format is in
 * docs/device-catalog.md. Immutable.
 */
public final class DeviceCatalog {

  private static final String FILE = "/org/dicomdeid/profiles/pixels/devices.yaml";

  private final List<Entry> entries;

  private final String sha256;

  private DeviceCatalog(List<Entry> entries, String sha256) {
    this.entries = List.copyOf(entries);
    this.sha256 = sha256;
  }

  /** Digest of the site's own file; empty for the catalog of the jar, which the profile covers. */
  public Optional<String> sha256() {
    return Optional.ofNullable(sha256);
  }

  /**
   * A device.
   *
   * @param device its name in the catalog
   * @param match patterns by criterion; each criterion must hold, by one pattern at least
   */
  public record Entry(String device, Map<String, List<String>> match, List<Region> regions) {

    public Entry {
      match = Map.copyOf(match);
      regions = List.copyOf(regions);
    }

    /** What is to be blanked in an image of a size; parts beyond its edges are left out. */
    public List<Box> regions(int rows, int columns) {
      List<Box> boxes = new ArrayList<>();
      for (Region region : regions) {
        Box box = region.in(rows, columns).within(columns, rows);
        if (!box.isEmpty()) {
          boxes.add(box);
        }
      }
      return boxes;
    }

    private boolean fits(DeviceFacts facts) {
      for (Map.Entry<String, List<String>> criterion : match.entrySet()) {
        List<String> values = facts.of(criterion.getKey());
        boolean holds =
            values.stream()
                .anyMatch(
                    value ->
                        criterion.getValue().stream()
                            .anyMatch(pattern -> StarPattern.matches(pattern, value)));
        if (!holds) {
          return false;
        }
      }
      return true;
    }
  }

  /** A place of an image. */
  public sealed interface Region permits PixelRegion, FractionRegion {

    /** Why it is blanked, for people. */
    String why();

    /** In pixels of an image of a size; may reach beyond it. */
    Box in(int rows, int columns);
  }

  /** A place in pixels. */
  public record PixelRegion(Box box, String why) implements Region {

    @Override
    public Box in(int rows, int columns) {
      return box;
    }
  }

  /** A place in parts of the width and height, 0 to 1; pixels that it touches belong to it. */
  public record FractionRegion(double left, double top, double right, double bottom, String why)
      implements Region {

    @Override
    public Box in(int rows, int columns) {
      int l = (int) Math.floor(left * columns);
      int t = (int) Math.floor(top * rows);
      int r = (int) Math.ceil(right * columns);
      int b = (int) Math.ceil(bottom * rows);
      return new Box(l, t, r - l, b - t);
    }
  }

  private static final class Holder {
    static final DeviceCatalog STANDARD = read();

    private static DeviceCatalog read() {
      try (InputStream in = DeviceCatalog.class.getResourceAsStream(FILE)) {
        if (in == null) {
          throw new IllegalStateException("the device catalog is missing from the jar");
        }
        return parse("devices.yaml", new String(in.readAllBytes(), StandardCharsets.UTF_8));
      } catch (IOException e) {
        throw new UncheckedIOException("the device catalog cannot be read", e);
      } catch (ProfileException e) {
        throw new IllegalStateException("the device catalog of the jar is wrong", e);
      }
    }
  }

  /** The catalog of the jar; read at first use. */
  public static DeviceCatalog standard() {
    return Holder.STANDARD;
  }

  /**
   * Reads a catalog.
   *
   * @throws ProfileException with file, line and mend when it cannot be used
   */
  public static DeviceCatalog load(Path file) throws ProfileException {
    try {
      String text = Files.readString(file);
      DeviceCatalog parsed = parse(String.valueOf(file.getFileName()), text);
      return new DeviceCatalog(parsed.entries, sha256(text));
    } catch (CharacterCodingException e) {
      throw new ProfileException(
          new ProfileProblem(
              file.toString(), 0, "the device catalog is not UTF-8 text", "save it as UTF-8"));
    } catch (IOException e) {
      throw new ProfileException(
          new ProfileProblem(
              file.toString(),
              0,
              "the device catalog cannot be read",
              "check the path and its permissions"));
    }
  }

  private static String sha256(String text) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Everything wrong with a catalog's text; empty when it can be used. */
  static List<ProfileProblem> validate(String file, String text) {
    List<ProfileProblem> problems = new ArrayList<>();
    new DeviceCatalogParser(file, problems).parse(text);
    return problems;
  }

  private static DeviceCatalog parse(String file, String text) throws ProfileException {
    List<ProfileProblem> problems = new ArrayList<>();
    List<Entry> entries = new DeviceCatalogParser(file, problems).parse(text);
    if (!problems.isEmpty()) {
      throw new ProfileException(problems.get(0));
    }
    return new DeviceCatalog(entries, null);
  }

  /** The first entry that an object's facts fit; empty for a device that is not known. */
  public Optional<Entry> match(DeviceFacts facts) {
    return entries.stream().filter(entry -> entry.fits(facts)).findFirst();
  }

  List<Entry> entries() {
    return entries;
  }
}
