/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import javax.management.JMException;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShortRunTest {

  @TempDir private Path folder;

  @Test
  void the_virtual_machine_takes_the_directives_and_no_file_is_left() throws JMException {
    ShortRun.directCompiler(folder);
    try {
      assertThat(ask("compilerDirectivesPrint"))
          .contains("sun/security/provider/*.*", "matching: *.*", "Exclude:true");
      assertThat(folder).isEmptyDirectory();
    } finally {
      ask("compilerDirectivesClear");
    }
  }

  private static String ask(String command) throws JMException {
    return (String)
        ManagementFactory.getPlatformMBeanServer()
            .invoke(
                new ObjectName("com.sun.management:type=DiagnosticCommand"), command, null, null);
  }
}
