/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes.sftp;

import com.jcraft.jsch.ChannelSftp.LsEntry;
import com.jcraft.jsch.SftpATTRS;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.Processor;
import org.apache.camel.component.file.GenericFile;
import org.apache.camel.component.file.GenericFileEndpoint;
import org.apache.camel.component.file.GenericFileFilter;
import org.apache.camel.component.file.GenericFileOperations;
import org.apache.camel.component.file.GenericFileProcessStrategy;
import org.apache.camel.component.file.remote.RemoteFileOperations;
import org.apache.camel.component.file.remote.RemoteFilePollingConsumerPollStrategy;
import org.apache.camel.component.file.remote.SftpRemoteFile;
import org.apache.camel.spi.ExceptionHandler;
import org.dicomdeid.pipeline.Digests;
import org.dicomdeid.processor.DicomDeidConstants;
import org.dicomdeid.processor.QuietFiles;
import org.dicomdeid.receipt.OwnerOnly;
import org.dicomdeid.routes.PollFaults;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What an SFTP intake does beside Camel's own: which entries of a listing it takes, under what name
 * they come to this machine, whether they came whole, and how they leave the server when their
 * object has its end. No name of the server becomes a path here or gets into the log.
 */
public final class SftpSource extends RemoteFilePollingConsumerPollStrategy
    implements CamelContextAware,
        GenericFileFilter<SftpRemoteFile<?>>,
        GenericFileProcessStrategy<SftpRemoteFile<?>>,
        Processor,
        ExceptionHandler {

  private static final Logger LOG = LoggerFactory.getLogger(SftpSource.class);
  private static final String SETTLED = "DicomDeidSettled";

  /** After a fault of one file, others go first. */
  private static final Duration PAUSE = Duration.ofSeconds(5);

  /** A file that the server does not let go is fetched again to be known; less and less often. */
  private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

  /**
   * Servers tell times to the second, and some file systems keep them to two: what was written to
   * less than that before it was fetched can be written to again and show the same time.
   */
  private static final Duration TELLING = Duration.ofSeconds(2);

  private final String route;
  private final Path local;
  private Duration minAge;
  private final RemoteRelease release;
  private final QuietFiles quiet = new QuietFiles();
  private final PollFaults faults;
  private final AtomicBoolean toldName = new AtomicBoolean();
  private final DoneFiles done = new DoneFiles();
  private final Pauses refusals = new Pauses(PAUSE, LONGEST_PAUSE);
  private GenericFileOperations<SftpRemoteFile<?>> server;

  /**
   * For one intake.
   *
   * @param local folder for files on their way, of this intake alone; emptied at the start
   * @param minAgeMillis how long a file must have been the same
   * @param release what becomes of a file that is done: {@code delete}, or {@code move:FOLDER}
   */
  public SftpSource(String route, String local, int minAgeMillis, String release) {
    this.route = route;
    this.local = Path.of(local);
    this.minAge = Duration.ofMillis(minAgeMillis);
    this.release = new RemoteRelease(release);
    this.faults = new PollFaults(route);
  }

  /** Takes what is a file, is named by one segment of a path, and was left alone long enough. */
  @Override
  public boolean accept(GenericFile<SftpRemoteFile<?>> entry) {
    if (!RemoteName.isFit(entry.getFile().getFilename())) {
      if (toldName.compareAndSet(false, true)) {
        LOG.atWarn()
            .addKeyValue("route", route)
            .log(
                "the server lists a name that is no single name of a file (a path, a pattern or"
                    + " control characters): it is left alone, and so are others like it");
      }
      return false;
    }
    if (entry.isDirectory()) {
      return true;
    }
    if (isSpecial(entry)) {
      return false;
    }
    long now = System.nanoTime();
    String path = entry.getAbsoluteFilePath();
    if (done.take(path, entry.getFileLength(), entry.getLastModified())) {
      letGo(server, entry);
      return false;
    }
    Duration same = quiet.see(path, entry.getFileLength(), entry.getLastModified(), now);
    return same.compareTo(minAge) >= 0 && quiet.mayTry(path, now);
  }

  private static boolean isSpecial(GenericFile<SftpRemoteFile<?>> entry) {
    SftpATTRS found = ((LsEntry) entry.getFile().getRemoteFile()).getAttrs();
    return found.isLink() || found.isChr() || found.isBlk() || found.isFifo() || found.isSock();
  }

  @Override
  public void prepareOnStartup(
      GenericFileOperations<SftpRemoteFile<?>> operations,
      GenericFileEndpoint<SftpRemoteFile<?>> endpoint)
      throws IOException {
    server = operations;
    if (endpoint.getDoneFileName() != null && minAge.compareTo(TELLING) < 0) {
      // Its done file goes with the first fetch, so that there is no second one.
      minAge = TELLING;
    }
    OwnerOnly.createFolder(local);
    try (Stream<Path> left = Files.list(local)) {
      for (Path each : (Iterable<Path>) left::iterator) {
        Files.delete(each);
      }
    }
  }

  /** Before the transfer: from here on, the file goes by a name of this machine's own. */
  @Override
  public boolean begin(
      GenericFileOperations<SftpRemoteFile<?>> operations,
      GenericFileEndpoint<SftpRemoteFile<?>> endpoint,
      Exchange exchange,
      GenericFile<SftpRemoteFile<?>> file) {
    file.setRelativeFilePath(UUID.randomUUID().toString());
    Duration age = quiet.age(file.getAbsoluteFilePath(), System.nanoTime());
    exchange.setProperty(SETTLED, age.compareTo(TELLING) >= 0);
    return true;
  }

  @Override
  public void abort(
      GenericFileOperations<SftpRemoteFile<?>> operations,
      GenericFileEndpoint<SftpRemoteFile<?>> endpoint,
      Exchange exchange,
      GenericFile<SftpRemoteFile<?>> file)
      throws IOException {
    deleteLocal(file);
  }

  /**
   * After the transfer: the body is the file, as old as it was seen unchanged on the server.
   *
   * @throws IOException when other bytes came than were listed
   */
  @Override
  public void process(Exchange exchange) throws IOException {
    GenericFile<?> file = fileOf(exchange);
    File came = (File) file.getBody();
    if (came.length() != file.getFileLength()) {
      IOException fault =
          new IOException("The transfer did not bring as many bytes as the server listed.");
      faults.handleException(fault);
      throw fault;
    }
    Duration age = quiet.age(file.getAbsoluteFilePath(), System.nanoTime());
    Files.setLastModifiedTime(came.toPath(), FileTime.from(Instant.now().minus(age)));
    String held = done.held(file.getAbsoluteFilePath());
    if (held != null && held.equals(Digests.of(came.toPath()).sha256())) {
      // It only had to be told from a namesake.
      exchange.setRouteStop(true);
      return;
    }
    exchange.getMessage().setBody(came, File.class);
  }

  private static GenericFile<?> fileOf(Exchange exchange) {
    return exchange.getProperty(ExchangePropertyKey.FILE_EXCHANGE_FILE, GenericFile.class);
  }

  /**
   * The object has its end: its file leaves the server with the next listing, if that shows that
   * nobody wrote to it meanwhile. To look at one file alone, the SFTP client lists its whole
   * folder, which is too dear for each of ten thousand. Where a done file goes too, the file goes
   * before it. One that was too young to tell by its time is fetched once more: it has the content
   * that is done, or it is another file.
   */
  @Override
  public void commit(
      GenericFileOperations<SftpRemoteFile<?>> operations,
      GenericFileEndpoint<SftpRemoteFile<?>> endpoint,
      Exchange exchange,
      GenericFile<SftpRemoteFile<?>> file)
      throws IOException {
    deleteLocal(file);
    String path = file.getAbsoluteFilePath();
    String sha256 = exchange.getMessage().getHeader(DicomDeidConstants.INPUT_SHA256, String.class);
    if (sha256 != null) {
      done.holds(path, sha256);
    }
    if (!exchange.getProperty(SETTLED, false, Boolean.class)) {
      quiet.pause(path, TELLING, System.nanoTime());
    } else if (endpoint.getDoneFileName() != null) {
      letGoIfUnchanged(operations, file);
    } else {
      done.add(path, file.getFileLength(), file.getLastModified());
    }
  }

  @Override
  public boolean begin(Consumer consumer, Endpoint endpoint) {
    done.nextLook();
    return super.begin(consumer, endpoint);
  }

  private void letGoIfUnchanged(
      GenericFileOperations<SftpRemoteFile<?>> operations, GenericFile<SftpRemoteFile<?>> file) {
    try {
      if (isUnchanged((RemoteFileOperations<SftpRemoteFile<?>>) operations, file)) {
        letGo(operations, file);
      }
    } catch (RuntimeException e) {
      quiet.pause(file.getAbsoluteFilePath(), PAUSE, System.nanoTime());
      handleException(e);
    }
  }

  private void letGo(
      GenericFileOperations<SftpRemoteFile<?>> operations, GenericFile<SftpRemoteFile<?>> file) {
    try {
      release.of(operations, file);
      done.gone(file.getAbsoluteFilePath());
      refusals.forget(file.getAbsoluteFilePath());
      quiet.forget(file.getAbsoluteFilePath());
    } catch (RuntimeException e) {
      // It stays on the server for now, and comes again: by its content it is known, or another.
      long now = System.nanoTime();
      quiet.pause(file.getAbsoluteFilePath(), refusals.next(file.getAbsoluteFilePath(), now), now);
      handleException(e);
    }
  }

  private static boolean isUnchanged(
      RemoteFileOperations<SftpRemoteFile<?>> operations, GenericFile<SftpRemoteFile<?>> file) {
    SftpRemoteFile<?>[] now = operations.listFiles(file.getAbsoluteFilePath());
    return now.length == 1
        && now[0].getFileLength() == file.getFileLength()
        && now[0].getLastModified() == file.getLastModified();
  }

  @Override
  public void rollback(
      GenericFileOperations<SftpRemoteFile<?>> operations,
      GenericFileEndpoint<SftpRemoteFile<?>> endpoint,
      Exchange exchange,
      GenericFile<SftpRemoteFile<?>> file)
      throws IOException {
    deleteLocal(file);
    quiet.pause(file.getAbsoluteFilePath(), PAUSE, System.nanoTime());
  }

  private static void deleteLocal(GenericFile<SftpRemoteFile<?>> file) throws IOException {
    if (file.getBody() instanceof File came) {
      Files.deleteIfExists(came.toPath());
    }
  }

  @Override
  public void handleException(Throwable fault) {
    faults.handleException(fault);
  }

  @Override
  public void handleException(String message, Throwable fault) {
    faults.handleException(message, fault);
  }

  @Override
  public void handleException(String message, Exchange exchange, Throwable fault) {
    if (exchange != null && fileOf(exchange) != null) {
      // A transfer that broke; what came of it is worth nothing.
      GenericFile<?> file = fileOf(exchange);
      quiet.pause(file.getAbsoluteFilePath(), PAUSE, System.nanoTime());
    }
    faults.handleException(message, exchange, fault);
  }

  @Override
  public void setCamelContext(CamelContext context) {
    faults.setCamelContext(context);
  }

  @Override
  public CamelContext getCamelContext() {
    return faults.getCamelContext();
  }
}
