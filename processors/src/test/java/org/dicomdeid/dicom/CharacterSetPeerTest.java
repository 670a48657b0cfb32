/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.dicom;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.List;
import org.assertj.core.api.SoftAssertions;
import org.dicomdeid.Peers;
import org.junit.jupiter.api.Test;

class CharacterSetPeerTest {

  /**
   * Prints for each text value of each test file its terms, VR, raw bytes and pydicom's text, all
   * but the VR in hexadecimal.
   */
  private static final String SCRIPT =
      """
      import glob, os, pydicom, warnings
      from pydicom.dataelem import RawDataElement, DataElement_from_raw
      from pydicom import charset
      warnings.simplefilter('ignore')
      here = os.path.join(os.path.dirname(pydicom.__file__), 'data')
      governed = ('SH', 'LO', 'ST', 'LT', 'UC', 'UT', 'PN')
      def walk(ds, inherited):
          terms = inherited
          raw = dict(ds._dict)
          own = ds.get('SpecificCharacterSet')
          if own is not None:
              terms = [own] if isinstance(own, str) else list(own)
          for tag, e in raw.items():
              if not isinstance(e, RawDataElement) or not e.value:
                  continue
              try:
                  vr = e.VR or pydicom.datadict.dictionary_VR(tag)
              except KeyError:
                  continue
              if vr in governed:
                  encodings = charset.convert_encodings(terms or [''])
                  made = DataElement_from_raw(e._replace(VR=vr), encodings).value
                  many = isinstance(made, pydicom.multival.MultiValue)
                  text = '\\\\'.join(str(v) for v in made) if many else str(made)
                  print('\\\\'.join(terms).encode().hex() or '-', vr, e.value.hex(), text.encode().hex() or '-')
          for e in list(ds):
              if e.VR == 'SQ':
                  for item in e.value:
                      walk(item, terms)
      for name in sorted(glob.glob(here + '/charset_files/*.dcm') + glob.glob(here + '/test_files/*.dcm')):
          try:
              ds = pydicom.dcmread(name, force=True, stop_before_pixels=True)
              walk(ds, [])
          except Exception:
              continue
      """;

  @Test
  void text_agrees_with_pydicom_over_its_test_files() throws Exception {
    Peers.require("pydicom");
    Process process =
        new ProcessBuilder("/usr/bin/python3", "-c", SCRIPT)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    List<String> lines =
        new String(process.getInputStream().readAllBytes(), UTF_8).lines().toList();
    assertThat(process.waitFor()).isZero();

    SoftAssertions softly = new SoftAssertions();
    int beyondAscii = 0;
    for (String line : lines) {
      String[] columns = line.split(" ", -1);
      VR vr = VR.valueOf(columns[1]);
      byte[] raw = hex(columns[2]);
      CharacterSet set = CharacterSet.of(List.of(text(columns[0]).split("\\\\", -1)));
      softly
          .assertThat(stripped(set.decodeValues(raw, vr), vr))
          .as(line)
          .isEqualTo(stripped(List.of(text(columns[3]).split("\\\\", -1)), vr));
      for (byte b : raw) {
        if (b < 0 || b == 0x1B) {
          beyondAscii++;
          break;
        }
      }
    }
    softly.assertAll();
    assertThat(lines).hasSizeGreaterThan(500);
    assertThat(beyondAscii).isGreaterThan(15);
  }

  /** pydicom takes padding off each value and empty groups off the end of a name. */
  private static String stripped(List<String> values, VR vr) {
    return String.join(
        "\\",
        values.stream()
            .map(v -> vr == VR.PN ? v.replaceAll("[ \\x00]+$", "").replaceAll("=+$", "") : v)
            .map(v -> v.replaceAll("^[ \\x00]+|[ \\x00]+$", ""))
            .toList());
  }

  private static String text(String hex) {
    return new String(hex(hex), UTF_8);
  }

  private static byte[] hex(String hex) {
    return hex.equals("-") ? new byte[0] : HexFormat.of().parseHex(hex);
  }
}
