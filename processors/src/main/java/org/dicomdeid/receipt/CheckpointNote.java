/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.receipt;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * A signed checkpoint: a C2SP signed-note. The text ends with a line feed; an empty line and one
 * line for each signature follow. Ed25519 (algorithm 1), under the log's origin as key name.
 */
public final class CheckpointNote {

  private static final String SIGNATURE = "\u2014 ";
  private static final byte ED25519 = 1;
  private static final int HASH_BYTES = 4;

  private final String note;
  private final String text;
  private final Checkpoint checkpoint;
  private final List<Signature> signatures;

  @SuppressWarnings("ArrayRecordComponent")
  private record Signature(String name, byte[] keyHash, byte[] value) {}

  private CheckpointNote(
      String note, String text, Checkpoint checkpoint, List<Signature> signatures) {
    this.note = note;
    this.text = text;
    this.checkpoint = checkpoint;
    this.signatures = signatures;
  }

  /** Signs a checkpoint. */
  public static CheckpointNote sign(Checkpoint checkpoint, SigningKey key) {
    String text = checkpoint.text();
    byte[] hash = keyHash(checkpoint.origin(), key.publicKey());
    byte[] value = key.signBytes(text.getBytes(StandardCharsets.UTF_8));
    byte[] both = Arrays.copyOf(hash, HASH_BYTES + value.length);
    System.arraycopy(value, 0, both, HASH_BYTES, value.length);
    String line =
        SIGNATURE + checkpoint.origin() + " " + Base64.getEncoder().encodeToString(both) + "\n";
    return new CheckpointNote(
        text + "\n" + line,
        text,
        checkpoint,
        List.of(new Signature(checkpoint.origin(), hash, value)));
  }

  /**
   * Reads a note; nothing of it is believed until {@link #signer}.
   *
   * @throws IOException when it is no signed note of a checkpoint
   */
  public static CheckpointNote parse(String note) throws IOException {
    int end = note.lastIndexOf("\n\n");
    if (end < 0 || end + 2 >= note.length() || !note.endsWith("\n")) {
      throw new IOException("not a signed note");
    }
    String text = note.substring(0, end + 1);
    List<Signature> signatures = new ArrayList<>();
    for (String line : note.substring(end + 2, note.length() - 1).split("\n", -1)) {
      signatures.add(signature(line));
    }
    return new CheckpointNote(note, text, Checkpoint.parse(text), signatures);
  }

  private static Signature signature(String line) throws IOException {
    int space = line.lastIndexOf(' ');
    if (!line.startsWith(SIGNATURE) || space < SIGNATURE.length()) {
      throw new IOException("not a signed note");
    }
    byte[] both;
    try {
      both = Base64.getDecoder().decode(line.substring(space + 1));
    } catch (IllegalArgumentException e) {
      throw new IOException("not a signed note", e);
    }
    if (both.length <= HASH_BYTES) {
      throw new IOException("not a signed note");
    }
    return new Signature(
        line.substring(SIGNATURE.length(), space),
        Arrays.copyOf(both, HASH_BYTES),
        Arrays.copyOfRange(both, HASH_BYTES, both.length));
  }

  /** The note, whole: what a time stamp is over. */
  public String note() {
    return note;
  }

  /** {@link #note} in UTF-8. */
  public byte[] bytes() {
    return note.getBytes(StandardCharsets.UTF_8);
  }

  public Checkpoint checkpoint() {
    return checkpoint;
  }

  /** The one of these keys that signed it under the name of its origin. */
  public Optional<VerificationKey> signer(List<VerificationKey> keys) {
    byte[] signed = text.getBytes(StandardCharsets.UTF_8);
    for (Signature each : signatures) {
      for (VerificationKey key : keys) {
        if (each.name.equals(checkpoint.origin())
            && Arrays.equals(each.keyHash, keyHash(each.name, key))
            && key.verifies(signed, each.value)) {
          return Optional.of(key);
        }
      }
    }
    return Optional.empty();
  }

  /** The key id of signed-note: the first bytes of SHA-256 over name, line feed, 1, and key. */
  static byte[] keyHash(String name, VerificationKey key) {
    var digest = Sha256.newDigest();
    digest.update(name.getBytes(StandardCharsets.UTF_8));
    digest.update((byte) '\n');
    digest.update(ED25519);
    return Arrays.copyOf(digest.digest(key.raw()), HASH_BYTES);
  }
}
