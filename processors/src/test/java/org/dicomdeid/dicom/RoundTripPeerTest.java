/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.dicom;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Real files come out as they went in. */
class RoundTripPeerTest {

  /** What is DICOM by its name and still not readable, and why. */
  private static final Map<String, Fault> DAMAGED =
      Map.of(
          "MR_truncated.dcm", Fault.TRUNCATED,
          "rtplan_truncated.dcm", Fault.TRUNCATED,
          "DICOMDIR-nooffset", Fault.TRUNCATED,
          "no_meta.dcm", Fault.NOT_DICOM);

  @Test
  void leaves_every_readable_file_of_pydicom_byte_for_byte() throws IOException {
    assertThat(roundTrip(RealFiles.ofPydicom(), false)).isEqualTo(new TreeMap<>(DAMAGED));
  }

  @Test
  void leaves_every_readable_file_of_the_shared_folder_byte_for_byte() throws IOException {
    assertThat(roundTrip(RealFiles.ofSharedFolder(), false)).isEmpty();
  }

  @Test
  void recomputes_the_same_lengths_when_every_item_is_marked_as_changed() throws IOException {
    assertThat(roundTrip(RealFiles.ofPydicom(), true)).isEqualTo(new TreeMap<>(DAMAGED));
  }

  /** Faults by file name, of files that are DICOM; fails for one that comes out otherwise. */
  private static Map<String, Fault> roundTrip(List<Path> files, boolean touch) throws IOException {
    Map<String, Fault> faults = new TreeMap<>();
    int read = 0;
    for (Path file : files) {
      byte[] input = Files.readAllBytes(file);
      try (DicomObject object = DicomReader.read(file, Limits.DEFAULT)) {
        if (touch && object.file() == object.body()) {
          touch(object.dataSet());
        }
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        DicomWriter.copy(object, output);
        assertThat(output.toByteArray()).as(file.toString()).isEqualTo(input);
        read++;
      } catch (DicomException e) {
        String name = file.getFileName().toString();
        if (e.fault() != Fault.NOT_DICOM || name.endsWith(".dcm")) {
          faults.put(name, e.fault());
        }
      }
    }
    assertThat(read).isGreaterThan(15);
    return faults;
  }

  /** Puts one element of each data set in its own place. */
  private static void touch(DataSet root) {
    List<DataSet> open = new ArrayList<>(List.of(root));
    while (!open.isEmpty()) {
      DataSet dataSet = open.remove(open.size() - 1);
      if (dataSet.size() > 0) {
        dataSet.put(dataSet.at(0));
      }
      for (Element element : dataSet) {
        open.addAll(element.items());
      }
    }
  }
}
