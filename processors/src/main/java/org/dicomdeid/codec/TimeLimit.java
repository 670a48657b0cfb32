/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.codec;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Runs code that may never end, and gives up on it in time. Nothing can end a Java thread that does
 * not look at its interrupt: such a thread is left behind, a daemon. Threads are counted, those
 * left behind too, so that work is refused before they fill the machine.
 */
final class TimeLimit {

  /** More than the processors can serve, so that some may be left behind and work goes on. */
  private static final int MOST_THREADS = 8 + 2 * Runtime.getRuntime().availableProcessors();

  private final Semaphore threads = new Semaphore(MOST_THREADS);
  private final String threadName;

  TimeLimit(String threadName) {
    this.threadName = threadName;
  }

  /**
   * The result of the work.
   *
   * @throws CodecException {@link CodecFault#DECODE_TIMEOUT} after the limit, or when no thread
   *     became free in that time; what the work threw when it threw that; {@link
   *     CodecFault#FRAME_TOO_LARGE} for want of memory; {@link CodecFault#CORRUPT_PIXELS} when it
   *     ended in any other way
   */
  <T> T run(Callable<T> work, Duration limit) throws CodecException {
    CompletableFuture<T> result = new CompletableFuture<>();
    Thread worker = new Thread(() -> complete(work, result), threadName);
    worker.setDaemon(true);
    try {
      if (!threads.tryAcquire(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new CodecException(CodecFault.DECODE_TIMEOUT);
      }
      start(worker);
      return result.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      worker.interrupt();
      throw new CodecException(CodecFault.DECODE_TIMEOUT);
    } catch (InterruptedException e) {
      worker.interrupt();
      Thread.currentThread().interrupt();
      throw new CodecException(CodecFault.DECODE_TIMEOUT);
    } catch (ExecutionException e) {
      throw (CodecException) e.getCause();
    }
  }

  private void start(Thread worker) throws CodecException {
    try {
      worker.start();
    } catch (OutOfMemoryError e) {
      threads.release();
      throw new CodecException(CodecFault.FRAME_TOO_LARGE);
    }
  }

  /** JJ2000 throws errors, ThreadDeath among them, over input that it cannot read. */
  private <T> void complete(Callable<T> work, CompletableFuture<T> result) {
    try {
      result.complete(work.call());
    } catch (CodecException e) {
      result.completeExceptionally(e);
    } catch (OutOfMemoryError e) {
      result.completeExceptionally(new CodecException(CodecFault.FRAME_TOO_LARGE));
    } catch (Throwable e) {
      result.completeExceptionally(new CodecException(CodecFault.CORRUPT_PIXELS));
    } finally {
      threads.release();
    }
  }
}
