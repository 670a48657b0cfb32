/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.processor;

import java.time.Duration;
import java.util.List;
import org.dicomdeid.pipeline.Reason;
import org.dicomdeid.receipt.Content;

/** Something that happened to one object on its way; holds nothing that identifies a person. */
public sealed interface ObjectEvent {

  /** Stands for the content of a file that could not be read. */
  Content UNREAD = new Content("0".repeat(64), 0);

  /** The content that came in, or {@link #UNREAD}. */
  Content input();

  /** Id of the route where it came in. */
  String route();

  /** Class names of a failure and its causes: their messages may hold a file name. */
  static String nameOf(Throwable fault) {
    StringBuilder names = new StringBuilder();
    for (Throwable each = fault; each != null; each = each.getCause()) {
      names.append(names.length() == 0 ? "" : " < ").append(each.getClass().getName());
    }
    return names.length() == 0 ? "unknown" : names.toString();
  }

  /** The object was delivered and its receipt is durable. */
  record Delivered(
      Content input,
      String route,
      Content output,
      List<String> destinations,
      long receipt,
      boolean unexaminedPixels,
      Duration taken)
      implements ObjectEvent {}

  /** The same content was delivered before, to all its destinations. */
  record AlreadyDelivered(Content input, String route) implements ObjectEvent {}

  /** The object is in quarantine, whole. */
  record Quarantined(Content input, String route, Reason reason) implements ObjectEvent {}

  /**
   * A step failed for a reason that may pass; it will be tried again.
   *
   * @param attempt from 1
   * @param fault class of the failure, since its message may hold a file name
   */
  record Retried(Content input, String route, int attempt, String fault) implements ObjectEvent {}

  /**
   * A destination did not take the object or its receipt; it waits, and is tried again.
   *
   * @param part {@code object}, {@code receipt}, or {@code backlog} when that did not take it
   *     either
   */
  record DeliveryFailed(Content input, String route, String destination, String part, String fault)
      implements ObjectEvent {}

  /**
   * The object waits durably for a destination; its source may go.
   *
   * @param waiting how many do, this one too
   */
  record Waiting(Content input, String route, String destination, int waiting)
      implements ObjectEvent {}

  /** The object must not be delivered, and whoever sent it was told by an exception. */
  record Refused(Content input, String route, Reason reason) implements ObjectEvent {}

  /** The object could be neither delivered nor quarantined; its source stays where it is. */
  record LeftInPlace(Content input, String route, String fault) implements ObjectEvent {}

  /**
   * An archive is whole and was taken apart; each of its objects has events of its own.
   *
   * @param entries how many
   * @param directories how many DICOMDIRs were left out
   */
  record Unpacked(Content input, String route, int entries, int directories)
      implements ObjectEvent {}

  /** A DICOMDIR came, which lists patients and is no object: nothing is delivered of it. */
  record LeftOut(Content input, String route) implements ObjectEvent {}

  /**
   * A source could not be asked, or a transfer from it broke off; it is asked again.
   *
   * @param fault class of the failure, since its message may hold a file name
   */
  record PollFailed(String route, String fault) implements ObjectEvent {

    @Override
    public Content input() {
      return UNREAD;
    }
  }

  /** One stage was passed. */
  record StagePassed(Content input, String route, String stage, Duration taken)
      implements ObjectEvent {}
}
