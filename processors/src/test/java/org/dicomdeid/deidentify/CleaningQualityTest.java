/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.deidentify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Thousands of texts that mix invented people with descriptions that the vocabulary was not made
 * from.
 */
class CleaningQualityTest {

  private static final List<String> FAMILIES =
      List.of(
          "Quenby",
          "Zaborowski",
          "Okafor",
          "Thistlethwaite",
          "van der Meulen",
          "Ng",
          "Li",
          "O",
          "Nguyen",
          "Tr\u1EA7n",
          "Al-Farouqi",
          "bin Rashid",
          "Kova\u010Devi\u0107",
          "S\u00f8rensdatter",
          "Garc\u00eda-L\u00f3pez",
          "O'Hanlon",
          "M\u00fcllner",
          "Sz\u0151ke",
          "Papadakis",
          "Yamashiro",
          "Balogun",
          "Wu",
          "Stone",
          "Young",
          "Baker",
          "Hill",
          "May",
          "D'Agostini",
          "St. Clair",
          "Lindstr\u00f6m",
          "Hernandez Ruiz",
          "Ivanchenko",
          "Ferreira dos Santos",
          "Castlebury",
          "Xu",
          "Kim",
          "Park",
          "Becker",
          "Rossi",
          "Dubois",
          "De Vries",
          "Ozt\u00fcrk");
  private static final List<String> GIVENS =
      List.of(
          "Elowen",
          "Barnaby",
          "Xiao-Ming",
          "Fatima",
          "J\u00fcrgen",
          "Anne-Sophie",
          "Min-ho",
          "Olga",
          "Chidi",
          "Bj\u00f6rn",
          "Ines",
          "Rhys",
          "Mei",
          "Yusuf",
          "Siobh\u00e1n",
          "Rose",
          "Mark",
          "Ana",
          "Kwame",
          "Tadeusz",
          "Priya",
          "Luc",
          "Hiro",
          "Zsofia",
          "Ed",
          "Jo",
          "Wilhelmina");
  private static final List<String> PLACES =
      List.of(
          "St Cadfael Infirmary",
          "Northmere General Hospital",
          "Klinikum Oberfelden",
          "H\u00f4pital Saint-Aubrac",
          "Zorvan Imaging Center",
          "Ospedale Montelupi",
          "Holy Thorn Clinic",
          "Queen Maud Medical Centre");
  private static final List<String> STREETS =
      List.of("Tollgate Lane", "Plumtree Avenue", "Hopfenweg", "Rue des Lilas", "Foundry Row");
  private static final List<String> CITIES =
      List.of("Ashwick", "Oberfelden", "Port Merrow", "Villanera", "Skogby");

  private record Person(String family, String given) {}

  private final Random random = new Random(20261123);
  private final TextCleaner cleaner = new TextCleaner(Vocabulary.standard());

  @Test
  void keeps_harmless_descriptions_word_for_word() throws IOException {
    List<String> descriptions = descriptions();
    IdentifierSet nobody = IdentifierSet.builder().build();
    List<String> changed = new ArrayList<>();
    for (String description : descriptions) {
      String cleaned = cleaner.clean(description, nobody);
      if (!cleaned.equals(description)) {
        changed.add(description + " -> " + cleaned);
      }
    }
    double kept = 1 - (double) changed.size() / descriptions.size();
    System.out.printf(
        Locale.ROOT,
        "harmless descriptions kept: %.1f %% of %d%n",
        100 * kept,
        descriptions.size());
    assertThat(kept).as("changed: %s", changed).isGreaterThanOrEqualTo(0.98);
  }

  @Test
  void removes_every_identifier_and_keeps_the_clinical_words() throws IOException {
    List<String> descriptions = descriptions();
    int words = 0;
    int kept = 0;
    List<String> leaks = new ArrayList<>();
    List<String> lost = new ArrayList<>();
    for (int i = 0; i < 6_000; i++) {
      Case made = make(descriptions);
      String cleaned = cleaner.clean(made.text, made.identifiers);
      for (String secret : made.secrets) {
        if (holds(cleaned, secret)) {
          leaks.add(secret + " in: " + made.text + " -> " + cleaned);
        }
      }
      for (String word : made.clinical.split("[^\\p{L}\\p{N}]+", -1)) {
        if (word.length() > 2 && !isSecret(made, word)) {
          words++;
          if (holds(cleaned, word)) {
            kept++;
          } else {
            lost.add(word + " in: " + made.text + " -> " + cleaned);
          }
        }
      }
    }
    double share = (double) kept / words;
    System.out.printf(
        Locale.ROOT,
        "identifiers left: %d; clinical words kept: %.2f %% of %d%n",
        leaks.size(),
        100 * share,
        words);
    assertThat(leaks).isEmpty();
    assertThat(share)
        .as("lost: %s", lost.subList(0, Math.min(60, lost.size())))
        .isGreaterThanOrEqualTo(0.95);
  }

  private record Case(
      String text, String clinical, List<String> secrets, IdentifierSet identifiers) {}

  private Case make(List<String> descriptions) {
    Person patient = person();
    Person doctor = person();
    String mrn = "" + (char) ('B' + random.nextInt(20)) + (10_000_000 + random.nextInt(89_999_999));
    String ssn =
        String.format(
            Locale.ROOT,
            "%03d-%02d-%04d",
            100 + random.nextInt(800),
            10 + random.nextInt(89),
            1000 + random.nextInt(8999));
    String phone =
        String.format(
            Locale.ROOT, "(%03d) 555-%04d", 201 + random.nextInt(780), 1000 + random.nextInt(8999));
    String place = pick(PLACES);
    String street = (1 + random.nextInt(989)) + " " + pick(STREETS);
    String city = pick(CITIES);
    String mail =
        Folding.fold(patient.given + "." + patient.family).replaceAll("[^a-z.]", "")
            + "@quickpost.test";
    IdentifierSet identifiers =
        IdentifierSet.builder()
            .person(patient.family + "^" + patient.given)
            .person(doctor.family + "^" + doctor.given)
            .number(mrn)
            .number(ssn)
            .contact(phone)
            .contact(mail)
            .place(place)
            .place(street + "\r\n" + city)
            .build();
    String g = patient.given;
    String f = patient.family;
    List<String> forms =
        List.of(
            g + " " + f,
            f + ", " + g,
            (f + " " + g).toUpperCase(Locale.ROOT),
            g.charAt(0) + ". " + f,
            f + " " + g.charAt(0),
            f + "^" + g,
            "Mr " + f,
            "Frau " + f,
            "pt " + (g + " " + f).toLowerCase(Locale.ROOT),
            "Dr. " + doctor.family,
            "Dr " + doctor.given + " " + doctor.family,
            f + "'s",
            "MRN " + mrn,
            "MRN:" + mrn,
            "#" + mrn,
            "(" + mrn + ")",
            "SSN " + ssn,
            "call " + phone,
            mail,
            "at " + place,
            street + ", " + city);
    String phrase = pick(forms);
    String one = pick(descriptions);
    String two = pick(descriptions);
    String text =
        switch (random.nextInt(4)) {
          case 0 -> one + " " + phrase + " " + two;
          case 1 -> phrase + " " + one;
          case 2 -> one + " - " + two + " - " + phrase;
          default -> one + "; " + phrase + ", " + two;
        };
    List<String> secrets = new ArrayList<>(List.of(mrn, ssn, phone, mail));
    for (String name : List.of(patient.family, patient.given, doctor.family, doctor.given)) {
      if (name.length() > 2 && !one.contains(name) && !two.contains(name)) {
        secrets.add(name);
      }
    }
    for (String name : List.of(place, street, city)) {
      secrets.add(name);
    }
    return new Case(text, text.contains(two) ? one + " " + two : one, secrets, identifiers);
  }

  private static boolean isSecret(Case made, String word) {
    return made.secrets.stream().anyMatch(secret -> holds(secret, word));
  }

  private static boolean holds(String text, String word) {
    String padded = " " + Folding.fold(text).replaceAll("[^\\p{L}\\p{N}@]+", " ") + " ";
    return padded.contains(
        " " + Folding.fold(word).replaceAll("[^\\p{L}\\p{N}@]+", " ").strip() + " ");
  }

  private Person person() {
    return new Person(pick(FAMILIES), pick(GIVENS));
  }

  private <T> T pick(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }

  private static List<String> descriptions() throws IOException {
    try (InputStream in = CleaningQualityTest.class.getResourceAsStream("descriptions.txt")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .toList();
    }
  }
}
