/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.deidentify;

import org.dicomdeid.dicom.DataSet;
import org.dicomdeid.dicom.Element;
import org.dicomdeid.profile.Action;
import org.dicomdeid.profile.Rule;

/**
 * Is told of every decision as it is made, in the order of the walk: a data set whole, then its
 * items.
 */
@FunctionalInterface
public interface EditObserver {

  /**
   * One decision.
   *
   * @param after {@code before} itself when nothing was to be done; null when the element goes
   * @param action what the rule came to here
   */
  void decided(DataSet dataSet, Element before, Element after, Action action, Rule rule);
}
