/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.dicom;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tree is the one that pydicom reads: paths, VRs, lengths, and every byte of every value. */
class PydicomAgreementTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;

  @Test
  void reads_the_test_data_of_pydicom_as_pydicom_does() throws Exception {
    assertThat(compare(RealFiles.ofPydicom())).isGreaterThan(100);
  }

  @Test
  void reads_the_shared_folder_as_pydicom_does() throws Exception {
    assertThat(compare(RealFiles.ofSharedFolder())).isGreaterThan(10);
  }

  private int compare(List<Path> files) throws IOException, GeneralSecurityException {
    List<Path> readable = new ArrayList<>();
    for (Path file : files) {
      try (DicomObject object = DicomReader.read(file, Limits.DEFAULT)) {
        if (object.dataSet().size() > 0) {
          readable.add(file);
        }
      } catch (DicomException e) {
        // What is refused is the business of another test.
        assertThat(e.fault()).isNotNull();
      }
    }
    List<String> command = new ArrayList<>(List.of(RealFiles.PYTHON, script().toString()));
    readable.forEach(file -> command.add(file.toString()));
    for (String line : RealFiles.run(command.toArray(String[]::new)).lines().toList()) {
      JsonNode dump = JSON.readTree(line);
      Path file = Path.of(dump.get("file").asText());
      try (DicomObject object = DicomReader.read(file, Limits.DEFAULT)) {
        compare(file, dump.get("elements"), object);
      }
    }
    return readable.size();
  }

  private static void compare(Path file, JsonNode theirs, DicomObject object)
      throws IOException, GeneralSecurityException {
    Map<String, Element> ours = new HashMap<>();
    if (object.fileMeta() != null) {
      for (Element element : object.fileMeta()) {
        ours.put("meta" + object.fileMeta().path(element.tag()), element);
      }
    }
    List<DataSet> open = new ArrayList<>(List.of(object.dataSet()));
    while (!open.isEmpty()) {
      DataSet dataSet = open.remove(open.size() - 1);
      for (Element element : dataSet) {
        ours.put(dataSet.path(element.tag()), element);
        open.addAll(element.items());
      }
    }
    Set<String> opaque = new HashSet<>();
    for (JsonNode row : theirs) {
      assertThat(row.has("error")).as(file.toString()).isFalse();
      String path = (row.has("meta") ? "meta" : "") + row.get("path").asText();
      String where = file + " " + path;
      Element element = ours.remove(path);
      assertThat(element).as(where).isNotNull();
      if (row.has("items")) {
        assertThat(element.items()).as(where).hasSize(row.get("items").asInt());
        continue;
      }
      if (!row.has("sha256")) {
        continue;
      }
      assertThat(element.length()).as(where).isEqualTo(row.get("length").asLong());
      assertThat(digest(element)).as(where).isEqualTo(row.get("sha256").asText());
      // Where the dictionary leaves a choice the file does not say which.
      if (!row.get("vr").asText().contains(" or ")) {
        assertThat(element.vr().name()).as(where).isEqualTo(row.get("vr").asText());
      }
      if (element.isSequence()) {
        opaque.add(path);
      }
    }
    // What is left are the insides of UN values, which pydicom leaves alone.
    ours.keySet().removeIf(path -> opaque.stream().anyMatch(un -> path.startsWith(un + "[")));
    assertThat(ours).as(file.toString()).isEmpty();
  }

  private static String digest(Element element) throws IOException, GeneralSecurityException {
    MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
    Element.Span span = element.span();
    byte[] value = new byte[(int) (span.valueEnd() - span.valueStart())];
    span.source().read(span.valueStart(), value, 0, value.length);
    return HexFormat.of().formatHex(sha256.digest(value));
  }

  private Path script() throws IOException {
    Path script = folder.resolve("dump.py");
    try (InputStream in = PydicomAgreementTest.class.getResourceAsStream("dump.py")) {
      Files.copy(in, script);
    }
    return script;
  }
}
