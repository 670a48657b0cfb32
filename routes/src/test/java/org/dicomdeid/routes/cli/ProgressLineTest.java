/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.dicomdeid.pipeline.Reason;
import org.junit.jupiter.api.Test;

class ProgressLineTest {

  @Test
  void tells_files_done_quarantined_speed_and_time_to_go() {
    Tally tally = new Tally();
    tally.delivered(false);
    tally.quarantined(Reason.LEAK);
    tally.read(1_000_000);
    assertThat(ProgressLine.text(tally, 10, 2_000_000))
        .matches("2/10 files, 1 quarantined, [0-9]+\\.[0-9] MB/s, [0-9]+ s to go");
  }

  @Test
  void leaves_out_what_is_not_known_yet() {
    assertThat(ProgressLine.text(new Tally(), -1, 0)).matches("0 files, 0 quarantined, 0\\.0 MB/s");
  }
}
