/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Damaged files end as a typed fault or as an object that is copied byte for byte; nothing else.
 */
class MutationTest {

  private static final Limits LIMITS = new Limits(500, 50_000, 8 << 20, 1 << 20, 16 << 20);
  private static final Duration ONE_CASE = Duration.ofSeconds(2);
  private static final long MOST_ALLOCATED = 100L << 20;
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final int LARGEST = 40_000;

  private int refused;
  private int accepted;

  @Test
  @Timeout(120)
  void survives_mutations_of_made_files() throws IOException {
    List<byte[]> files = MadeFiles.all();
    mutate(files, 12_000, 1);
    assertThat(refused).isGreaterThan(2_000);
    assertThat(accepted).isGreaterThan(2_000);
  }

  @Test
  @Timeout(180)
  void survives_mutations_of_real_files() throws IOException {
    List<byte[]> files = new ArrayList<>();
    for (Path file : RealFiles.ofPydicom()) {
      if (Files.size(file) < LARGEST) {
        files.add(Files.readAllBytes(file));
      }
    }
    mutate(files, 20_000, 2);
    assertThat(refused).isGreaterThan(5_000);
    assertThat(accepted).isGreaterThan(2_000);
  }

  @Test
  void refuses_every_truncation_of_a_made_file_or_ends_at_an_element() throws IOException {
    for (byte[] file : MadeFiles.all()) {
      for (int length = 0; length < file.length; length++) {
        check(Arrays.copyOf(file, length), "cut to " + length);
      }
    }
    assertThat(refused).isGreaterThan(accepted);
  }

  @Test
  void refuses_noise() throws IOException {
    Random random = new Random(3);
    for (int i = 0; i < 2_000; i++) {
      byte[] noise = new byte[random.nextInt(4_096)];
      random.nextBytes(noise);
      check(noise, "noise " + i);
    }
    assertThat(accepted).isZero();
  }

  private void mutate(List<byte[]> files, int cases, long seed) throws IOException {
    Random random = new Random(seed);
    for (int i = 0; i < cases; i++) {
      byte[] bytes = files.get(i % files.size()).clone();
      int edits = 1 + random.nextInt(3);
      for (int edit = 0; edit < edits && bytes.length > 4; edit++) {
        bytes = mutation(bytes, random);
      }
      check(bytes, "seed " + seed + " case " + i);
    }
  }

  private static byte[] mutation(byte[] bytes, Random random) {
    // Most structure is near the start of real files.
    int reach = random.nextBoolean() ? bytes.length : Math.min(bytes.length, 2_000);
    int at = random.nextInt(reach - 3);
    switch (random.nextInt(7)) {
      case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
      case 1 -> bytes[at] = (byte) random.nextInt();
      case 2 -> {
        return Arrays.copyOf(bytes, random.nextInt(bytes.length));
      }
      case 3 -> Arrays.fill(bytes, at, at + 4, (byte) 0xFF);
      case 4 -> {
        return MadeFiles.join(
            Arrays.copyOf(bytes, at), Arrays.copyOfRange(bytes, at + 2, bytes.length));
      }
      case 5 -> {
        byte[] tag = {
          (byte) 0xFE, (byte) 0xFF, (byte) new int[] {0, 0x0D, 0xDD}[random.nextInt(3)], (byte) 0xE0
        };
        System.arraycopy(tag, 0, bytes, at, 4);
      }
      default -> ElementHeaderWriter.put32(bytes, at, random.nextInt(1 << 20), false);
    }
    return bytes;
  }

  private void check(byte[] bytes, String name) throws IOException {
    long start = System.nanoTime();
    long allocated = THREADS.getCurrentThreadAllocatedBytes();
    byte[] edited = null;
    int elements = 0;
    try (DicomObject object = DicomReader.read(new MemorySource(bytes), LIMITS)) {
      ByteArrayOutputStream copy = new ByteArrayOutputStream(bytes.length);
      DicomWriter.copy(object, copy);
      assertThat(copy.toByteArray()).as(name).isEqualTo(bytes);
      edited = rewrite(object);
      elements = object.dataSet().size();
      accepted++;
    } catch (DicomException e) {
      refused++;
    } catch (RuntimeException | Error e) {
      fail(name, e);
    }
    if (edited != null) {
      readAgain(edited, elements, name);
    }
    assertThat(THREADS.getCurrentThreadAllocatedBytes() - allocated)
        .as(name)
        .isLessThan(MOST_ALLOCATED);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).as(name).isLessThan(ONE_CASE);
  }

  /** Edits the first element of every data set, top to bottom, and writes all of it anew. */
  private static byte[] rewrite(DicomObject object) throws IOException {
    List<DataSet> open = new ArrayList<>(List.of(object.dataSet()));
    while (!open.isEmpty()) {
      DataSet dataSet = open.remove(open.size() - 1);
      if (dataSet.size() > 0 && !dataSet.at(0).isSequence()) {
        dataSet.put(dataSet.at(0));
      }
      for (Element element : dataSet) {
        open.addAll(element.items());
      }
    }
    object.dataSet().put(Element.of(Tag.PATIENT_NAME, VR.PN, new byte[] {'X', ' '}));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    FileMeta meta = FileMeta.of("1.2", "1.2.3", object.transferSyntax().uid(), "1.2.4", "T");
    DicomWriter.write(object, meta, OutputSink.of(object.transferSyntax(), out));
    return out.toByteArray();
  }

  private static void readAgain(byte[] bytes, int elements, String name) throws IOException {
    try (DicomObject again = DicomReader.read(new MemorySource(bytes), LIMITS)) {
      assertThat(again.dataSet().size()).as(name).isEqualTo(elements);
    } catch (DicomException e) {
      fail(name + ": what was written cannot be read", e);
    }
  }
}
