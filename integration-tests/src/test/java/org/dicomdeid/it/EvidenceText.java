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

  /** Every column of every row of every table of a data folder's store, payloads unpacked. */
  static List<String> ofStore(Path data) throws SQLException, IOException {
    String url = "jdbc:h2:" + data.toAbsolutePath().resolve("audit") + ";ACCESS_MODE_DATA=r";
    List<String> rows = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection(url, "sa", "");
        Statement statement = connection.createStatement()) {
      for (String table : tables(connection)) {
        try (ResultSet row = statement.executeQuery("select * from \"" + table + "\"")) {
          while (row.next()) {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
              String column = row.getString(i);
              add(all, column == null ? "" : column);
            }
            rows.add(all.toString(StandardCharsets.UTF_8));
          }
        }
      }
    }
    return rows;
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
