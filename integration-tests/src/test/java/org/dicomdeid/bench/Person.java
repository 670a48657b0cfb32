/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.bench;

import java.time.LocalDate;
import java.util.Random;

/** An invented patient with the study at hand; the same in the header and in the pixels. */
record Person(
    String family,
    String given,
    String record,
    LocalDate born,
    LocalDate studied,
    String institution,
    String physician,
    boolean female) {

  private static final String[] FAMILIES = {
    "Abernath",
    "Brockwell",
    "Castellane",
    "Dunmore",
    "Eskridge",
    "Farrowby",
    "Gallimore",
    "Hexworth",
    "Ibarrondo",
    "Jankowitz",
    "Kowalenko",
    "Lindqvist",
    "Mbeki-Rowe",
    "Nakagima",
    "Okafuru",
    "Pellerin",
    "Quillfeather",
    "Rasmundsen",
    "Szabolcs",
    "Tranmere",
    "Ulvestad",
    "Vanterpool",
    "Wexcombe",
    "Xanthopol",
    "Yildirhan",
    "Zambrotti",
    "Adeyomo",
    "Bhattarai",
    "Chandrasen",
    "Delacroze",
    "Ellsworthy",
    "Fitzmaurin",
    "Gunnarsdot",
    "Haddowes",
    "Iyengaran",
    "Jorgenfeld",
    "Khoury",
    "Lamprecht",
    "Montferrat",
    "Nwachuku",
    "O'Dempsie",
    "Papadimos",
    "Rietveld",
    "Schoenbrun",
    "Tchaikow",
    "Umbridge",
    "Villanueve",
    "Wojtasik",
    "Yamazuki",
    "Zielonka",
    "Müllner",
    "Garçon",
    "Søndberg",
    "Ibáñez"
  };
  private static final String[] SHORT_FAMILIES = {
    "Lee", "Kim", "Cho", "Roy", "Ito", "Rao", "Wu", "Ong", "Bell", "Cruz", "Diaz", "Ford", "Hale",
    "Iqba", "Kerr", "Lund", "Moss", "Nagy", "Penn", "Vega", "Wolf", "Yang", "Zorn"
  };
  private static final String[] GIVENS = {
    "Adaeze",
    "Bartholo",
    "Clementine",
    "Dmitri",
    "Eleonora",
    "Florentin",
    "Guinevere",
    "Hamish",
    "Isadora",
    "Jedediah",
    "Kristoffer",
    "Leocadia",
    "Magnus",
    "Nerys",
    "Octavia",
    "Percival",
    "Quentin",
    "Rosalind",
    "Soledad",
    "Thaddeus",
    "Ursula",
    "Valentin",
    "Winifred",
    "Xiomara",
    "Yevgenia",
    "Zacharias",
    "Ayodele",
    "Bronwen",
    "Chidi",
    "Fatoumata",
    "Ana",
    "Bo",
    "Eli",
    "Ida",
    "Max",
    "Noa",
    "Otto",
    "Rosa",
    "Tom",
    "Zoe"
  };
  private static final String[] PLACES = {
    "St Brannoc Hospital", "Millbrook Infirmary", "Harrowgate Clinic", "Eastmere General",
    "Klinikum Obertal", "Hospital Santa Rufina", "Nordhavn Sygehus", "Port Ellery Medical Centre",
    "Queen Isolde Hospital", "Fairwater Imaging", "Cedar Hollow Radiology", "Lakeshore Women's",
    "Saint-Aubin CHU", "Tannersfield Trust", "Blue Ridge Memorial"
  };

  static Person random(Random random) {
    boolean brief = random.nextInt(4) == 0;
    return new Person(
        pick(brief ? SHORT_FAMILIES : FAMILIES, random),
        pick(GIVENS, random),
        recordNumber(random),
        LocalDate.of(1925 + random.nextInt(95), 1 + random.nextInt(12), 1 + random.nextInt(28)),
        LocalDate.of(2009 + random.nextInt(17), 1 + random.nextInt(12), 1 + random.nextInt(28)),
        pick(PLACES, random),
        pick(FAMILIES, random),
        random.nextBoolean());
  }

  static String shortFamily(Random random) {
    return pick(SHORT_FAMILIES, random);
  }

  private static String recordNumber(Random random) {
    return switch (random.nextInt(5)) {
      case 0 -> String.format("%08d", random.nextInt(100_000_000));
      case 1 -> String.format("%05d-%c", random.nextInt(100_000), 'A' + random.nextInt(26));
      case 2 -> String.format("MR%07d", random.nextInt(10_000_000));
      case 3 -> String.format("%c%06d", 'A' + random.nextInt(26), random.nextInt(1_000_000));
      default ->
          String.format(
              "%03d/%02d/%04d", random.nextInt(1000), random.nextInt(100), random.nextInt(10_000));
    };
  }

  private static String pick(String[] all, Random random) {
    return all[random.nextInt(all.length)];
  }
}
