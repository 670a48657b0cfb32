/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Turns SIGINT and SIGTERM into an orderly end: no further input is taken, what is under way is
 * finished, temporary files go, and only then does the process end.
 */
final class Interrupt implements AutoCloseable {

  private static final long PATIENCE_SECONDS = 60;

  private final Thread hook;
  private final CountDownLatch closed = new CountDownLatch(1);

  /** From here on, a signal closes the inputs and waits for {@link #close}. */
  Interrupt(InputFiles inputs) {
    hook =
        new Thread(
            () -> {
              inputs.close();
              try {
                closed.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
              } catch (InterruptedException fault) {
                Thread.currentThread().interrupt();
              }
            },
            "interrupt");
    Runtime.getRuntime().addShutdownHook(hook);
  }

  @Override
  public void close() {
    closed.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException shuttingDown) {
      // The hook is what waits for us; it ends now.
      return;
    }
  }
}
