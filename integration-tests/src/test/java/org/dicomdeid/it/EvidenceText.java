/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** All that is written of objects besides the objects, with what is packed in it unpacked. */
final class EvidenceText {

  private static final ObjectMapper JSON = new ObjectMapper();

  private EvidenceText() {}

  /** A receipt file, and its payload. */
  static String ofReceipt(Path file) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    add(all, Files.readString(file));
    return all.toString(StandardCharsets.UTF_8);
  }

  /** A row of a table: what its columns say, payloads unpacked, and the bytes of the others. */
  @SuppressWarnings("ArrayRecordComponent")
  record Row(String text, byte[] bytes) {}

  /** Every column of every row of every table of a data folder's store. */
  static List<Row> ofStore(Path data) throws SQLException, IOException {
    String url = "jdbc:h2:" + data.toAbsolutePath().resolve("audit") + ";ACCESS_MODE_DATA=r";
    List<Row> rows = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection(url, "sa", "");
        Statement statement = connection.createStatement()) {
      for (String table : tables(connection)) {
        try (ResultSet row = statement.executeQuery("select * from \"" + table + "\"")) {
          while (row.next()) {
            rows.add(of(row));
          }
        }
      }
    }
    return rows;
  }

  private static Row of(ResultSet row) throws SQLException, IOException {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
      if (row.getObject(i) instanceof byte[] binary) {
        bytes.writeBytes(binary);
      } else {
        String column = row.getString(i);
        add(text, column == null ? "" : column);
      }
    }
    return new Row(text.toString(StandardCharsets.UTF_8), bytes.toByteArray());
  }

  private static List<String> tables(Connection connection) throws SQLException {
    List<String> names = new ArrayList<>();
    DatabaseMetaData data = connection.getMetaData();
    try (ResultSet tables = data.getTables(null, "PUBLIC", "%", new String[] {"BASE TABLE"})) {
      while (tables.next()) {
        names.add(tables.getString("TABLE_NAME"));
      }
    }
    return names;
  }

  private static void add(ByteArrayOutputStream all, String text) throws IOException {
    all.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    all.write('\n');
    // Hashes of the log's tiles may begin like JSON too; an envelope begins with a member.
    if (text.startsWith("{\"")) {
      JsonNode json = JSON.readTree(text);
      for (JsonNode payload : json.findValues("payload")) {
        all.writeBytes(Base64.getDecoder().decode(payload.asText()));
        all.write('\n');
      }
    }
  }
}
