/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.processor;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Which objects are for a destination: {@code modality=CT,MR; calling-site=ward7}. All attributes
 * that are named must have one of their values; only what identifies nobody can be named.
 */
public final class RoutingRule {

  /** What may be asked for. */
  public enum Attribute {
    /** (0008,0060) as it is delivered. */
    MODALITY("modality"),
    /** (0008,0016), the UID. */
    SOP_CLASS("sop-class"),
    /** Name of the intake. */
    CALLING_SITE("calling-site");

    private final String word;

    Attribute(String word) {
      this.word = word;
    }
  }

  private final Map<Attribute, Set<String>> wanted;

  private RoutingRule(Map<Attribute, Set<String>> wanted) {
    this.wanted = wanted;
  }

  /** The rule that every object fits. */
  public static RoutingRule all() {
    return new RoutingRule(Map.of());
  }

  /**
   * Reads a rule; an empty one fits every object.
   *
   * @throws IllegalArgumentException with the mend
   */
  public static RoutingRule parse(String text) {
    Map<Attribute, Set<String>> wanted = new LinkedHashMap<>();
    for (String part : text.isBlank() ? new String[0] : text.split(";", -1)) {
      String[] sides = part.split("=", -1);
      if (sides.length != 2) {
        throw new IllegalArgumentException(
            "write attribute=value,value; attribute=value, such as modality=CT,MR");
      }
      Set<String> values = new LinkedHashSet<>();
      for (String value : sides[1].split(",", -1)) {
        if (value.isBlank()) {
          throw new IllegalArgumentException(
              sides[0].strip() + " needs a value after each = and ,");
        }
        values.add(value.strip());
      }
      if (wanted.put(attribute(sides[0].strip()), values) != null) {
        throw new IllegalArgumentException(
            sides[0].strip() + " stands twice; separate its values by commas");
      }
    }
    return new RoutingRule(wanted);
  }

  private static Attribute attribute(String word) {
    return Arrays.stream(Attribute.values())
        .filter(each -> each.word.equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "there is no attribute "
                        + word
                        + "; there are modality, sop-class and calling-site, which identify"
                        + " nobody"));
  }

  /** Whether the object has to be looked into. */
  boolean asksFor(Attribute attribute) {
    return wanted.containsKey(attribute);
  }

  /** The values that are asked for. */
  public Set<String> values(Attribute attribute) {
    return wanted.getOrDefault(attribute, Set.of());
  }

  /**
   * Whether an object fits.
   *
   * @param values the object's; empty for what it does not have
   */
  boolean fits(Function<Attribute, String> values) {
    return wanted.entrySet().stream()
        .allMatch(each -> each.getValue().contains(values.apply(each.getKey())));
  }
}
