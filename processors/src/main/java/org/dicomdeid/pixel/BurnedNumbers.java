/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.pixel;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Numbers of people, orders and telephones, to be told in a text. */
final class BurnedNumbers {

  /** From here on a part of a number tells it. */
  private static final int PART = 4;

  /** Long numbers are written in groups of so many digits, which are told where no unit follows. */
  private static final int GROUP = 3;

  private static final int LONG = 2 * GROUP;

  private final Set<String> numbers = new LinkedHashSet<>();

  BurnedNumbers(List<String> numbers, List<String> places, List<String> contacts) {
    numbers.forEach(this::add);
    contacts.forEach(this::add);
    for (String contact : contacts) {
      if (contact.indexOf('@') > 0) {
        add(contact.substring(0, contact.indexOf('@')));
      }
    }
    for (String place : places) {
      for (ReadText.Token token : ReadText.of(place).tokens()) {
        if (token.hasDigit() && token.skeleton().length() >= PART) {
          add(token.text()); // a postal code
        }
      }
    }
  }

  private void add(String number) {
    String skeleton = OcrFolding.skeleton(number);
    if (!skeleton.isEmpty()) {
      this.numbers.add(skeleton);
      for (ReadText.Token token : ReadText.of(number).tokens()) {
        if (token.hasDigit() && token.skeleton().length() > PART) {
          this.numbers.add(token.skeleton()); // without the letters before it
        }
      }
    }
  }

  boolean match(ReadText text) {
    if (numbers.contains(text.skeleton()) && (!text.isHarmless() || text.tokens().size() == 1)) {
      return isWorth(text);
    }
    if (hasGroup(text)) {
      return true;
    }
    List<String> parts = parts(text);
    for (String number : numbers) {
      if (number.length() < PART) {
        continue;
      }
      boolean words = number.chars().noneMatch(c -> c >= '0' && c <= '9');
      if (!text.isHarmless() && !words && ApproximateSearch.holds(text.skeleton(), number)) {
        return true;
      }
      for (String part : parts) {
        if (part.contains(number) || number.contains(part)) {
          return true;
        }
      }
    }
    return false;
  }

  private boolean hasGroup(ReadText text) {
    return !text.hasUnit()
        && text.tokens().stream()
            .filter(token -> token.text().matches("\\d{" + GROUP + "}"))
            .anyMatch(
                token ->
                    numbers.stream()
                        .anyMatch(it -> it.length() >= LONG && it.contains(token.skeleton())));
  }

  /** A marker that is a word of the allow-list is none of the object's numbers, such as CT. */
  private static boolean isWorth(ReadText text) {
    return text.tokens().stream().anyMatch(t -> t.hasDigit() || !t.harmless());
  }

  /** What may be a cut of a number: four characters at least, of which one was read as a digit. */
  private static List<String> parts(ReadText text) {
    List<String> parts = new ArrayList<>();
    StringBuilder joined = new StringBuilder();
    for (ReadText.Token token : text.tokens()) {
      boolean numeric = token.text().chars().allMatch(c -> OcrFolding.maybeDigit((char) c));
      if (numeric && !(token.harmless() && !token.hasDigit())) {
        joined.append(token.skeleton());
      } else {
        put(parts, joined.toString());
        joined.setLength(0);
        if (!token.harmless()) {
          put(parts, token.skeleton());
          for (String side : ReadText.sides(token.text())) {
            if (Character.isDigit(side.charAt(0))) {
              put(parts, OcrFolding.skeleton(side));
            }
          }
        }
      }
    }
    put(parts, joined.toString());
    return parts;
  }

  private static void put(List<String> parts, String part) {
    if (part.length() >= PART) {
      parts.add(part);
    }
  }
}
