/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.deidentify;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.HashSet;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

final class PseudonymsTest {

  private final Pseudonyms pseudonyms = new Pseudonyms(new byte[32]);

  @Property(tries = 200)
  void a_uid_is_a_valid_uuid_derived_uid(@ForAll String original) {
    String uid = pseudonyms.uid(original);
    assertThat(uid).matches("2\\.25\\.(0|[1-9][0-9]*)").hasSizeLessThanOrEqualTo(64);
    assertThat(new BigInteger(uid.substring(5)).bitLength()).isLessThanOrEqualTo(128);
  }

  @Property(tries = 200)
  void a_code_fits_every_short_text_vr(@ForAll String original) {
    assertThat(pseudonyms.code("(0010,0020)", original)).matches("[0-9A-Z]{16}");
  }

  @Property(tries = 100)
  void another_key_gives_other_pseudonyms(@ForAll @Size(32) byte[] key) {
    Pseudonyms other = new Pseudonyms(key);
    boolean same = java.util.Arrays.equals(key, new byte[32]);
    assertThat(other.uid("1.2.3").equals(pseudonyms.uid("1.2.3"))).isEqualTo(same);
    assertThat(other.code("d", "4711").equals(pseudonyms.code("d", "4711"))).isEqualTo(same);
  }

  @Test
  void the_same_key_gives_the_same_pseudonyms_on_every_machine() {
    assertThat(pseudonyms.uid("1.2.3")).isEqualTo(new Pseudonyms(new byte[32]).uid("1.2.3"));
    assertThat(pseudonyms.code("d", "4711 "))
        .isEqualTo(new Pseudonyms(new byte[32]).code("d", "4711"));
  }

  @Test
  void domains_are_kept_apart() {
    assertThat(pseudonyms.code("(0008,0050)", "4711"))
        .isNotEqualTo(pseudonyms.code("(0020,0010)", "4711"));
  }

  @Test
  void uids_that_the_standard_registers_stay() {
    assertThat(pseudonyms.uid("1.2.840.10008.1.4.1.1")).isEqualTo("1.2.840.10008.1.4.1.1");
    assertThat(pseudonyms.replacedUids()).isEmpty();
  }

  @Test
  void shifts_go_back_one_day_to_five_years_and_differ_between_patients() {
    Set<Integer> shifts = new HashSet<>();
    for (int patient = 0; patient < 500; patient++) {
      int days = pseudonyms.shiftDays("P" + patient);
      assertThat(days).isBetween(-1825, -1);
      shifts.add(days);
    }
    assertThat(shifts).hasSizeGreaterThan(300);
  }
}
