/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes.cli;

/**
 * What the user gave cannot work; nothing was done. The message says what is wrong and the mend.
 */
final class ConfigurationFault extends RuntimeException {

  ConfigurationFault(String message) {
    super(message);
  }

  ConfigurationFault(String message, Throwable cause) {
    super(message, cause);
  }
}
