/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.dicom;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.dicomdeid.Peers;
import org.junit.jupiter.api.Test;

class RoundTripPeerTest {
  @Test
  void probe() throws IOException {
    for (Path root : List.of(Peers.pydicomData(), Path.of("/work/shared/phi-bench/base"))) {
      List<Path> files;
      try (Stream<Path> walk = Files.walk(root)) {
        files = walk.filter(Files::isRegularFile).sorted().toList();
      }
      for (Path file : files) {
        try (DicomObject object = DicomReader.read(file, Limits.DEFAULT)) {
          ByteArrayOutputStream out = new ByteArrayOutputStream();
          DicomWriter.copy(object, out);
          boolean same = Arrays.equals(out.toByteArray(), Files.readAllBytes(file));
          if (!same || object.hasTail()) {
            System.out.println(file + " same " + same + " tail " + object.hasTail());
          }
        } catch (DicomException e) {
          System.out.println(file + " " + e.getMessage());
        }
      }
    }
  }
}
