/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.receipt;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Objects;

/**
 * What a log was like when it had so many receipts (C2SP tlog-checkpoint): three lines of text, in
 * {@link CheckpointNote} with a signature.
 *
 * @param origin the log's name, {@link #origin(String)}
 * @param size number of receipts
 * @param root of the Merkle tree over them; not copied
 */
@SuppressWarnings("ArrayRecordComponent")
public record Checkpoint(String origin, long size, byte[] root) {

  private static final String ORIGIN = "dicom-deid.org/log/";

  public Checkpoint {
    Objects.requireNonNull(origin, "origin");
    if (size < 0 || root.length != MerkleTree.HASH) {
      throw new IllegalArgumentException("no checkpoint of a log");
    }
  }

  /** The name of the log of a store. */
  public static String origin(String storeId) {
    return ORIGIN + storeId;
  }

  /** Whether it is of the log of this store. */
  public boolean isOf(String storeId) {
    return origin.equals(origin(storeId));
  }

  /** Whether both are of one log and say the same of it. */
  public boolean isSame(Checkpoint other) {
    return origin.equals(other.origin) && size == other.size && Arrays.equals(root, other.root);
  }

  /** Origin, size and root, a line each. */
  String text() {
    return origin + "\n" + size + "\n" + Base64.getEncoder().encodeToString(root) + "\n";
  }

  /** Reads {@link #text}; lines that an extension adds are not read. */
  static Checkpoint parse(String text) throws IOException {
    String[] lines = text.split("\n", -1);
    if (lines.length < 4 || lines[0].isEmpty() || !lines[1].matches("0|[1-9][0-9]{0,17}")) {
      throw new IOException("not a checkpoint of a log");
    }
    try {
      byte[] root = Base64.getDecoder().decode(lines[2].getBytes(StandardCharsets.US_ASCII));
      return new Checkpoint(lines[0], Long.parseLong(lines[1]), root);
    } catch (IllegalArgumentException e) {
      throw new IOException("not a checkpoint of a log", e);
    }
  }
}
