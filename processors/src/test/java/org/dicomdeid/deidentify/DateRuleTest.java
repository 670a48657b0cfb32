/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.deidentify;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.dicomdeid.dicom.VR;
import org.dicomdeid.profile.DatePolicy;
import org.junit.jupiter.api.Test;

final class DateRuleTest {

  private static final DateTimeFormatter DA = DateTimeFormatter.BASIC_ISO_DATE;

  private static DateRule shift(int days) {
    return new DateRule(DatePolicy.SHIFT, days, false);
  }

  @Property(tries = 500)
  void shifting_keeps_the_days_between_two_dates(
      @ForAll @IntRange(min = 0, max = 40_000) int first,
      @ForAll @IntRange(min = 0, max = 40_000) int second,
      @ForAll @IntRange(min = -1825, max = -1) int days) {
    LocalDate one = LocalDate.of(1920, 1, 1).plusDays(first);
    LocalDate other = LocalDate.of(1920, 1, 1).plusDays(second);
    LocalDate oneShifted = LocalDate.parse(shift(days).apply(one.format(DA), VR.DA, false), DA);
    LocalDate otherShifted = LocalDate.parse(shift(days).apply(other.format(DA), VR.DA, false), DA);
    assertThat(otherShifted.toEpochDay() - oneShifted.toEpochDay())
        .isEqualTo(other.toEpochDay() - one.toEpochDay());
  }

  @Test
  void a_date_and_the_same_day_as_date_time_shift_alike() {
    assertThat(shift(-10).apply("20200305", VR.DA, false)).isEqualTo("20200224");
    assertThat(shift(-10).apply("20200305101500.25+0100", VR.DT, false))
        .isEqualTo("20200224101500.25");
    assertThat(shift(-10).apply("2020.03.05", VR.DA, false)).isEqualTo("20200224");
  }

  @Test
  void a_date_time_without_day_keeps_its_precision() {
    assertThat(shift(-31).apply("202003", VR.DT, false)).isEqualTo("202002");
    assertThat(shift(-365).apply("2020", VR.DT, false)).isEqualTo("2019");
  }

  @Test
  void times_of_day_do_not_move_with_whole_days() {
    assertThat(shift(-10).apply("081530.123", VR.TM, false)).isEqualTo("081530.123");
  }

  @Test
  void only_the_year_stays_under_the_year_policy() {
    DateRule year = new DateRule(DatePolicy.YEAR, 0, false);
    assertThat(year.apply("20200305", VR.DA, false)).isEqualTo("20200101");
    assertThat(year.apply("20200305101500", VR.DT, false)).isEqualTo("2020");
    assertThat(year.apply("202003", VR.DT, false)).isEqualTo("2020");
    assertThat(year.apply("19410203", VR.DA, true)).isEqualTo("19410101");
  }

  @Test
  void the_year_policy_tells_no_age_over_89() {
    DateRule old = new DateRule(DatePolicy.YEAR, 0, true);
    assertThat(old.apply("19210203", VR.DA, true)).isEmpty();
    assertThat(old.apply("20200305", VR.DA, false)).isEqualTo("20200101");
    assertThat(old.apply("097Y", VR.AS, false)).isEqualTo("090Y");
    assertThat(old.apply("089Y", VR.AS, false)).isEqualTo("089Y");
    assertThat(DateRule.isOld("19210203", "20200305")).isTrue();
    assertThat(DateRule.isOld("19300306", "20200305")).isFalse();
    assertThat(DateRule.isOldAge("090Y")).isTrue();
    assertThat(DateRule.isOldAge("090M")).isFalse();
  }

  @Property(tries = 1000)
  void whatever_is_no_date_is_emptied(@ForAll @StringLength(max = 20) String text) {
    for (DatePolicy policy : new DatePolicy[] {DatePolicy.SHIFT, DatePolicy.YEAR}) {
      DateRule rule = new DateRule(policy, -100, false);
      assertThat(rule.apply(text, VR.DA, false)).matches("(\\d{8})?");
      assertThat(rule.apply(text, VR.DT, false)).matches("[0-9.+-]*");
      assertThat(rule.apply(text, VR.TM, false)).matches("[0-9.:]*");
      assertThat(rule.apply(text, VR.AS, false)).matches("(\\d{3}[DWMY])?");
    }
  }

  @Test
  void nothing_stays_under_the_remove_policy() {
    DateRule remove = new DateRule(DatePolicy.REMOVE, 0, false);
    assertThat(remove.apply("20200305", VR.DA, false)).isEmpty();
    assertThat(remove.apply("045Y", VR.AS, false)).isEmpty();
  }
}
