/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.archive;

/** Why an archive is not taken apart; the code is what reason files and metrics carry. */
public enum ArchiveFault {
  DAMAGED(
      "archive-damaged",
      "the archive is cut off or damaged: it ends early, or a checksum does not hold; send it again",
      false),
  ENCRYPTED("archive-encrypted", "the archive is encrypted; send it without a password", false),
  UNSUPPORTED(
      "archive-unsupported",
      "the archive uses a method that is not supported; make it with plain zip, tar or gzip",
      false),
  NO_OBJECTS("archive-no-objects", "the archive holds no DICOM object", false),
  TOO_MANY_ENTRIES(
      "archive-too-many-entries", "the archive holds more entries than the limit", true),
  TOO_LARGE("archive-too-large", "the archive grows beyond the limit of bytes", true),
  BOMB(
      "archive-bomb",
      "the archive grows by more than the limit when it is unpacked, as images never do",
      true),
  TOO_DEEP("archive-too-deep", "archives lie in archives deeper than the limit", true),
  PATH("archive-path", "an entry of the archive wants to leave the folder it is unpacked in", true),
  LINK("archive-link", "the archive holds a link or a device, which is no object", true);

  private final String code;
  private final String meaning;
  private final boolean hostile;

  ArchiveFault(String code, String meaning, boolean hostile) {
    this.code = code;
    this.meaning = meaning;
    this.hostile = hostile;
  }

  public String code() {
    return code;
  }

  public String meaning() {
    return meaning;
  }

  /** Whether it condemns the archives around it too, and not only the one that shows it. */
  boolean isHostile() {
    return hostile;
  }
}
