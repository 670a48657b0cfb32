/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes;

import org.apache.camel.impl.health.AbstractHealthCheck;

/**
 * Tells of what somebody has to look at while objects are taken and delivered all the same: the
 * service stays ready and alive.
 */
abstract class NoticeHealth extends AbstractHealthCheck {

  NoticeHealth(String id) {
    super("dicom-deid", id);
  }

  @Override
  public final boolean isReadiness() {
    return false;
  }

  @Override
  public final boolean isLiveness() {
    return false;
  }
}
