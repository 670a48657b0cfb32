/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.dicom;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** What is written is what is read, in every layout; an edit touches nothing but its ancestors. */
class TreeProperties {

  private static final HexFormat HEX = HexFormat.of();

  private static final List<TransferSyntax> SYNTAXES =
      List.of(
          TransferSyntax.IMPLICIT_LITTLE_ENDIAN,
          TransferSyntax.EXPLICIT_LITTLE_ENDIAN,
          TransferSyntax.EXPLICIT_BIG_ENDIAN,
          TransferSyntax.DEFLATED);

  /** Each with the VR of the dictionary, so that an implicit reader finds it. */
  private static final Map<Integer, VR> LEAVES =
      Map.ofEntries(
          Map.entry(0x00080016, VR.UI),
          Map.entry(0x00080020, VR.DA),
          Map.entry(0x0008103E, VR.LO),
          Map.entry(0x00090010, VR.LO),
          Map.entry(0x00091001, VR.UN),
          Map.entry(0x00100010, VR.PN),
          Map.entry(0x00104000, VR.LT),
          Map.entry(0x00189073, VR.FD),
          Map.entry(0x00280010, VR.US),
          Map.entry(0x00420011, VR.OB),
          Map.entry(0x0040A160, VR.UT),
          Map.entry(0x00660016, VR.OF));

  private static final List<Integer> SEQUENCES =
      List.of(0x00081110, 0x00081140, 0x00111001, 0x00400275, 0x52009229);

  /** A leaf with its value in hexadecimal, or a sequence with an item for each map of the list. */
  record Node(String value, List<Map<Integer, Node>> items, boolean undefined) {}

  @Provide
  Arbitrary<Map<Integer, Node>> trees() {
    return trees(4);
  }

  private static Arbitrary<Map<Integer, Node>> trees(int depth) {
    Arbitrary<Node> leaf =
        Arbitraries.bytes()
            .array(byte[].class)
            .ofMaxSize(40)
            .map(bytes -> new Node(HEX.formatHex(Padding.even(bytes, VR.OB)), null, false));
    Arbitrary<Map<Integer, Node>> leaves =
        Arbitraries.maps(Arbitraries.of(LEAVES.keySet()), leaf).ofMaxSize(6);
    if (depth == 0) {
      return leaves;
    }
    Arbitrary<Node> sequence =
        Arbitraries.lazy(() -> trees(depth - 1))
            .list()
            .ofMaxSize(3)
            .flatMap(items -> Arbitraries.of(true, false).map(any -> new Node(null, items, any)));
    return leaves.flatMap(
        some ->
            Arbitraries.maps(Arbitraries.of(SEQUENCES), sequence)
                .ofMaxSize(2)
                .map(
                    others -> {
                      Map<Integer, Node> all = new TreeMap<>(Integer::compareUnsigned);
                      all.putAll(some);
                      all.putAll(others);
                      all.putIfAbsent(0x00080016, new Node("312e3200", null, false));
                      return all;
                    }));
  }

  @Property(tries = 150)
  void reads_what_it_wrote(@ForAll @From("trees") Map<Integer, Node> tree) throws IOException {
    for (TransferSyntax syntax : SYNTAXES) {
      try (DicomObject object = read(write(syntax, built(tree, syntax.encoding())))) {
        Map<String, String> expected = new TreeMap<>();
        describe("", tree, expected);
        assertThat(values(object.dataSet())).as(syntax.uid()).isEqualTo(expected);
        ByteArrayOutputStream copy = new ByteArrayOutputStream();
        DicomWriter.copy(object, copy);
        assertThat(copy.size()).isEqualTo((int) object.file().size());
      }
    }
  }

  @Property(tries = 150)
  void an_edit_of_one_leaf_leaves_all_but_its_ancestors_byte_for_byte(
      @ForAll @From("trees") Map<Integer, Node> tree, @ForAll int choice) throws IOException {
    for (TransferSyntax syntax : SYNTAXES) {
      try (DicomObject object = read(write(syntax, built(tree, syntax.encoding())))) {
        Map<String, byte[]> before = bytes(object.dataSet());
        Map<String, String> expected = values(object.dataSet());
        List<Tuple.Tuple2<DataSet, Element>> leaves = leaves(object.dataSet());
        var chosen = leaves.get(Math.floorMod(choice, leaves.size()));
        Element old = chosen.get2();
        byte[] value = new byte[(int) old.length() + 70_000];
        chosen.get1().put(Element.of(old.tag(), old.vr(), value));
        String path = chosen.get1().path(old.tag());
        expected.put(path, HEX.formatHex(value));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        DicomWriter.copy(object, out);
        try (DicomObject edited = read(out.toByteArray())) {
          assertThat(values(edited.dataSet())).isEqualTo(expected);
          Map<String, byte[]> after = bytes(edited.dataSet());
          before.forEach(
              (at, bytes) -> {
                if (!path.startsWith(at)) {
                  assertThat(after.get(at)).as(at).isEqualTo(bytes);
                }
              });
        }
      }
    }
  }

  private static byte[] write(TransferSyntax syntax, DataSet dataSet) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    FileMeta meta = FileMeta.of("1.2", "1.2.3", syntax.uid(), "1.2.4", "TEST");
    DicomWriter.write(dataSet, meta, OutputSink.of(syntax, out));
    return out.toByteArray();
  }

  private static DicomObject read(byte[] bytes) throws IOException {
    return DicomReader.read(new MemorySource(bytes), Limits.DEFAULT);
  }

  private static DataSet built(Map<Integer, Node> tree, Encoding encoding) {
    DataSet root = DataSet.root(encoding);
    fill(root, tree);
    return root;
  }

  private static void fill(DataSet dataSet, Map<Integer, Node> tree) {
    tree.forEach(
        (tag, node) -> {
          if (node.items() == null) {
            dataSet.put(Element.of(tag, LEAVES.get(tag), HEX.parseHex(node.value())));
            return;
          }
          List<DataSet> items = new ArrayList<>();
          for (Map<Integer, Node> each : node.items()) {
            DataSet item = DataSet.item(dataSet.encoding(), dataSet, tag, items.size());
            item.placed(null, node.undefined() ^ (items.size() == 1));
            fill(item, each);
            items.add(item);
          }
          dataSet.put(Element.sequence(tag, items, node.undefined()));
        });
  }

  private static void describe(String path, Map<Integer, Node> tree, Map<String, String> into) {
    tree.forEach(
        (tag, node) -> {
          String here = path + Tag.format(tag);
          into.put(here, node.items() == null ? node.value() : "");
          if (node.items() != null) {
            for (int i = 0; i < node.items().size(); i++) {
              into.put(here + "[" + i + "]", "item");
              describe(here + "[" + i + "]", node.items().get(i), into);
            }
          }
        });
  }

  private static Map<String, String> values(DataSet root) throws IOException {
    Map<String, String> values = new TreeMap<>();
    for (DataSet dataSet : allOf(root)) {
      for (Element element : dataSet) {
        String path = dataSet.path(element.tag());
        if (!element.isSequence() && !Tag.isPrivate(element.tag()) && element.length() < 70_000) {
          VR vr = LEAVES.getOrDefault(element.tag(), VR.SQ);
          assertThat(element.vr()).as(path).isEqualTo(vr);
        }
        values.put(
            path, element.isSequence() ? "" : HEX.formatHex(element.bytes(Integer.MAX_VALUE)));
        for (int i = 0; i < element.items().size(); i++) {
          values.put(path + "[" + i + "]", "item");
        }
      }
    }
    return values;
  }

  /** The bytes of each element and item as they lie in the source, headers included. */
  private static Map<String, byte[]> bytes(DataSet root) throws IOException {
    Map<String, byte[]> bytes = new HashMap<>();
    for (DataSet dataSet : allOf(root)) {
      for (Element element : dataSet) {
        Element.Span span = element.span();
        byte[] raw = new byte[(int) (span.end() - span.start())];
        span.source().read(span.start(), raw, 0, raw.length);
        bytes.put(dataSet.path(element.tag()), raw);
      }
    }
    return bytes;
  }

  private static List<Tuple.Tuple2<DataSet, Element>> leaves(DataSet root) {
    List<Tuple.Tuple2<DataSet, Element>> leaves = new ArrayList<>();
    for (DataSet dataSet : allOf(root)) {
      for (Element element : dataSet) {
        if (!element.isSequence()) {
          leaves.add(Tuple.of(dataSet, element));
        }
      }
    }
    return leaves;
  }

  private static List<DataSet> allOf(DataSet root) {
    List<DataSet> all = new ArrayList<>(List.of(root));
    for (int i = 0; i < all.size(); i++) {
      all.get(i).forEach(element -> all.addAll(element.items()));
    }
    return all;
  }
}
