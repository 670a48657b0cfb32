/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes;

import java.io.File;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.component.file.GenericFile;
import org.apache.camel.component.file.GenericFileFilter;
import org.apache.camel.spi.Synchronization;
import org.dicomdeid.processor.SourceChangedException;
import org.dicomdeid.processor.UnsettledException;

/**
 * Lets a file rest that could be neither delivered nor held, for pauses that double: otherwise each
 * poll would work on it again at once, for as long as the fault lasts. As a filter it says which
 * files may be taken, as the first step of a route it notes what came of one.
 */
public final class RestingFiles implements GenericFileFilter<File>, Processor {

  private static final int AT_MOST = 100_000;

  private final RegularFiles regular = new RegularFiles();
  private final long first;
  private final long longest;

  /** Least recently failed first. */
  private final Map<String, Rest> resting = new LinkedHashMap<>();

  private record Rest(long modified, long nanos, long until) {}

  /**
   * For one intake.
   *
   * @param firstMillis the first pause
   * @param longestMillis the longest
   */
  public RestingFiles(long firstMillis, long longestMillis) {
    this.first = Duration.ofMillis(firstMillis).toNanos();
    this.longest = Duration.ofMillis(longestMillis).toNanos();
  }

  @Override
  public boolean accept(GenericFile<File> entry) {
    return regular.accept(entry) && !rests(entry.getFile());
  }

  private synchronized boolean rests(File file) {
    Rest rest = resting.get(file.getAbsolutePath());
    // A file that was written anew is another.
    return rest != null
        && rest.modified() == file.lastModified()
        && System.nanoTime() - rest.until() < 0;
  }

  @Override
  public void process(Exchange exchange) {
    if (exchange.getMessage().getBody() instanceof GenericFile<?> file
        && file.getFile() instanceof File source) {
      exchange.getExchangeExtension().addOnCompletion(new Note(source, source.lastModified()));
    }
  }

  private synchronized void failed(File source, long modified) {
    Rest before = resting.remove(source.getAbsolutePath());
    long pause = before == null ? first : Math.min(longest, before.nanos() * 2);
    if (resting.size() >= AT_MOST) {
      Iterator<String> oldest = resting.keySet().iterator();
      oldest.next();
      oldest.remove();
    }
    resting.put(source.getAbsolutePath(), new Rest(modified, pause, System.nanoTime() + pause));
  }

  private synchronized void done(File source) {
    resting.remove(source.getAbsolutePath());
  }

  private final class Note implements Synchronization {

    private final File source;
    private final long modified;

    Note(File source, long modified) {
      this.source = source;
      this.modified = modified;
    }

    @Override
    public void onComplete(Exchange exchange) {
      done(source);
    }

    @Override
    public void onFailure(Exchange exchange) {
      Exception fault = exchange.getException();
      // Its writer is not done: the settings say how long that takes.
      if (!(fault instanceof UnsettledException || fault instanceof SourceChangedException)) {
        failed(source, modified);
      }
    }
  }
}
