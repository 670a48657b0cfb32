/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes.http;

import java.util.List;

/** Where things are served. */
final class Paths {

  static final String OPENAPI = "/api/v1/openapi.json";
  static final String SANITIZE = "/api/v1/sanitize/file";
  static final String JOB = "/api/v1/jobs/{id}";
  static final String JOB_OBJECT = "/api/v1/jobs/{id}/object";
  static final String RECEIPT = "/api/v1/receipts/{id}";
  static final String VERIFY = "/api/v1/receipts/verify";
  static final String STORE = "/dicomweb/studies";

  /** The segment that stands for {@code {id}}. */
  static final int ID = 4;

  /** One that is served. */
  record Served(String path, String method, String operation) {}

  /** All, the more particular ones first. */
  static final List<Served> ALL =
      List.of(
          new Served(OPENAPI, "GET", "openapi"),
          new Served(SANITIZE, "POST", "sanitize"),
          new Served(JOB_OBJECT, "GET", "job-object"),
          new Served(JOB, "GET", "job"),
          new Served(VERIFY, "POST", "verify"),
          new Served(RECEIPT, "GET", "receipt"),
          new Served(STORE, "POST", "store"));

  private Paths() {}

  static String job(String id) {
    return JOB.replace("{id}", id);
  }

  static String receipt(long number) {
    return RECEIPT.replace("{id}", String.valueOf(number));
  }
}
