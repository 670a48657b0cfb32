/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes;

import java.net.URI;

/** Reads the options of an intake that fetches from a server. */
final class RemoteSourceReader {

  private static final String DICOM_WEB = "qido:";

  private final AccessReader.Options options;
  private final AccessReader.Paths paths;

  RemoteSourceReader(AccessReader.Options options, AccessReader.Paths paths) {
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
            new AccessReader(options, paths).read(),
            uri.getScheme().equals("sftp") ? options.get("move-to").value() : "",
            options.get("query").value(),
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
    AccessReader.requireSftp(uri, source.access());
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
}
