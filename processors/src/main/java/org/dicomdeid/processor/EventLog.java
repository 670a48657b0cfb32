/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.processor;

import org.dicomdeid.pipeline.Reason;
import org.dicomdeid.processor.ObjectEvent.AlreadyDelivered;
import org.dicomdeid.processor.ObjectEvent.Delivered;
import org.dicomdeid.processor.ObjectEvent.DeliveryFailed;
import org.dicomdeid.processor.ObjectEvent.LeftInPlace;
import org.dicomdeid.processor.ObjectEvent.LeftOut;
import org.dicomdeid.processor.ObjectEvent.PollFailed;
import org.dicomdeid.processor.ObjectEvent.Quarantined;
import org.dicomdeid.processor.ObjectEvent.Refused;
import org.dicomdeid.processor.ObjectEvent.Retried;
import org.dicomdeid.processor.ObjectEvent.Unpacked;
import org.dicomdeid.processor.ObjectEvent.Waiting;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/** One line in the log for each event that an operator wants to see, with an id per object. */
public final class EventLog implements ObjectObserver {

  private static final Logger LOG = LoggerFactory.getLogger(EventLog.class);

  @Override
  public void on(ObjectEvent event) {
    if (event instanceof Delivered it) {
      line(LOG.atInfo(), it)
          .addKeyValue("output", it.output().sha256())
          .addKeyValue("destinations", String.join(",", it.destinations()))
          .addKeyValue("receipt", it.receipt())
          .addKeyValue("unexaminedPixels", it.unexaminedPixels())
          .addKeyValue("bytes", it.input().bytes())
          .addKeyValue("millis", it.taken().toMillis())
          .log("delivered");
    } else if (event instanceof AlreadyDelivered it) {
      line(LOG.atInfo(), it).log("already delivered, source released");
    } else if (event instanceof Unpacked it) {
      line(LOG.atInfo(), it)
          .addKeyValue("entries", it.entries())
          .addKeyValue("dicomdirs", it.directories())
          .log("archive unpacked");
    } else if (event instanceof LeftOut it) {
      line(LOG.atInfo(), it).log("DICOMDIR left out, source released: it lists names, not images");
    } else if (event instanceof PollFailed it) {
      LOG.atError()
          .addKeyValue("route", it.route())
          .addKeyValue("fault", it.fault())
          .log("the source cannot be read, it is tried again");
    } else if (event instanceof Quarantined it) {
      reason(line(LOG.atWarn(), it), it.reason()).log("quarantined");
    } else if (event instanceof Refused it) {
      reason(line(LOG.atWarn(), it), it.reason()).log("refused");
    } else if (event instanceof Retried it) {
      line(LOG.atWarn(), it)
          .addKeyValue("attempt", it.attempt())
          .addKeyValue("fault", it.fault())
          .log("trying again");
    } else if (event instanceof DeliveryFailed it) {
      line(LOG.atWarn(), it)
          .addKeyValue("destination", it.destination())
          .addKeyValue("part", it.part())
          .addKeyValue("fault", it.fault())
          .log("delivery failed");
    } else if (event instanceof Waiting it) {
      line(LOG.atInfo(), it)
          .addKeyValue("destination", it.destination())
          .addKeyValue("waiting", it.waiting())
          .log("waits for its destination");
    } else if (event instanceof LeftInPlace it) {
      line(LOG.atError(), it)
          .addKeyValue("fault", it.fault())
          .log("neither delivered nor quarantined, source left in place");
    }
  }

  private static LoggingEventBuilder reason(LoggingEventBuilder line, Reason reason) {
    LoggingEventBuilder told =
        line.addKeyValue("reason", reason.code()).addKeyValue("meaning", reason.sentence());
    told = reason.path().isEmpty() ? told : told.addKeyValue("element", reason.path());
    return reason.offset() < 0 ? told : told.addKeyValue("offset", reason.offset());
  }

  private static LoggingEventBuilder line(LoggingEventBuilder level, ObjectEvent event) {
    // Zeros would pass for a digest.
    String input = event.input().equals(ObjectEvent.UNREAD) ? "unread" : event.input().sha256();
    return level.addKeyValue("input", input).addKeyValue("route", event.route());
  }
}
