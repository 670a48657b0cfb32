/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.it;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Somebody invented, and all that would tell who it is. Every word of a name is found in no
 * vocabulary; the letter makes places, doctors and numbers of each person their own.
 *
 * @param terms values of (0008,0005) that the names need
 * @param name as (0010,0010) holds it
 */
record Person(
    char letter, List<String> terms, String name, String id, String birthDate, String age) {

  static final List<Person> ALL =
      List.of(
          person('a', "", "Quillfeather^Zebulonia^Maebrook^Dr", "QF-7731904", "19610412", "058Y"),
          person('b', "ISO_IR 100", "Bräutigämler^Éloïsabeth", "BRE0044718X", "19880229", "031Y"),
          person('c', "ISO_IR 192", "Ouyangshi^Dongmeiyu=歐陽^冬梅雨", "OY-5520011", "20150701", "004Y"),
          person(
              'd',
              "\\ISO 2022 IR 87",
              "Kurosawada^Tarounosuke=黒澤^太郎之助=くろさわ^たろうのすけ",
              "KR/301-88-20",
              "19550930",
              "064Y"),
          person('e', "ISO_IR 144", "Люксембургов^Евдокиян", "LX-9090213", "19720115", "047Y"),
          person('f', "", "Xu^Qi", "X7-4410233", "20191224", "003M"),
          person(
              'g',
              "ISO_IR 100",
              "van der Splintermoor-Haverkampf^Wilhelmijntje",
              "VS-30021947",
              "19940806",
              "025Y"),
          person('h', "", "Threnodyke^Archibaldson^^Prof", "9041772035", "19220303", "097Y"));

  private static Person person(
      char letter, String terms, String name, String id, String birthDate, String age) {
    return new Person(letter, List.of(terms.split("\\\\", -1)), name, id, birthDate, age);
  }

  private String group(int index) {
    String[] groups = name.split("=", -1);
    return groups[Math.min(index, groups.length - 1)];
  }

  String family() {
    return group(0).split("\\^", -1)[0];
  }

  String given() {
    return group(0).split("\\^", -1)[1];
  }

  /** The last way of writing the name: ideographs or kana for those who have them. */
  String localFamily() {
    return group(2).split("\\^", -1)[0];
  }

  String localGiven() {
    return group(2).split("\\^", -1)[1];
  }

  String referring() {
    return "Pemberwick" + letter + "^Philomenax" + letter;
  }

  String operator() {
    return "Okonkwarth" + letter + "^Bettrysia" + letter;
  }

  String hospital() {
    return "Brandoriel" + letter;
  }

  String street() {
    return "Larkspurridge" + letter;
  }

  String relative() {
    return "Marigoldina" + letter;
  }

  String occupation() {
    return "Falconerette" + letter;
  }

  String ethnicity() {
    return "Zyntharian" + letter;
  }

  String phone() {
    return "+44 20 7946 0" + (100 + letter);
  }

  String mail() {
    return "zq" + letter + ".private@brandoriel.example";
  }

  String accession() {
    return "ACC40917" + (int) letter + "K";
  }

  String otherId() {
    return "MRN66120" + (int) letter + "943";
  }

  String serial() {
    return "SN88213" + (int) letter + "W";
  }

  String station() {
    return "BRDROOM" + (int) letter;
  }

  /** All that must be found nowhere, each once; other encodings and cases are the hunter's task. */
  List<String> identifiers() {
    List<String> all = new ArrayList<>(List.of(id, name));
    for (String group : name.split("=", -1)) {
      String[] parts = group.split("\\^", -1);
      for (String between : List.of("^", " ", ", ", "", "_")) {
        all.add(parts[0] + between + parts[1]);
        all.add(parts[1] + between + parts[0]);
      }
      for (int i = 0; i < parts.length && i < 3; i++) {
        all.add(parts[i]);
        all.addAll(List.of(parts[i].split("[ -]", -1)));
      }
    }
    for (String who : List.of(referring(), operator())) {
      all.addAll(List.of(who.split("\\^", -1)));
    }
    all.addAll(
        List.of(
            hospital(),
            street(),
            relative(),
            occupation(),
            ethnicity(),
            phone(),
            phone().replace(" ", ""),
            mail(),
            accession(),
            otherId(),
            serial(),
            station()));
    all.removeIf(word -> word.length() < 2 || word.equals("van") || word.equals("der"));
    return all.stream().distinct().toList();
  }

  /** A line that somebody may type: the name in one of many ways, between harmless words. */
  String typed(int way) {
    String f = family();
    String g = given();
    return switch (way % 10) {
      case 0 -> "CT abdomen of " + f + " " + g;
      case 1 -> "follow-up " + f.toUpperCase(Locale.ROOT) + ", " + g + " liver";
      case 2 -> g.toLowerCase(Locale.ROOT) + " " + f.toLowerCase(Locale.ROOT) + " chest pain";
      case 3 -> "MRN " + id + " liver lesion";
      case 4 -> "seen by Dr. " + referring().split("\\^", -1)[0] + ", thorax";
      case 5 -> "daughter " + relative() + " present, call " + phone();
      case 6 -> localFamily() + localGiven() + " knee";
      case 7 -> f + "^" + g + " / " + otherId() + " contrast";
      case 8 -> "head, from " + hospital() + " hospital, " + mail();
      default -> f + "_" + g + " pelvis";
    };
  }
}
