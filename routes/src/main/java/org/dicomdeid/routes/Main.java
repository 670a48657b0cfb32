/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes;

import org.dicomdeid.routes.cli.Cli;

/** The command {@code dicom-deid}. */
public final class Main {

  private Main() {}

  public static void main(String[] args) {
    SerializationFilter.rejectAll();
    System.exit(Cli.run(args));
  }
}
