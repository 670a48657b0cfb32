/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes.http;

import java.util.HashMap;
import java.util.Map;
import org.dicomdeid.profile.PixelPolicy;
import org.dicomdeid.profile.Profile;
import org.dicomdeid.profile.ProfileException;
import org.dicomdeid.profile.Profiles;

/** The profiles that requests may ask for, by name: what comes from outside is never a path. */
final class Policies {

  private final Map<String, Profile> profiles = new HashMap<>();
  private final String standard;

  /**
   * @param uris by name, a shipped profile or a path of a profile file
   * @param standard name of the one for requests that name none
   */
  Policies(Map<String, String> uris, String standard) throws ProfileException {
    for (Map.Entry<String, String> each : uris.entrySet()) {
      profiles.put(each.getKey(), Profiles.load(each.getValue()));
    }
    this.standard = standard;
  }

  /** Which one a request with this token gets. */
  String choose(String wanted, Token token) throws Problem {
    String name = wanted.isEmpty() ? standard : wanted;
    if (!profiles.containsKey(name)) {
      throw Problem.badRequest(
          "there is no policy of that name; there are "
              + String.join(", ", profiles.keySet().stream().sorted().toList()));
    }
    if (!token.mayUse(name)) {
      throw Problem.forbidden("it may not use the policy " + name);
    }
    return name;
  }

  Profile profile(String name, boolean redactsPixels) {
    Profile profile = profiles.get(name);
    return redactsPixels ? profile : profile.withPixels(PixelPolicy.KEEP);
  }
}
