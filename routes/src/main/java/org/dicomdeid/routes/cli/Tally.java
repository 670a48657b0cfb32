/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes.cli;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.dicomdeid.pipeline.Reason;

/** What came of the objects so far, counted by any number of threads. */
final class Tally {

  /** Objects with the same reason code, and the sentence of the first of them. */
  record Refusals(String sentence, long count) {}

  private final long start = System.nanoTime();
  private final AtomicLong delivered = new AtomicLong();
  private final AtomicLong same = new AtomicLong();
  private final AtomicLong bytes = new AtomicLong();
  private final AtomicLong unexamined = new AtomicLong();
  private final AtomicLong quarantined = new AtomicLong();
  private final AtomicLong failed = new AtomicLong();
  private final AtomicLong notFiles = new AtomicLong();
  private final AtomicLong archives = new AtomicLong();
  private final AtomicLong leftOut = new AtomicLong();
  private final Map<String, Refusals> refusals = new TreeMap<>();
  private final Map<String, Long> faults = new TreeMap<>();

  void delivered(boolean unexaminedPixels) {
    delivered.incrementAndGet();
    if (unexaminedPixels) {
      unexamined.incrementAndGet();
    }
  }

  /** Counts an object, delivered too, whose very bytes were there already. */
  void same() {
    same.incrementAndGet();
  }

  void read(long inputBytes) {
    bytes.addAndGet(inputBytes);
  }

  void quarantined(Reason reason) {
    quarantined.incrementAndGet();
    synchronized (refusals) {
      Refusals before = refusals.get(reason.code());
      refusals.put(
          reason.code(),
          before == null
              ? new Refusals(reason.sentence(), 1)
              : new Refusals(before.sentence(), before.count() + 1));
    }
  }

  /** Counts an input that could be neither delivered nor quarantined. */
  void failed(IOException fault) {
    failed(FaultMessages.kind(fault));
  }

  void failed(String kind) {
    failed.incrementAndGet();
    synchronized (faults) {
      faults.merge(kind, 1L, Long::sum);
    }
  }

  void notFile() {
    notFiles.incrementAndGet();
  }

  /** Counts an archive, whose objects are counted by themselves. */
  void unpacked() {
    archives.incrementAndGet();
  }

  /** Counts DICOMDIRs, which are no objects. */
  void leftOut(int directories) {
    leftOut.addAndGet(directories);
  }

  long deliveredCount() {
    return delivered.get();
  }

  long sameCount() {
    return same.get();
  }

  long byteCount() {
    return bytes.get();
  }

  long unexaminedCount() {
    return unexamined.get();
  }

  long quarantinedCount() {
    return quarantined.get();
  }

  long failedCount() {
    return failed.get();
  }

  long archiveCount() {
    return archives.get();
  }

  long leftOutCount() {
    return leftOut.get();
  }

  long notFileCount() {
    return notFiles.get();
  }

  /** Objects that are finished, whatever came of them. */
  long doneCount() {
    return deliveredCount() + quarantinedCount() + failedCount();
  }

  double seconds() {
    return (System.nanoTime() - start) / 1e9;
  }

  /** Refused objects by reason code. */
  Map<String, Refusals> refusals() {
    synchronized (refusals) {
      return new TreeMap<>(refusals);
    }
  }

  /** Failures by kind of fault. */
  Map<String, Long> faults() {
    synchronized (faults) {
      return new TreeMap<>(faults);
    }
  }
}
