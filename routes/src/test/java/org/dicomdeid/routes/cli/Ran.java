/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes.cli;

import java.io.PrintWriter;
import java.io.StringWriter;

/** What a command did with its streams. */
record Ran(int status, String out, String err) {

  static Ran of(Object... args) {
    String[] texts = new String[args.length];
    for (int i = 0; i < args.length; i++) {
      texts[i] = String.valueOf(args[i]);
    }
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int status = Cli.execute(new PrintWriter(out), new PrintWriter(err), texts);
    return new Ran(status, out.toString(), err.toString());
  }

  String all() {
    return out + err;
  }
}
