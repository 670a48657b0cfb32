/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes.http;

import java.time.Instant;
import java.util.Optional;

/**
 * An object that was taken in and is worked on whether or not its client waits.
 *
 * @param id 32 hexadecimal digits
 * @param token name of the one that brought it, and may ask for it
 * @param way name of the route that it takes
 * @param policy name of the profile
 * @param ended empty while it waits or is worked on
 */
record Job(
    String id, String token, String way, String policy, Instant received, Optional<End> ended) {

  /**
   * What came of it.
   *
   * @param outcome delivered, already-delivered, queued, kept or quarantined; of an archive:
   *     unpacked; of a DICOMDIR: left-out
   * @param reason code of the reason why it is in quarantine; else empty
   * @param meaning the same for a person
   * @param receipt number of the receipt; 0 when there is none
   * @param output SHA-256 of the new object; else empty
   * @param name {@code study/series/instance} of the new object; else empty
   * @param objects how many an archive had; else 0
   * @param held how many of these are in quarantine
   */
  record End(
      String outcome,
      String reason,
      String meaning,
      long receipt,
      String output,
      String name,
      int objects,
      int held,
      Instant time) {

    static final String QUARANTINED = "quarantined";
    static final String KEPT = "kept";
    static final String UNPACKED = "unpacked";
  }

  Job endedAs(End end) {
    return new Job(id, token, way, policy, received, Optional.of(end));
  }
}
