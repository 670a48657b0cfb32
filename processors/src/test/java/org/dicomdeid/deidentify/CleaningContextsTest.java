/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.deidentify;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.dicomdeid.deidentify.CleaningContext.Way;
import org.dicomdeid.deidentify.CleaningContexts.Identity;
import org.dicomdeid.dicom.CharacterSet;
import org.dicomdeid.dicom.VR;
import org.dicomdeid.profile.IdentifierAttributes.Kind;
import org.junit.jupiter.api.Test;

class CleaningContextsTest {

  private final CleaningContexts contexts =
      new CleaningContexts(new TextCleaner(Vocabulary.standard()));

  private static Identity person(String name) {
    return new Identity(
        Kind.PERSON, VR.PN, CharacterSet.DEFAULT, name.getBytes(StandardCharsets.US_ASCII));
  }

  private static String clean(CleaningContext context, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    return context.clean(bytes, VR.LO, CharacterSet.DEFAULT, Way.OWN_IDENTIFIERS).values().get(0);
  }

  @Test
  void objects_that_say_the_same_of_their_people_share_a_context() {
    assertThat(contexts.of(List.of(person("Threnodyke^Al"))))
        .isSameAs(contexts.of(List.of(person("Threnodyke^Al"))))
        .isNotSameAs(contexts.of(List.of(person("Pemberwick^Jo"))));
  }

  @Test
  void the_same_bytes_in_another_character_set_are_another_person() {
    byte[] bytes = {(byte) 0xBB, (byte) 0xEE, (byte) 0xDA, (byte) 0xE1, (byte) 0xD5, (byte) 0xDC};
    CharacterSet cyrillic = CharacterSet.of(List.of("ISO_IR 144"));
    CharacterSet latin = CharacterSet.of(List.of("ISO_IR 100"));
    assertThat(contexts.of(List.of(new Identity(Kind.PERSON, VR.PN, cyrillic, bytes))))
        .isNotSameAs(contexts.of(List.of(new Identity(Kind.PERSON, VR.PN, latin, bytes))));
  }

  @Test
  void what_was_judged_for_one_patient_is_not_said_of_another() {
    String text = "Liver Threnodyke Pemberwick";
    for (int again = 0; again < 2; again++) {
      assertThat(clean(contexts.of(List.of(person("Threnodyke^Al"))), text))
          .contains("Pemberwick")
          .doesNotContain("Threnodyke");
      assertThat(clean(contexts.of(List.of(person("Pemberwick^Jo"))), text))
          .contains("Threnodyke")
          .doesNotContain("Pemberwick");
    }
  }

  @Test
  void contexts_that_were_forgotten_are_made_alike() {
    CleaningContext first = contexts.of(List.of(person("Threnodyke^Al")));
    for (int i = 0; i < 100; i++) {
      contexts.of(List.of(person("Nobody" + i + "^X")));
    }
    CleaningContext again = contexts.of(List.of(person("Threnodyke^Al")));
    assertThat(again).isNotSameAs(first);
    assertThat(clean(again, "Knee Threnodyke")).doesNotContain("Threnodyke");
  }

  @Test
  void hundreds_of_people_in_one_object_are_all_cut() {
    List<Identity> many = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      many.add(person("Quonk" + (char) ('a' + i % 26) + (char) ('a' + i / 26) + "ler^X"));
    }
    CleaningContext context = contexts.of(many);
    assertThat(clean(context, "Knee Quonkaaler Quonkjpler")).startsWith("Knee").doesNotContain("Q");
  }
}
