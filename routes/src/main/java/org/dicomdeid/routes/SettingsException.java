/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes;

/** A setting that cannot be used: which key, where it stands, and the mend. */
public final class SettingsException extends Exception {

  private static final long serialVersionUID = 1;

  SettingsException(String message) {
    super(message);
  }

  SettingsException(Setting setting, String mend) {
    super(setting.where() + ": " + setting.key() + ": " + mend);
  }
}
