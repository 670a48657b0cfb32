/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes.http;

/** One operation of the API. */
@FunctionalInterface
interface Operation {

  /**
   * Answers a request that was let in.
   *
   * @throws Problem when it is not answered as it was asked
   * @throws Exception for faults, which are told apart from what the client can mend
   */
  Answer answer(ApiRequest request) throws Exception;
}
