/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.processor;

/** Is told what happens to objects; called on the thread that does the work, so must be quick. */
@FunctionalInterface
public interface ObjectObserver {

  /** Must not throw. */
  void on(ObjectEvent event);

  /** One observer that tells both. */
  default ObjectObserver and(ObjectObserver other) {
    return event -> {
      on(event);
      other.on(event);
    };
  }
}
