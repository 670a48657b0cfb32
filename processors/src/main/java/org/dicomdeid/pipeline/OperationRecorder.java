/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.pipeline;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.dicomdeid.deidentify.ActionTally;
import org.dicomdeid.deidentify.Deidentified;
import org.dicomdeid.dicom.UidRegistry;
import org.dicomdeid.profile.Option;
import org.dicomdeid.profile.Profile;
import org.dicomdeid.receipt.ActionCount;
import org.dicomdeid.receipt.Content;
import org.dicomdeid.receipt.Operation;
import org.dicomdeid.receipt.ProfileRef;

/** Puts what was done to an object into the terms of a receipt. */
final class OperationRecorder {

  private final String pseudonymKeyId;
  private final UidLookup lookup;
  private final boolean recordsActions;

  /**
   * A recorder for one key.
   *
   * @param actions whether to list the actions, which only a receipt tells
   */
  OperationRecorder(String pseudonymKeyId, UidLookup lookup, boolean actions) {
    this.pseudonymKeyId = pseudonymKeyId;
    this.lookup = lookup;
    this.recordsActions = actions;
  }

  Operation delivered(
      Content input,
      Content output,
      Profile profile,
      Deidentified deidentified,
      String transferSyntax,
      String sopClass,
      PixelResult pixels,
      List<String> originalUids,
      List<String> deliveredUids,
      Instant started) {
    return new Operation(
        org.dicomdeid.receipt.Outcome.DELIVERED,
        input,
        output,
        reference(profile),
        pseudonymKeyId,
        Engine.VERSION,
        registered(transferSyntax),
        registered(sopClass),
        recordsActions ? actions(deidentified) : List.of(),
        options(profile, pixels),
        pixels.examination(),
        null,
        started,
        Instant.now(),
        List.of(),
        recordsActions ? lookup.tokens(originalUids, deliveredUids) : List.of(),
        null);
  }

  Operation refused(
      Content input, Reason reason, Profile profile, List<String> originalUids, Instant started) {
    return new Operation(
        org.dicomdeid.receipt.Outcome.QUARANTINED,
        input,
        null,
        reference(profile),
        pseudonymKeyId,
        Engine.VERSION,
        null,
        null,
        List.of(),
        List.of(),
        null,
        reason.forReceipt(),
        started,
        Instant.now(),
        List.of(),
        recordsActions ? lookup.tokens(originalUids, List.of()) : List.of(),
        null);
  }

  /** Those of the profile; cleaned pixel data only where pixels were cleaned. */
  private static List<String> options(Profile profile, PixelResult pixels) {
    Stream<Option> header =
        profile.options().stream().filter(option -> option != Option.CLEAN_PIXEL_DATA);
    Stream<Option> all =
        pixels.cleaned() ? Stream.concat(header, Stream.of(Option.CLEAN_PIXEL_DATA)) : header;
    return all.map(Option::code).sorted().toList();
  }

  private static List<ActionCount> actions(Deidentified deidentified) {
    return deidentified.actions().stream().map(OperationRecorder::count).toList();
  }

  private static ProfileRef reference(Profile profile) {
    return new ProfileRef(profile.name(), profile.version(), profile.digest());
  }

  private static ActionCount count(ActionTally.Entry entry) {
    return new ActionCount(
        entry.tag(), String.valueOf(entry.action()), entry.nested(), entry.count());
  }

  private static String registered(String uid) {
    return UidRegistry.standard().isRegistered(uid) ? uid : null;
  }
}
