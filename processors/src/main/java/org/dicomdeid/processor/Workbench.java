/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.processor;

import java.nio.file.Path;
import org.dicomdeid.pipeline.Pipeline;

/** What the processors of one service share: a pipeline, a place to work, one lock per content. */
public final class Workbench {

  private final Pipeline pipeline;
  private final Path folder;
  private final ObjectObserver observer;
  private final Outlets outlets;
  private final Pressure pressure;
  private final KeyLocks locks = new KeyLocks();
  private final TraceIds traces = new TraceIds();
  private final FileAges ages = FileAges.ofThisMachine();

  /**
   * All but the pipeline is one process's own.
   *
   * @param folder where objects lie while they are on their way; only its owner may read it
   */
  public Workbench(
      Pipeline pipeline, Path folder, ObjectObserver observer, Outlets outlets, Pressure pressure) {
    this.pipeline = pipeline;
    this.folder = folder;
    this.observer = observer;
    this.outlets = outlets;
    this.pressure = pressure;
  }

  /** The destinations, and what waits for them. */
  public Outlets outlets() {
    return outlets;
  }

  /** Whether there is room for more. */
  public Pressure pressure() {
    return pressure;
  }

  Pipeline pipeline() {
    return pipeline;
  }

  Path folder() {
    return folder;
  }

  ObjectObserver observer() {
    return observer;
  }

  TraceIds traces() {
    return traces;
  }

  FileAges ages() {
    return ages;
  }

  KeyLocks locks() {
    return locks;
  }
}
