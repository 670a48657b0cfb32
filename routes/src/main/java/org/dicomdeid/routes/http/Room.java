/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes.http;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Knows whether there is room for more objects. */
@FunctionalInterface
public interface Room {

  /** Why objects for these destinations must wait; empty when they need not. */
  Optional<String> lacking(List<String> destinations) throws IOException;
}
