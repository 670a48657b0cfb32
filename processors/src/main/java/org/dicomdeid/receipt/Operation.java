/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.receipt;

import java.time.Instant;
import java.util.List;

/**
 * What was done to one object: everything that a receipt states, and nothing that could hold the
 * value of an attribute. Each component is checked for its shape; an {@link
 * IllegalArgumentException} names the component and does not repeat what was in it.
 *
 * @param output null when quarantined
 * @param pseudonymKeyId {@link KeyFolder#pseudonymKeyId()}: tells two keys apart, reveals neither
 * @param transferSyntaxUid of the output; null when unknown or not in the DICOM registry
 * @param sopClassUid null when unknown or not in the DICOM registry (the caller looks it up: a
 *     private class UID could carry a number that identifies)
 * @param options codes of CID 7050 that were met
 * @param pixels null when the object has none, or the profile leaves them alone
 * @param reason null when delivered
 * @param destinations configured names
 * @param lookup what its UIDs are found by: 32 hexadecimal digits each, keyed, so that they tell
 *     nothing; kept beside the receipt, not in it
 * @param rows SHA-256 of what the store keeps beside the receipt; null before it is stored
 */
public record Operation(
    Outcome outcome,
    Content input,
    Content output,
    ProfileRef profile,
    String pseudonymKeyId,
    String engineVersion,
    String transferSyntaxUid,
    String sopClassUid,
    List<ActionCount> actions,
    List<String> options,
    PixelExamination pixels,
    Reason reason,
    Instant started,
    Instant finished,
    List<String> destinations,
    List<String> lookup,
    String rows) {

  public Operation {
    Shape.check(outcome != null, "outcome", "given");
    Shape.check(input != null, "input", "given");
    Shape.check(profile != null, "profile", "given");
    boolean delivered = outcome == Outcome.DELIVERED;
    Shape.check(delivered == (output != null), "output", "given exactly when delivered");
    Shape.check(delivered == (reason == null), "reason", "given exactly when quarantined");
    Shape.hex("pseudonym key id", pseudonymKeyId, 8, 64);
    Shape.name("engine version", engineVersion);
    Shape.classUid("transfer syntax", transferSyntaxUid);
    Shape.classUid("SOP class", sopClassUid);
    actions = List.copyOf(actions);
    options = List.copyOf(options);
    destinations = List.copyOf(destinations);
    options.forEach(option -> Shape.option("option", option));
    destinations.forEach(destination -> Shape.name("destination", destination));
    Shape.check(started != null && finished != null, "started, finished", "given");
    // Null in what an earlier release put into a backlog.
    lookup = lookup == null ? List.of() : List.copyOf(lookup);
    lookup.forEach(each -> Shape.hex("lookup", each, 32, 32));
    if (rows != null) {
      Shape.sha256("rows", rows);
    }
  }

  /** An operation on an object that is not found by its UIDs. */
  public Operation(
      Outcome outcome,
      Content input,
      Content output,
      ProfileRef profile,
      String pseudonymKeyId,
      String engineVersion,
      String transferSyntaxUid,
      String sopClassUid,
      List<ActionCount> actions,
      List<String> options,
      PixelExamination pixels,
      Reason reason,
      Instant started,
      Instant finished,
      List<String> destinations) {
    this(
        outcome,
        input,
        output,
        profile,
        pseudonymKeyId,
        engineVersion,
        transferSyntaxUid,
        sopClassUid,
        actions,
        options,
        pixels,
        reason,
        started,
        finished,
        destinations,
        List.of(),
        null);
  }

  /** The same operation, to be found by its UIDs. */
  public Operation foundBy(List<String> tokens) {
    return with(destinations, tokens, rows);
  }

  /** The same operation, with the digest of what is kept beside its receipt. */
  public Operation storedWith(String digest) {
    return with(destinations, lookup, digest);
  }

  /** The same operation once its output was delivered: known only after the rest. */
  public Operation deliveredTo(List<String> names) {
    return with(names, lookup, rows);
  }

  private Operation with(List<String> names, List<String> tokens, String digest) {
    return new Operation(
        outcome,
        input,
        output,
        profile,
        pseudonymKeyId,
        engineVersion,
        transferSyntaxUid,
        sopClassUid,
        actions,
        options,
        pixels,
        reason,
        started,
        finished,
        names,
        tokens,
        digest);
  }

  /** The same operation when its output must not be delivered after all: nothing of it is told. */
  public Operation quarantined(Reason why) {
    return new Operation(
        Outcome.QUARANTINED,
        input,
        null,
        profile,
        pseudonymKeyId,
        engineVersion,
        null,
        sopClassUid,
        List.of(),
        List.of(),
        null,
        why,
        started,
        finished,
        List.of(),
        lookup,
        null);
  }

  /** The content that the receipt is about: the output, or the input that was held back. */
  public Content subject() {
    return output != null ? output : input;
  }
}
