/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.bench;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * What devices and people write into images: lines of pieces about a person, or about the image.
 */
final class Wording {

  private static final String[] PHRASES = {
    "Phone her sister", "Seen by Dr Haddowes", "Room next to chapel", "Transfer from Millbrook",
    "Son is deaf", "Works at the bakery", "Fell at Larchmont", "Nurse Imelda present",
    "Brought by Sgt Pruett", "Ward 7 Bed 12", "Twin of Cosmo", "Lives in Penmarric",
    "Ask Wilhelmina", "Sent by Tannersfield", "Interpreter Farsi", "Prisoner 8841",
    "Tel 01632 960417", "Ref: Rasmundsen", "Uncle signed", "Scanned by Ottoline"
  };
  private static final String[] HARMLESS = {
    "L",
    "R",
    "AP",
    "PA",
    "LAT",
    "ERECT",
    "SUPINE",
    "120 kVp",
    "5 mAs",
    "MI 0.8",
    "TIS 0.4",
    "W:400 L:40",
    "FOV 24 cm",
    "Gain 45",
    "TR 500 ms",
    "TE 14 ms",
    "72 Hz",
    "6.0 MHz",
    "Depth 15 cm",
    "SL 5.0 mm",
    "Zoom 1.5x",
    "Se: 3",
    "Im: 24",
    "512 x 512",
    "HR 68 bpm",
    "DR 60 dB",
    "80 kV",
    "15 fps",
    "2D 55%",
    "PRF 3.5 kHz"
  };
  private static final String[] DATES = {
    "yyyyMMdd",
    "yyyy-MM-dd",
    "dd/MM/yyyy",
    "MM/dd/yyyy",
    "dd.MM.yy",
    "dd MMM yyyy",
    "MMM dd, yyyy",
    "dd-MMM-yy",
    "d/M/yy"
  };
  private static final String[] SHORT = {
    "DOB", "Ext", "Ref", "Bed", "Sue", "Jon", "Mrs", "Wife", "Aunt", "Ward", "Room", "X-14", "B7Q",
    "H-22", "K904", "Q4B", "1962", "1938", "7/84"
  };

  private final Person person;
  private final Random random;

  Wording(Person person, Random random) {
    this.person = person;
    this.random = random;
  }

  /** A line that must go. */
  List<Piece> identifying() {
    return switch (random.nextInt(9)) {
      case 0, 1 -> words(name(random.nextInt(5) == 0 ? Person.random(random) : person));
      case 2 -> labelled(pick("ID:", "MRN", "Pat.ID", "No."), person.record());
      case 3 -> words(person.record());
      case 4 -> labelled(pick("DOB:", "Born", "D.O.B."), date(person.born()));
      case 5 ->
          words(date(random.nextInt(3) == 0 ? Person.random(random).studied() : person.studied()));
      case 6 -> words(person.institution());
      case 7 -> words("Dr " + cased(person.physician()));
      default -> words(pick(PHRASES));
    };
  }

  /** A line that should stay. */
  List<Piece> harmless() {
    return List.of(Piece.harmless(pick(HARMLESS)));
  }

  /** One word of three or four letters, as they stand alone on films. */
  List<Piece> brief() {
    String word = random.nextBoolean() ? Person.shortFamily(random) : pick(SHORT);
    while (word.length() < 3) {
      word = pick(SHORT);
    }
    return List.of(Piece.sensitive(cased(word)));
  }

  private String name(Person of) {
    String family = cased(of.family());
    String given = cased(of.given());
    return switch (random.nextInt(6)) {
      case 0, 1 -> family + ", " + given;
      case 2 -> given + " " + family;
      case 3 -> family + "^" + given;
      case 4 -> family + " " + given.charAt(0) + ".";
      default -> (of.female() ? "Mrs " : "Mr ") + family;
    };
  }

  private String date(LocalDate date) {
    String text = DateTimeFormatter.ofPattern(pick(DATES), Locale.ENGLISH).format(date);
    return random.nextInt(3) == 0 ? text.toUpperCase(Locale.ROOT) : text;
  }

  private String cased(String word) {
    return random.nextInt(5) < 3 ? word.toUpperCase(Locale.ROOT) : word;
  }

  private List<Piece> labelled(String label, String value) {
    List<Piece> pieces = new ArrayList<>();
    pieces.add(Piece.label(label));
    pieces.addAll(words(value));
    return pieces;
  }

  private static List<Piece> words(String text) {
    List<Piece> pieces = new ArrayList<>();
    for (String word : text.split(" ", -1)) {
      pieces.add(Piece.sensitive(word));
    }
    return pieces;
  }

  private String pick(String... all) {
    return all[random.nextInt(all.length)];
  }
}
