/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.receipt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointNoteTest {

  /** The note and its verifier key are the example of Go's golang.org/x/mod/sumdb/note. */
  private static final String GO_KEY =
      "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";

  private static final String GO_TEXT =
      """
      If you think cryptography is the answer to your problem,
      then you don't know what your problem is.
      """;

  private static final String GO_SIGNATURE =
      "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=";

  @TempDir Path folder;

  @Test
  void signature_and_key_id_are_those_of_other_implementations_of_signed_note() throws Exception {
    byte[] typed = Base64.getDecoder().decode(GO_KEY.split("\\+", 3)[2]);
    byte[] raw = Arrays.copyOfRange(typed, 1, typed.length);
    byte[] der = new byte[44];
    System.arraycopy(HexFormat.of().parseHex("302a300506032b6570032100"), 0, der, 0, 12);
    System.arraycopy(raw, 0, der, 12, 32);
    VerificationKey key = VerificationKey.parse(der);
    byte[] signature = Base64.getDecoder().decode(GO_SIGNATURE);
    assertThat(CheckpointNote.keyHash("PeterNeumann", key))
        .isEqualTo(HexFormat.of().parseHex(GO_KEY.split("\\+", 3)[1]))
        .isEqualTo(Arrays.copyOf(signature, 4));
    assertThat(
            key.verifies(
                GO_TEXT.getBytes(StandardCharsets.UTF_8),
                Arrays.copyOfRange(signature, 4, signature.length)))
        .isTrue();
  }

  @Test
  void note_is_read_back_and_names_its_signer() throws Exception {
    KeyFolder keys = KeyFolder.open(folder.resolve("keys"));
    KeyFolder others = KeyFolder.open(folder.resolve("others"));
    CheckpointNote note = note(keys);
    assertThat(note.note())
        .startsWith("dicom-deid.org/log/abc\n5\n")
        .containsPattern("\n[A-Za-z0-9+/]{43}=\n\n")
        .containsPattern("\n\u2014 dicom-deid.org/log/abc [A-Za-z0-9+/]{91}=\n$");
    CheckpointNote read = CheckpointNote.parse(note.note());
    assertThat(read.checkpoint().isSame(note.checkpoint())).isTrue();
    List<VerificationKey> both =
        List.of(others.signingKey().publicKey(), keys.signingKey().publicKey());
    assertThat(read.signer(both)).contains(both.get(1));
    assertThat(read.signer(both.subList(0, 1))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n5\n", "log/abc\n", "\u2014 dicom-deid.org"})
  void changed_note_has_no_signer(String what) throws Exception {
    KeyFolder keys = KeyFolder.open(folder.resolve("keys"));
    String note = note(keys).note();
    String changed =
        note.replace(what, what.replace("5", "6").replace("org", "net").replace("abc", "abd"));
    assertThat(changed).isNotEqualTo(note);
    assertThat(CheckpointNote.parse(changed).signer(keys.trustedKeys())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\n",
        "\n\n",
        "a\n1\nAA==\n\n\u2014 a AAAAAAA=\n",
        "a\n-1\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n\n\u2014 a AAAAAAA=\n",
        "a\n1\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n\n\u2014 a !\n",
        "a\n1\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n\na AAAAAAA=\n",
        "a\n1\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n"
      })
  void what_is_no_signed_checkpoint_is_refused(String text) {
    assertThatExceptionOfType(IOException.class).isThrownBy(() -> CheckpointNote.parse(text));
  }

  private static CheckpointNote note(KeyFolder keys) throws Exception {
    return CheckpointNote.sign(
        new Checkpoint("dicom-deid.org/log/abc", 5, new byte[MerkleTree.HASH]), keys.signingKey());
  }
}
