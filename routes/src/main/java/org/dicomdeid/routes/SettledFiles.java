/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import org.apache.camel.Exchange;
import org.apache.camel.component.file.GenericFile;
import org.apache.camel.component.file.GenericFileOperations;
import org.apache.camel.component.file.strategy.FileChangedExclusiveReadLockStrategy;
import org.dicomdeid.processor.FileAges;

/**
 * Takes a file once nobody wrote to it for a while. Camel's own read lock goes by the clock of this
 * machine alone, which may jump: ahead, and half a file looks old; back, and a whole one lies in
 * the future for as long. It has its say for files whose age is beyond doubt.
 */
public final class SettledFiles extends FileChangedExclusiveReadLockStrategy {

  private final FileAges ages;
  private final boolean atOnce;
  private final Duration minAge;

  /**
   * For one intake.
   *
   * @param readLock none to take files at once
   * @param minAgeMillis how long nobody must have written to a file
   * @param checkMillis between two looks at a file that is too young
   * @param timeoutMillis after which a file that still grows is left for the next poll
   */
  public SettledFiles(String readLock, long minAgeMillis, long checkMillis, long timeoutMillis) {
    this(readLock, minAgeMillis, checkMillis, timeoutMillis, FileAges.ofThisMachine());
  }

  SettledFiles(
      String readLock, long minAgeMillis, long checkMillis, long timeoutMillis, FileAges ages) {
    this.atOnce = readLock.equals("none");
    this.minAge = Duration.ofMillis(minAgeMillis);
    this.ages = ages;
    setMinAge(minAgeMillis);
    setMinLength(0);
    setCheckInterval(checkMillis);
    setTimeout(timeoutMillis);
  }

  @Override
  public boolean acquireExclusiveReadLock(
      GenericFileOperations<File> operations, GenericFile<File> file, Exchange exchange)
      throws Exception {
    if (atOnce) {
      return true;
    }
    File source = file.getFile();
    BasicFileAttributes now;
    try {
      now = Files.readAttributes(source.toPath(), BasicFileAttributes.class);
    } catch (NoSuchFileException e) {
      return false;
    }
    Duration age = ages.of(source.getPath(), now.size(), now.lastModifiedTime());
    if (age.compareTo(minAge) < 0) {
      return false;
    }
    boolean liesAhead = now.lastModifiedTime().toMillis() > System.currentTimeMillis();
    return liesAhead || super.acquireExclusiveReadLock(operations, file, exchange);
  }
}
