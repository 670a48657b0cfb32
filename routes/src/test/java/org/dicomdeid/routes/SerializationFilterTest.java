/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InvalidClassException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SerializationFilterTest {

  @TempDir Path folder;

  @Test
  void no_class_is_deserialized() throws Exception {
    // In a process of its own: a filter can be set once.
    Path said = folder.resolve("said");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Child.class.getName())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(said).hasContent("made before, rejected after");
  }

  /** What a gadget would do. */
  static final class Child {

    private Child() {}

    public static void main(String[] args) throws Exception {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
        out.writeObject(new ArrayList<>(List.of("a")));
      }
      String before = read(bytes.toByteArray());
      SerializationFilter.rejectAll();
      System.out.println(before + " before, " + read(bytes.toByteArray()) + " after");
    }

    @SuppressWarnings("BanSerializableRead")
    private static String read(byte[] bytes) throws IOException, ClassNotFoundException {
      try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
        return in.readObject() == null ? "nothing" : "made";
      } catch (InvalidClassException e) {
        return "rejected";
      }
    }
  }

  @Test
  void the_program_sets_it_first() throws IOException {
    String main = Files.readString(Path.of("src/main/java/org/dicomdeid/routes/Main.java"));
    assertThat(main.indexOf("SerializationFilter.rejectAll()"))
        .isPositive()
        .isLessThan(main.indexOf("Cli.run("));
  }
}
