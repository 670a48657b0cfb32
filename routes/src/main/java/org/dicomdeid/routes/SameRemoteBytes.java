/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import org.apache.camel.AggregationStrategy;
import org.apache.camel.Exchange;
import org.dicomdeid.pipeline.Reason;
import org.dicomdeid.processor.RefusedException;

/**
 * Judges what lies at a remote destination under the name of an object: the same bytes are the
 * object, as after a crash between delivery and commit; other bytes are another object.
 */
public final class SameRemoteBytes implements AggregationStrategy {

  @Override
  public Exchange aggregate(Exchange object, Exchange remote) {
    File there = remote == null ? null : remote.getMessage().getBody(File.class);
    try {
      if (there == null) {
        throw new IOException("what lies at the destination under the name cannot be read");
      }
      File here = object.getMessage().getBody(File.class);
      if (Files.mismatch(here.toPath(), there.toPath()) != -1) {
        throw new RefusedException(Reason.NAME_CONFLICT);
      }
    } catch (IOException | RefusedException e) {
      object.setException(e);
    }
    return object;
  }
}
