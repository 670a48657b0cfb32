/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.dicomdeid.dicom.DataSet;
import org.dicomdeid.dicom.DicomObject;
import org.dicomdeid.dicom.DicomReader;
import org.dicomdeid.dicom.Element;
import org.dicomdeid.dicom.Limits;
import org.dicomdeid.dicom.MemorySource;

/** A file of an output folder, read back. */
@SuppressWarnings("ArrayRecordComponent")
record Delivered(Path file, byte[] bytes, DataSet meta, DataSet dataSet, String syntax) {

  private static final int INSTANCE_NUMBER = 0x00200013;

  static Delivered read(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    try (DicomObject object = DicomReader.read(new MemorySource(bytes), Limits.DEFAULT)) {
      return new Delivered(
          file, bytes, object.fileMeta(), object.dataSet(), object.transferSyntax().uid());
    }
  }

  /** All objects below a folder by their (0020,0013), which must tell them apart. */
  static Map<Integer, Delivered> readAll(Path folder) throws IOException {
    Map<Integer, Delivered> found = new TreeMap<>();
    for (Path file : files(folder)) {
      if (file.toString().endsWith(".dcm")) {
        Delivered delivered = read(file);
        int number = delivered.dataSet.integer(INSTANCE_NUMBER).orElseThrow();
        assertThat(found.put(number, delivered)).as("object %s twice", number).isNull();
      }
    }
    return found;
  }

  /** Regular files, hidden ones too. */
  static List<Path> files(Path folder) throws IOException {
    if (Files.notExists(folder)) {
      return List.of();
    }
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).sorted().toList();
    }
  }

  /** Goes through all elements, nested ones too. */
  void each(BiConsumer<DataSet, Element> look) {
    Deque<DataSet> pending = new ArrayDeque<>(List.of(dataSet));
    while (!pending.isEmpty()) {
      DataSet next = pending.pop();
      for (Element element : next) {
        look.accept(next, element);
        element.items().forEach(pending::push);
      }
    }
  }

  /** All text as a reader of its character sets sees it, a line a value. */
  String text() throws IOException {
    List<String> lines = new ArrayList<>();
    List<DataSet> holders = new ArrayList<>();
    List<Element> elements = new ArrayList<>();
    each(
        (holder, element) -> {
          holders.add(holder);
          elements.add(element);
        });
    for (int i = 0; i < elements.size(); i++) {
      lines.addAll(holders.get(i).strings(elements.get(i).tag()));
      if (elements.get(i).vr().isText()) {
        lines.add(new String(elements.get(i).bytes(1 << 20), StandardCharsets.ISO_8859_1));
      }
    }
    return String.join("\n", lines);
  }

  String string(int tag) throws IOException {
    return dataSet.string(tag);
  }

  byte[] value(int tag) throws IOException {
    Element element = dataSet.get(tag);
    return element == null ? null : element.bytes(1 << 26);
  }

  /** A value one item down each sequence. */
  String nested(int sequence, int tag) throws IOException {
    return dataSet.get(sequence).items().get(0).string(tag);
  }
}
