/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.receipt;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Operations as the pipeline would describe them, all different. */
public final class Operations {

  public static final ProfileRef PROFILE =
      new ProfileRef("hipaa", "1.0.0", Sha256.hex(new byte[] {1}));
  public static final String KEY_ID = "0123456789abcdef";
  public static final String DESTINATION = "outbox";

  private Operations() {}

  /** What number {@code i} of a batch put out. */
  public static byte[] outputOf(int i) {
    return ByteBuffer.allocate(8).putInt(i).putInt(-i).array();
  }

  public static Operation delivered(int i) {
    byte[] output = outputOf(i);
    Operation operation =
        new Operation(
            Outcome.DELIVERED,
            input(i),
            new Content(Sha256.hex(output), output.length),
            PROFILE,
            KEY_ID,
            "1.0.0-SNAPSHOT",
            "1.2.840.10008.1.2.1",
            "1.2.840.10008.5.1.4.1.1.2",
            actions(),
            List.of("113100", "113105", "113108"),
            null,
            null,
            Instant.parse("2026-11-23T05:00:00.123Z"),
            Instant.parse("2026-11-23T05:00:00.456Z"),
            List.of(DESTINATION));
    return operation.foundBy(List.of(token(i), token(-1)));
  }

  /** What number {@code i} of a batch is found by; -1: what all are. */
  public static String token(int i) {
    return Sha256.hex(ByteBuffer.allocate(4).putInt(i).array()).substring(0, 32);
  }

  public static Operation quarantined(int i) {
    return new Operation(
        Outcome.QUARANTINED,
        input(i),
        null,
        PROFILE,
        KEY_ID,
        "1.0.0-SNAPSHOT",
        null,
        null,
        List.of(),
        List.of(),
        null,
        new Reason("leak-check", "(0040,0275)[0](0008,0050)"),
        Instant.parse("2026-11-23T05:00:00.123Z"),
        Instant.parse("2026-11-23T05:00:00.456Z"),
        List.of());
  }

  private static Content input(int i) {
    return new Content(Sha256.hex(ByteBuffer.allocate(4).putInt(i).array()), 400_000);
  }

  private static List<ActionCount> actions() {
    List<ActionCount> actions = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      String code = i % 3 == 0 ? "X" : i % 3 == 1 ? "Z" : "U";
      actions.add(new ActionCount("(0008,00" + (i + 16) + ")", code, i % 10 == 0, 1 + i % 4));
    }
    return actions;
  }
}
