/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes as they are written in settings: 256MB, 4GB. */
final class ByteSize {

  private static final Pattern SIZE = Pattern.compile("([0-9]{1,9})(MB|GB)");

  private ByteSize() {}

  static long of(Setting setting) throws SettingsException {
    Matcher size = SIZE.matcher(setting.value());
    if (!size.matches()) {
      throw new SettingsException(setting, "write a size such as 256MB or 2GB");
    }
    return Long.parseLong(size.group(1)) << (size.group(2).equals("MB") ? 20 : 30);
  }
}
