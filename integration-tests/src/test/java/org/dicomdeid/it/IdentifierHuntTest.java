/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdentifierHuntTest {

  @TempDir Path data;

  @Test
  void two_letters_count_in_what_a_store_says_and_not_in_its_hashes() throws Exception {
    try (Connection store =
            DriverManager.getConnection("jdbc:h2:" + data.resolve("audit"), "sa", "");
        Statement table = store.createStatement()) {
      table.execute("create table leaf (receipt varchar, hash bytea)");
      // 58 75 is Xu, 5A 57 52 61 44 41 50 31 is ZWRaDAP1.
      table.execute("insert into leaf values ('{}', X'00587500')");
      table.execute("insert into leaf values ('Xu', X'00')");
      table.execute("insert into leaf values ('{}', X'005A57526144415031')");
    }
    IdentifierHunt hunt = new IdentifierHunt(List.of("Xu", "ZWRaDAP1"));
    assertThat(EvidenceText.ofStore(data))
        .map(hunt::in)
        .containsExactly(List.of(), List.of("Xu"), List.of("ZWRaDAP1"));
  }
}
