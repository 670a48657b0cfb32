/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.dicom;

/** Why a file is not readable as DICOM; the code is what reason files and metrics carry. */
public enum Fault {
  EMPTY("empty", "the file has no bytes"),
  NOT_DICOM("not-dicom", "neither a Part 10 file nor a bare data set"),
  NO_DATA_SET("no-data-set", "nothing follows the file meta information"),
  TRUNCATED("truncated", "the file ends before the value does"),
  BAD_LENGTH("bad-length", "a length leaves its enclosing item, sequence or file"),
  BAD_STRUCTURE("bad-structure", "the element structure contradicts itself"),
  BAD_VR("bad-vr", "the value representation is not one of PS3.5 6.2"),
  UNKNOWN_TRANSFER_SYNTAX(
      "unknown-transfer-syntax", "the transfer syntax is missing or not supported"),
  BAD_DEFLATE("bad-deflate", "the deflated data set does not inflate"),
  TOO_DEEP("too-deep", "sequences nest deeper than the limit"),
  TOO_MANY_ELEMENTS("too-many-elements", "more elements than the limit"),
  HEADER_TOO_LARGE("header-too-large", "more header bytes than the limit"),
  INFLATES_TOO_LARGE("inflates-too-large", "the deflated data set grows beyond the limit"),
  VALUE_TOO_LARGE(
      "value-too-large", "a value that must be held in memory is larger than the limit");

  private final String code;
  private final String meaning;

  Fault(String code, String meaning) {
    this.code = code;
    this.meaning = meaning;
  }

  public String code() {
    return code;
  }

  public String meaning() {
    return meaning;
  }
}
