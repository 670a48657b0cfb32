/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.processor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.dicomdeid.pipeline.Reason;

/**
 * Keeps a destination folder from losing an object to another one with the same instance UID: what
 * lies there under the name must have the same bytes, as it has after a crash between delivery and
 * commit.
 */
public final class SameNameGuard implements Processor {

  private static final String RECEIPT = ".receipt.json";

  private final Path folder;
  private final boolean replace;

  /**
   * For one folder.
   *
   * @param replace whether other content under the same name is to be overwritten
   */
  public SameNameGuard(String folder, boolean replace) {
    this.replace = replace;
    this.folder = Path.of(folder).toAbsolutePath().normalize();
  }

  /**
   * Lets a free name and the same bytes pass.
   *
   * @throws RefusedException {@code name-conflict}, when another object has the name
   */
  @Override
  public void process(Exchange exchange) throws IOException, RefusedException {
    String name = exchange.getMessage().getHeader(Exchange.FILE_NAME, String.class);
    Path target = folder.resolve(name).normalize();
    if (!target.startsWith(folder)) {
      throw new IllegalStateException("A file name must not lead out of the destination folder.");
    }
    if (name.endsWith(RECEIPT)) {
      passReceipt(exchange, target);
    } else if (!replace && Files.exists(target) && Files.mismatch(target, body(exchange)) != -1) {
      throw new RefusedException(Reason.NAME_CONFLICT);
    }
  }

  /** A receipt belongs beside its object: not where that was fetched already, nor twice. */
  private void passReceipt(Exchange exchange, Path target) {
    String object = target.getFileName().toString().replace(RECEIPT, ".dcm");
    if ((Files.exists(target) && !replace) || !Files.exists(target.resolveSibling(object))) {
      exchange.setRouteStop(true);
    }
  }

  private static Path body(Exchange exchange) {
    return Passage.of(exchange).sanitized().file();
  }
}
