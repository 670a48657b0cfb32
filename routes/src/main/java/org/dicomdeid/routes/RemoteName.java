/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Takes the name of an object apart, into its folder and its file, to fetch what lies there. */
public final class RemoteName implements Processor {

  /** Exchange property: the folder, without a slash at its ends. */
  static final String FOLDER = "DicomDeidRemoteFolder";

  /** Exchange property: the file in it. */
  static final String FILE = "DicomDeidRemoteFile";

  @Override
  public void process(Exchange exchange) {
    String name = exchange.getMessage().getHeader(Exchange.FILE_NAME, String.class);
    int slash = name.lastIndexOf('/');
    exchange.setProperty(FOLDER, slash < 0 ? "" : name.substring(0, slash));
    exchange.setProperty(FILE, name.substring(slash + 1));
  }
}
