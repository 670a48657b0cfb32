/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.processor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.support.SynchronizationAdapter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is to be given back when an exchange is done, however it ends. */
final class Cleanup extends SynchronizationAdapter {

  private static final Logger LOG = LoggerFactory.getLogger(Cleanup.class);

  private final List<Runnable> steps = new ArrayList<>();

  void run(Runnable step) {
    steps.add(step);
  }

  void delete(Path file) {
    steps.add(
        () -> {
          try {
            Files.deleteIfExists(file);
          } catch (IOException e) {
            // The next start deletes it; the name is ours and tells nothing.
            LOG.warn("A work file could not be deleted ({})", e.getClass().getName());
          }
        });
  }

  void now() {
    steps.forEach(Runnable::run);
    steps.clear();
  }

  @Override
  public void onDone(Exchange exchange) {
    now();
  }

  /** After the release of the source, which has the lowest precedence but one. */
  @Override
  public int getOrder() {
    return LOWEST;
  }
}
