/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.processor;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.support.SynchronizationAdapter;
import org.dicomdeid.archive.Unpacked;
import org.dicomdeid.receipt.Content;

/**
 * The objects of one archive on their way: the archive may go only when every one of them has its
 * end, delivered and committed or held in quarantine.
 */
final class ArchiveEntries extends SynchronizationAdapter {

  private static final String PROPERTY = "DicomDeidArchiveEntries";

  private final Content archive;
  private final ObjectObserver observer;
  private Unpacked unpacked;
  private int ended;
  private int held;
  private boolean refused;

  private ArchiveEntries(Content archive, ObjectObserver observer) {
    this.archive = archive;
    this.observer = observer;
  }

  /** Once per exchange, however often its archive is tried. */
  static ArchiveEntries on(Exchange exchange, Content archive, ObjectObserver observer) {
    ArchiveEntries known = of(exchange);
    if (known == null) {
      known = new ArchiveEntries(archive, observer);
      exchange.setProperty(PROPERTY, known);
      exchange.getExchangeExtension().addOnCompletion(known);
    }
    return known;
  }

  static ArchiveEntries of(Exchange exchange) {
    return exchange.getProperty(PROPERTY, ArchiveEntries.class);
  }

  /** The archive is held whole; from here on it is told of as an object. */
  synchronized void refused() {
    refused = true;
  }

  /** The objects that must end. */
  synchronized List<File> unpacked(Unpacked result) {
    unpacked = result;
    return unpacked.objects().stream().map(Path::toFile).toList();
  }

  /** Once for each; its file is no longer needed, whatever became of it. */
  synchronized void ended(int index, boolean failed, boolean quarantined) throws IOException {
    if (!failed) {
      ended++;
      held += quarantined ? 1 : 0;
    }
    Files.deleteIfExists(unpacked.objects().get(index));
  }

  @Override
  public synchronized void onComplete(Exchange exchange) {
    if (refused) {
      return;
    }
    if (unpacked == null || ended < unpacked.objects().size()) {
      exchange.setException(
          new IllegalStateException("Not every object of the archive was committed or held."));
      onFailure(exchange);
      return;
    }
    exchange.getMessage().setHeader(DicomDeidConstants.OUTCOME, DicomDeidConstants.UNPACKED);
    exchange.getMessage().setHeader(DicomDeidConstants.OBJECTS, ended);
    exchange.getMessage().setHeader(DicomDeidConstants.HELD, held);
  }

  @Override
  public synchronized void onFailure(Exchange exchange) {
    if (!refused) {
      observer.on(
          new ObjectEvent.LeftInPlace(
              archive, Passage.routeOf(exchange), ObjectEvent.nameOf(exchange.getException())));
    }
  }

  /** Before the release of the source, which looks whether the exchange failed. */
  @Override
  public int getOrder() {
    return HIGHEST;
  }
}
