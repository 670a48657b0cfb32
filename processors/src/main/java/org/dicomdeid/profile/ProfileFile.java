/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.profile;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One profile file as it stands, before what it extends is put under it.
 *
 * @param parent what it extends; null when it stands alone
 * @param dates null, like {@code pixels}, {@code pixelCheck} and {@code privates}, where the file
 *     does not say
 * @param lines where each key of the file stands, from 1
 */
record ProfileFile(
    String file,
    String name,
    String version,
    String description,
    String parent,
    Set<Option> options,
    Set<Option> without,
    DatePolicy dates,
    PixelPolicy pixels,
    PixelCheck pixelCheck,
    PrivatePolicy privates,
    Map<String, Long> limits,
    List<ProfileRule> rules,
    Map<String, Integer> lines) {

  int line(String key) {
    return lines.getOrDefault(key, 0);
  }
}
