/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Reads the options of an intake that fetches from a server. */
final class RemoteSourceReader {

  /** Finds an option's setting, or its default. */
  interface Options {
    Setting get(String option) throws SettingsException;
  }

  /** Turns a setting into a path. */
  interface Paths {
    Path of(Setting setting) throws SettingsException;
  }

  private static final String DICOM_WEB = "qido:";

  private final Options options;
  private final Paths paths;

  RemoteSourceReader(Options options, Paths paths) {
    this.options = options;
    this.paths = paths;
  }

  RemoteSource read() throws SettingsException {
    Setting written = options.get("uri");
    boolean dicomWeb = written.value().startsWith(DICOM_WEB);
    URI uri =
        uri(
            dicomWeb
                ? new Setting(
                    written.key(), written.value().substring(DICOM_WEB.length()), written.where())
                : written);
    RemoteSource source =
        new RemoteSource(
            uri,
            dicomWeb,
            options.get("user").value(),
            secret("password"),
            file("private-key-file"),
            secret("passphrase"),
            file("known-hosts-file"),
            uri.getScheme().equals("sftp") ? options.get("move-to").value() : "",
            options.get("query").value(),
            secret("token"),
            SettingsReader.duration(options.get("timeout")),
            ByteSize.of(options.get("max-object-size")));
    if (dicomWeb && source.isSftp()) {
      throw new SettingsException(written, "write qido:https://HOST:PORT/PATH");
    }
    if (source.isSftp()) {
      checkSftp(source);
    } else if (!options.get("move-to").value().isEmpty()) {
      throw new SettingsException(
          options.get("move-to"), "a web source is only read; leave it out");
    } else if (!source.query().matches("[\\x21-\\x7e&&[^#?]]*")) {
      throw new SettingsException(
          options.get("query"), "write it as in an address, such as ModalitiesInStudy=CT");
    }
    return source;
  }

  private static URI uri(Setting setting) throws SettingsException {
    URI uri;
    try {
      uri = URI.create(setting.value());
    } catch (IllegalArgumentException e) {
      throw new SettingsException(setting, "is no address");
    }
    if (!setting.value().matches("(sftp|https?)://[^/?#\\s]+(/([^/?#\\s][^?#\\s]*)?)?")) {
      throw new SettingsException(
          setting,
          "write sftp://HOST:PORT/FOLDER, qido:https://HOST:PORT/PATH or https://HOST:PORT/PATH,"
              + " without options; what is asked of a web source is the option query");
    }
    if (uri.getRawUserInfo() != null) {
      throw new SettingsException(
          new Setting(setting.key(), "(not repeated)", setting.where()),
          "names the user; write that as the option user");
    }
    return uri;
  }

  private void checkSftp(RemoteSource source) throws SettingsException {
    Setting uri = options.get("uri");
    if (source.user().isEmpty()) {
      throw new SettingsException(uri, "needs user beside it");
    }
    if (source.knownHosts().isEmpty()) {
      throw new SettingsException(
          uri,
          "needs known-hosts-file beside it, with the server's host key: ssh-keyscan -p PORT HOST,"
              + " compared with what the server's owner says");
    }
    if (source.password().isEmpty() && source.privateKey().isEmpty()) {
      throw new SettingsException(uri, "needs private-key-file or password-file beside it");
    }
    String polled = source.uri().getPath().replaceFirst("^/", "").replaceFirst("/*$", "/");
    String rest = source.moveTo().startsWith(polled) ? source.moveTo() : null;
    if (polled.equals("/") ? isSeen(source.moveTo()) : rest != null && isSeen(rest, polled)) {
      throw new SettingsException(
          options.get("move-to"),
          "lies in the folder that is watched, so that files would come again; name one beside it,"
              + " or one whose name starts with a dot");
    }
  }

  private static boolean isSeen(String moveTo, String polled) {
    return isSeen(moveTo.substring(polled.length()));
  }

  /** Folders whose names start with a dot are not looked into. */
  private static boolean isSeen(String below) {
    return !below.isEmpty() && !below.startsWith(".") && !below.startsWith("/");
  }

  private Optional<Path> file(String option) throws SettingsException {
    Setting setting = options.get(option);
    if (setting.value().isEmpty()) {
      return Optional.empty();
    }
    Path file = paths.of(setting);
    if (!Files.isReadable(file) || Files.isDirectory(file)) {
      throw new SettingsException(setting, "is no file that this user can read");
    }
    return Optional.of(file);
  }

  /** From the environment, or from a file, but never from a line that others may read. */
  private Optional<String> secret(String option) throws SettingsException {
    Setting direct = options.get(option);
    if (!direct.value().isEmpty()) {
      if (!direct.where().startsWith("environment variable")) {
        throw new SettingsException(
            new Setting(direct.key(), "(not repeated)", direct.where()),
            "secrets do not stand here: put it into a file of its own and name that with "
                + option
                + "-file, or set it as an environment variable");
      }
      return Optional.of(direct.value());
    }
    Optional<Path> file = file(option + "-file");
    if (file.isEmpty()) {
      return Optional.empty();
    }
    try {
      String text = Files.readString(file.get()).strip();
      if (!text.isEmpty()) {
        return Optional.of(text);
      }
    } catch (IOException e) {
      // Said below, together with an empty file.
    }
    throw new SettingsException(
        options.get(option + "-file"), "does not hold a secret in one line of UTF-8");
  }
}
