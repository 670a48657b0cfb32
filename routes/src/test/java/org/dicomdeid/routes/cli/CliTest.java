/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CliTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "run",
        "sanitize",
        "inspect",
        "verify",
        "profile",
        "profile list",
        "profile explain",
        "profile validate",
        "keys",
        "keys init",
        "keys show",
        "quarantine",
        "quarantine list",
        "quarantine show",
        "quarantine retry",
        "quarantine release",
        "quarantine purge",
        "quarantine log",
        "demo"
      })
  void every_command_has_help_with_an_example(String command) {
    String[] args = (command + " --help").strip().split(" ");
    Ran ran = Ran.of((Object[]) args);
    assertThat(ran.status()).isZero();
    assertThat(ran.out()).contains("Example:", "  dicom-deid " + command);
    assertThat(ran.err()).isEmpty();
  }

  @Test
  void help_names_every_command() {
    assertThat(Ran.of("--help").out())
        .contains("run", "sanitize", "inspect", "verify", "quarantine", "profile", "keys", "demo");
  }

  @Test
  void tells_its_version() {
    Ran ran = Ran.of("--version");
    assertThat(ran.status()).isZero();
    assertThat(ran.out()).startsWith("dicom-deid ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Mueller^Erika",
        "sanitize",
        "sanitize Mueller_Erika.dcm",
        "sanitize --Mueller_Erika=1 in out",
        "sanitize --threads Mueller_Erika in out",
        "sanitize --threads 0 in out",
        "sanitize --policy Mueller --policy Mueller in out",
        "keys",
        "keys Mueller_Erika",
        "quarantine",
        "quarantine show Mueller_Erika",
        "quarantine purge --older-than Mueller_Erika",
        "profile",
        "profile list Mueller_Erika",
        "verify"
      })
  void a_wrong_command_line_ends_with_2_and_a_mend_and_is_not_repeated(String line) {
    Object[] args = line.isEmpty() ? new Object[0] : line.split(" ");
    Ran ran = Ran.of(args);
    assertThat(ran.status()).isEqualTo(2);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err()).contains("--help' tells how to use it").doesNotContain("Mueller");
    assertThat(ran.err()).doesNotContain("Exception", "\tat ");
  }

  @Test
  void a_fault_that_nobody_foresaw_is_one_line_with_its_class_and_status_2() {
    for (Throwable fault :
        List.of(new StackOverflowError("Mueller"), new IllegalStateException("Mueller"))) {
      StringWriter err = new StringWriter();
      int status =
          Cli.execute(new PrintWriter(new Failing(fault)), new PrintWriter(err), "profile", "list");
      assertThat(status).isEqualTo(2);
      assertThat(err.toString().lines()).hasSize(1);
      assertThat(err.toString())
          .contains(fault.getClass().getSimpleName(), "report it")
          .doesNotContain("Mueller", "\tat ");
    }
  }

  @Test
  void debugging_adds_classes_and_places_in_the_code_and_no_message() {
    StringWriter err = new StringWriter();
    Throwable fault = new IllegalStateException("Mueller", new StackOverflowError("Erika"));
    FaultMessages.report(fault, new PrintWriter(err), true);
    assertThat(err.toString().lines()).hasSizeGreaterThan(3);
    assertThat(err.toString())
        .contains("java.lang.IllegalStateException", "java.lang.StackOverflowError", "CliTest:")
        .doesNotContain("Mueller", "Erika");
  }

  /** A stream under which something breaks. */
  private static final class Failing extends Writer {

    private final Throwable fault;

    private Failing(Throwable fault) {
      this.fault = fault;
    }

    @Override
    public void write(char[] text, int from, int length) {
      fail();
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}

    private void fail() {
      if (fault instanceof Error error) {
        throw error;
      }
      throw (RuntimeException) fault;
    }
  }
}
