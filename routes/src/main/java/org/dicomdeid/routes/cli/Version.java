/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes.cli;

import org.dicomdeid.pipeline.Engine;
import picocli.CommandLine.IVersionProvider;

/** The version that receipts state too. */
final class Version implements IVersionProvider {

  @Override
  public String[] getVersion() {
    return new String[] {"dicom-deid " + Engine.VERSION, "Java " + Runtime.version()};
  }
}
