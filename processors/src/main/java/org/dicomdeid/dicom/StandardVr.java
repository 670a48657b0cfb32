/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.dicom;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** The VR of each standard attribute (DICOM PS3.6, edition as stated, © NEMA). */
final class StandardVr {

  private static final Map<Integer, VR> BY_TAG = load();

  private StandardVr() {}

  static VR of(int tag) {
    VR vr = BY_TAG.get(tag);
    if (vr == null && (Tag.group(tag) & 0xFF00) == 0x6000) {
      vr = BY_TAG.get(0x60000000 | Tag.element(tag));
    }
    return vr;
  }

  private static Map<Integer, VR> load() {
    Map<Integer, VR> byTag = new HashMap<>(16_384);
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                StandardVr.class.getResourceAsStream(
                    "/org/dicomdeid/profiles/standard/ps3.6-dictionary.tsv"),
                StandardCharsets.UTF_8))) {
      lines.readLine();
      for (String line; (line = lines.readLine()) != null; ) {
        String[] cells = line.split("\t", -1);
        String vr = cells[3].length() > 2 ? cells[3].substring(0, 2) : cells[3];
        Tag.parse(cells[0].replace("60xx", "6000"))
            .ifPresent(
                tag -> {
                  if (vr.length() == 2 && VR.ofCode((vr.charAt(0) << 8) | vr.charAt(1)) != null) {
                    byTag.put(tag, VR.valueOf(vr));
                  }
                });
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return byTag;
  }
}
