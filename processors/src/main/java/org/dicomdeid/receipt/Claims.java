/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.receipt;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What the statement inside an envelope says, as far as it is checked against something else. A
 * member that is missing or of another type is null, or -1.
 *
 * @param policy name of the profile
 * @param profile SHA-256 of the profile
 * @param rows SHA-256 of what the store keeps beside the receipt; null in receipts of earlier
 *     releases
 */
public record Claims(
    long sequence,
    String previous,
    String store,
    String outcome,
    String subject,
    String input,
    String output,
    String policy,
    String profile,
    String pseudonymKey,
    String finished,
    List<String> destinations,
    String rows) {

  /** A member that stands twice could be read differently by two readers. */
  static final ObjectMapper JSON =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  /**
   * Reads a statement.
   *
   * @throws IOException when the payload is not a receipt of this project
   */
  public static Claims of(Envelope envelope) throws IOException {
    JsonNode statement = JSON.readTree(envelope.payload());
    if (statement == null
        || !StatementWriter.STATEMENT_TYPE.equals(text(statement, "/_type"))
        || !StatementWriter.PREDICATE_TYPE.equals(text(statement, "/predicateType"))) {
      throw new IOException("the payload is not an in-toto statement of a receipt");
    }
    JsonNode sequence = statement.at("/predicate/sequence");
    List<String> destinations = new ArrayList<>();
    statement.at("/predicate/destinations").forEach(each -> destinations.add(each.asText()));
    return new Claims(
        sequence.isIntegralNumber() ? sequence.asLong() : -1,
        text(statement, "/predicate/previous"),
        text(statement, "/predicate/store"),
        text(statement, "/predicate/outcome"),
        text(statement, "/subject/0/digest/sha256"),
        text(statement, "/predicate/input/sha256"),
        text(statement, "/predicate/output/sha256"),
        text(statement, "/predicate/profile/name"),
        text(statement, "/predicate/profile/sha256"),
        text(statement, "/predicate/pseudonymKey"),
        text(statement, "/predicate/finished"),
        List.copyOf(destinations),
        text(statement, "/predicate/rows"));
  }

  private static String text(JsonNode node, String pointer) {
    JsonNode at = node.at(pointer);
    return at.isTextual() ? at.textValue() : null;
  }
}
