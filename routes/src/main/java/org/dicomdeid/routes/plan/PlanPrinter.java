/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes.plan;

import java.io.Closeable;
import java.io.IOException;
import org.dicomdeid.pipeline.Plan;

/** Prints plans one after the other; closing it ends the document, not the stream. */
public interface PlanPrinter extends Closeable {
  void print(Plan plan) throws IOException;
}
