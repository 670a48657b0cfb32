/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes.http;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.dicomdeid.pipeline.DurableFiles;

/** Keeps the de-identified object for whoever asked for it, instead of delivering it. */
final class KeepResult implements Processor {

  /** Exchange property with the path that the object is moved to. */
  static final String FILE = "DicomDeidHttpResult";

  /** Exchange property that is there when it was moved. */
  static final String DONE = "DicomDeidHttpKept";

  @Override
  public void process(Exchange exchange) throws IOException {
    File made = exchange.getMessage().getBody(File.class);
    Path target = Path.of(exchange.getProperty(FILE, String.class));
    DurableFiles.rename(made.toPath(), target);
    exchange.getMessage().setBody(target.toFile(), File.class);
    exchange.setProperty(DONE, true);
  }
}
