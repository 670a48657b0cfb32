/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.deidentify;

import java.util.ArrayList;
import java.util.List;

/**
 * One component group of a PN value (PS3.5 6.2.1): family and given names, each as typed; prefix
 * and suffix name nobody and are left out.
 */
record PersonName(List<String> family, List<String> given) {

  /** The component groups of a value: alphabetic, ideographic, phonetic. */
  static List<PersonName> groups(String value) {
    List<PersonName> groups = new ArrayList<>(1);
    for (String group : value.split("=", -1)) {
      String[] parts = group.split("\\^", -1);
      // Typed in one piece: "Smith, John" is family first, "John Smith" may be either order.
      if (parts.length == 1 && group.indexOf(',') > 0) {
        parts = group.split(",", 2);
      }
      List<String> given = new ArrayList<>(words(parts.length > 1 ? parts[1] : ""));
      given.addAll(words(parts.length > 2 ? parts[2] : ""));
      // Beyond the five components that the standard has, anything may stand.
      for (int i = 5; i < parts.length; i++) {
        given.addAll(words(parts[i]));
      }
      PersonName name = new PersonName(words(parts[0]), given);
      if (!name.family.isEmpty() || !given.isEmpty()) {
        groups.add(name);
      }
    }
    return groups;
  }

  /** All words, family first. */
  List<String> words() {
    List<String> all = new ArrayList<>(family);
    all.addAll(given);
    return all;
  }

  private static List<String> words(String component) {
    return Pieces.between(component, " \t,;.()[]\"/_*#&+\u3000\u30FB");
  }
}
