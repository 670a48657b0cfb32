/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.processor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.dicomdeid.archive.ArchiveException;
import org.dicomdeid.archive.ArchiveKind;
import org.dicomdeid.archive.ArchiveLimits;
import org.dicomdeid.archive.MediaDirectory;
import org.dicomdeid.archive.Unpacked;
import org.dicomdeid.archive.Unpacker;
import org.dicomdeid.pipeline.Reason;
import org.dicomdeid.profile.Profile;
import org.dicomdeid.receipt.Content;

/**
 * Takes an archive apart, so that each object in it goes its own way. The property {@link #ENTRIES}
 * lists their files afterwards, which live until the exchange is done; what is no archive is left
 * as it is, without the property. A DICOMDIR ends here: it is no object.
 */
public final class UnpackProcessor implements Processor {

  /** Exchange property: a list of files. */
  public static final String ENTRIES = "DicomDeidEntries";

  /** Of files whose writer is known to be done, since the archive around them is whole. */
  private static final FileTime LONG_AGO = FileTime.from(Instant.EPOCH);

  private final Workbench bench;
  private final Supplier<Profile> profile;
  private final ArchiveLimits limits;
  private final Duration refusalAge;
  private final IngressFilter ingress = new IngressFilter();

  /**
   * For one profile, which may change from one archive to the next.
   *
   * @param refusalAge how long ago an archive must have been written to last for it to be refused
   */
  public UnpackProcessor(
      Workbench bench, Supplier<Profile> profile, ArchiveLimits limits, Duration refusalAge) {
    this.bench = bench;
    this.profile = profile;
    this.limits = limits;
    this.refusalAge = refusalAge;
  }

  /**
   * Looks, and unpacks.
   *
   * @throws RefusedException when the archive must be held whole
   * @throws SourceChangedException when its writer was not done
   * @throws UnsettledException when its writer may not be done
   * @throws IOException for faults that may pass
   */
  @Override
  public void process(Exchange exchange)
      throws IOException, RefusedException, SourceChangedException, UnsettledException {
    ingress.process(exchange);
    Path source = Spool.bring(exchange, bench.folder());
    if (!Files.isRegularFile(source)) {
      // The claim says so.
      return;
    }
    if (MediaDirectory.is(source)) {
      Content directory = bench.pipeline().digest(source);
      bench.observer().on(new ObjectEvent.LeftOut(directory, Passage.routeOf(exchange)));
      exchange.getMessage().setHeader(DicomDeidConstants.OUTCOME, DicomDeidConstants.LEFT_OUT);
      exchange.setRouteStop(true);
    } else if (ArchiveKind.of(source).isPresent()) {
      unpack(exchange, source);
    }
  }

  private void unpack(Exchange exchange, Path source)
      throws IOException, RefusedException, SourceChangedException, UnsettledException {
    FileTime modified = Files.getLastModifiedTime(source);
    Content archive = bench.pipeline().digest(source);
    ArchiveEntries entries = ArchiveEntries.on(exchange, archive, bench.observer());
    Unpacked unpacked;
    try {
      unpacked = Unpacker.unpack(source, bench.folder(), limits);
    } catch (ArchiveException e) {
      entries.refused();
      throw refused(exchange, source, modified, archive, e);
    }
    Cleanup cleanup = new Cleanup();
    unpacked.objects().forEach(cleanup::delete);
    exchange.getExchangeExtension().addOnCompletion(cleanup);
    BasicFileAttributes now = Files.readAttributes(source, BasicFileAttributes.class);
    if (now.size() != archive.bytes() || !now.lastModifiedTime().equals(modified)) {
      throw new SourceChangedException();
    }
    for (Path each : unpacked.objects()) {
      Files.setLastModifiedTime(each, LONG_AGO);
    }
    bench
        .observer()
        .on(
            new ObjectEvent.Unpacked(
                archive,
                Passage.routeOf(exchange),
                unpacked.objects().size(),
                unpacked.directories()));
    exchange.setProperty(ENTRIES, entries.unpacked(unpacked));
  }

  /** As for an object: held whole, with a receipt, once its writer must be done. */
  private RefusedException refused(
      Exchange exchange, Path source, FileTime modified, Content archive, ArchiveException fault)
      throws UnsettledException {
    EndNote.on(exchange, bench.observer());
    Passage passage = new Passage(exchange, source, modified, archive, bench);
    if (passage.age().compareTo(refusalAge) < 0) {
      throw new UnsettledException();
    }
    Reason reason = Reason.of(fault.fault());
    passage.refused(bench.pipeline().refused(archive, reason, profile.get()));
    return new RefusedException(reason);
  }
}
