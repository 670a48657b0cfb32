/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes.cli;

import java.util.concurrent.Callable;
import org.dicomdeid.routes.Service;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code run}: the service. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    header = "Runs the service: watches folders and delivers what it has de-identified.",
    description = "Settings come from application.properties in the working folder; see there.",
    footer = {"", "Example:", "  dicom-deid run dicom-deid.intake.inbox.folder=/srv/from-pacs"})
final class RunCommand implements Callable<Integer> {

  @Parameters(paramLabel = "KEY=VALUE", description = "Settings that override all others.")
  private String[] overrides = {};

  @Override
  public Integer call() {
    return new Service().run(overrides);
  }
}
