/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.archive;

/** Names of entries are never used; one that climbs out of its folder tells of a hostile maker. */
final class EntryName {

  private EntryName() {}

  static void require(String name) throws ArchiveException {
    for (String segment : name.split("[/\\\\]", -1)) {
      if (segment.equals("..")) {
        throw new ArchiveException(ArchiveFault.PATH);
      }
    }
  }
}
