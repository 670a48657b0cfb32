/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.pipeline;

/** What this software calls itself in files and receipts. */
public final class Engine {

  public static final String VERSION = "1.0.0";

  /** (0002,0012): a UUID-derived UID made for this project (PS3.5 B.2). */
  public static final String IMPLEMENTATION_CLASS_UID =
      "2.25.302517846023915829337194260158402713664";

  /** (0002,0013), at most 16 characters. */
  public static final String IMPLEMENTATION_VERSION_NAME = "DICOM-DEID 1.0";

  private Engine() {}
}
