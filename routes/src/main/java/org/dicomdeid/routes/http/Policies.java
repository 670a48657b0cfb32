/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes.http;

import java.util.Map;
import java.util.function.Supplier;
import org.dicomdeid.profile.PixelPolicy;
import org.dicomdeid.profile.Profile;

/** The profiles that requests may ask for, by name: what comes from outside is never a path. */
final class Policies {

  private final Map<String, Supplier<Profile>> profiles;
  private final String standard;

  /**
   * @param profiles by name, each as it is when asked
   * @param standard name of the one for requests that name none
   */
  Policies(Map<String, Supplier<Profile>> profiles, String standard) {
    this.profiles = Map.copyOf(profiles);
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
    Profile profile = profiles.get(name).get();
    return redactsPixels ? profile : profile.withPixels(PixelPolicy.KEEP);
  }
}
