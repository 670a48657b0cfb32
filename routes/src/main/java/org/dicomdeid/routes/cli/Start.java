/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes.cli;

import java.io.IOException;
import java.nio.file.Path;
import org.dicomdeid.pipeline.Inspector;
import org.dicomdeid.pipeline.Pipeline;
import org.dicomdeid.pipeline.PixelSettings;
import org.dicomdeid.profile.Profile;
import org.dicomdeid.profile.ProfileException;
import org.dicomdeid.profile.Profiles;

/** Opens what commands need; what keeps it from opening is the user's to mend. */
final class Start {

  private Start() {}

  static Pipeline pipeline(Pipeline.Settings settings) {
    try {
      return Pipeline.open(settings);
    } catch (IOException fault) {
      throw new ConfigurationFault(fault.getMessage(), fault);
    }
  }

  /**
   * @param devices a device catalog in place of the shipped one; may be null
   */
  static Inspector inspector(Path devices) {
    PixelSettings settings = PixelSettings.standard();
    try {
      return Inspector.withoutKeys(
          devices == null ? settings : settings.withDeviceCatalog(devices));
    } catch (IOException fault) {
      throw new ConfigurationFault(fault.getMessage(), fault);
    }
  }

  static Profile profile(String nameOrFile) {
    try {
      return Profiles.load(nameOrFile);
    } catch (ProfileException fault) {
      throw new ConfigurationFault(fault.getMessage(), fault);
    }
  }
}
