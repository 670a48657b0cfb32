/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.deidentify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.statistics.Statistics;
import org.dicomdeid.dicom.DicomBuilder;
import org.dicomdeid.dicom.Tag;
import org.dicomdeid.dicom.TransferSyntax;
import org.dicomdeid.dicom.VR;
import org.dicomdeid.profile.Profile;
import org.dicomdeid.profile.ProfileException;
import org.dicomdeid.profile.Profiles;

/** A person planted at random into trees of text: never written, whatever else is done. */
class PlantedTextProperties {

  private static final VR[] TEXTS = {
    VR.LO, VR.SH, VR.LT, VR.ST, VR.UT, VR.UC, VR.PN, VR.CS, VR.AE, VR.UR, VR.UN, VR.OB
  };

  /** Kept, cleaned, removed, unknown and private ones. */
  private static final int[] TAGS = {
    0x00080008,
    0x00080070,
    0x00081030,
    0x0008103E,
    0x00081090,
    0x00082111,
    0x00100010,
    0x00104000,
    0x00180010,
    0x00180015,
    0x00181030,
    0x00184000,
    0x00185100,
    0x00204000,
    0x00280004,
    0x00321060,
    0x00400254,
    0x0040A160,
    0x00700006,
    0x00720034,
    0x00091001,
    0x00111002,
    0x40080115,
    0x60004000,
    0x00090010
  };

  private static final int[] SEQUENCES = {
    0x00540016, 0x00081140, 0x0040A730, 0x00400275, 0x00091003, 0x52009229, 0x00400555
  };

  private static final List<String> LATIN =
      List.of("ka", "bro", "zin", "quel", "thor", "mib", "xa", "dru", "vesk", "ond", "yel", "gru");
  private static final List<String> ACCENTED =
      List.of("kä", "brö", "zïn", "quèl", "thør", "mîb", "ñá", "dré", "vësk", "ônd", "ýel", "gçu");
  private static final List<String> CYRILLIC =
      List.of("ка", "бро", "зин", "квел", "тор", "миб", "ха", "дру", "веск", "онд", "ел", "гру");
  private static final List<String> KANJI =
      List.of("黒", "澤", "太", "郎", "助", "冬", "梅", "雨", "林", "歐", "陽", "王");

  private static final Profile HIPAA = load();

  private final List<String> words = new ArrayList<>();
  private Random random;
  private boolean wide;

  private static Profile load() {
    try {
      return Profiles.load("hipaa");
    } catch (ProfileException e) {
      throw new IllegalStateException("a shipped profile loads", e);
    }
  }

  @Property(tries = 400, shrinking = ShrinkingMode.OFF)
  void a_planted_name_or_number_is_never_delivered(@ForAll long seed) throws IOException {
    random = new Random(seed);
    words.clear();
    int script = random.nextInt(5);
    String terms = List.of("", "ISO_IR 100", "ISO_IR 144", "ISO_IR 192", "ISO 2022").get(script);
    List<String> syllables = List.of(LATIN, ACCENTED, CYRILLIC, KANJI, KANJI).get(script);
    wide = script >= 3;
    String family = word(syllables);
    String given = word(syllables);
    String id = "Z" + (char) ('A' + random.nextInt(26)) + (10_000_000 + random.nextInt(80_000_000));
    words.addAll(List.of(family, given, id));
    DicomBuilder object = Treated.object(syntax());
    object.put(
        Tag.SPECIFIC_CHARACTER_SET,
        script == 4 ? new String[] {"", "ISO 2022 IR 87"} : new String[] {terms});
    fill(object, 0);
    object
        .put(Tag.PATIENT_NAME, wide ? "Latinform^Xy=" + family + "^" + given : family + "^" + given)
        .put(Tag.PATIENT_ID, id);
    Treated treated = Treated.of(object, HIPAA);
    // To refuse is a right answer too, but one that would make this property empty if it were
    // usual.
    Statistics.collect(treated.leak() ? "refused" : "delivered");
    Statistics.coverage(rates -> rates.check("delivered").percentage(rate -> rate > 50));
    if (!treated.leak()) {
      for (String word : words) {
        assertThat(findings(treated, word)).as("seed %s", seed).isEmpty();
      }
    }
  }

  private static List<String> findings(Treated treated, String word) {
    List<String> found = new ArrayList<>();
    for (String charset : List.of("UTF-8", "ISO-8859-1", "ISO-8859-5", "ISO-2022-JP", "GB18030")) {
      for (String spelling :
          List.of(
              word,
              word.toUpperCase(java.util.Locale.ROOT),
              word.toLowerCase(java.util.Locale.ROOT))) {
        byte[] bytes = spelling.getBytes(Charset.forName(charset));
        String form = new String(bytes, StandardCharsets.ISO_8859_1);
        if (form.startsWith("\u001B")) {
          form = form.substring(3, form.length() - 3);
        }
        if (form.indexOf('?') < 0 && treated.holds(form)) {
          found.add(charset);
        }
      }
    }
    return found;
  }

  private TransferSyntax syntax() {
    return List.of(
            TransferSyntax.IMPLICIT_LITTLE_ENDIAN,
            TransferSyntax.EXPLICIT_LITTLE_ENDIAN,
            TransferSyntax.EXPLICIT_BIG_ENDIAN)
        .get(random.nextInt(3));
  }

  private String word(List<String> syllables) {
    StringBuilder word = new StringBuilder();
    int count = 3 + random.nextInt(2);
    for (int i = 0; i < count; i++) {
      word.append(syllables.get(random.nextInt(syllables.size())));
    }
    if (!wide) {
      word.setCharAt(0, Character.toUpperCase(word.charAt(0)));
    }
    return word.toString();
  }

  private void fill(DicomBuilder holder, int depth) {
    int count = 1 + random.nextInt(6);
    for (int i = 0; i < count; i++) {
      int tag = TAGS[random.nextInt(TAGS.length)];
      // A made-up VR now and then; else that of the dictionary.
      VR vr = random.nextInt(12) == 0 ? TEXTS[random.nextInt(TEXTS.length)] : null;
      String text = text();
      if (vr == null && Tag.isPrivate(tag)) {
        holder.put(tag, VR.UN, new byte[] {0, 1});
      } else if (vr == VR.OB || vr == VR.UN) {
        holder.put(tag, vr, text.getBytes(StandardCharsets.UTF_8));
      } else if (vr == null) {
        holder.put(tag, text);
      } else {
        holder.put(tag, vr, text);
      }
    }
    while (depth < 4 && random.nextInt(3) > 0) {
      holder.sequence(
          SEQUENCES[random.nextInt(SEQUENCES.length)],
          item -> fill(item, depth + 1),
          item -> fill(item, depth + 1));
    }
  }

  private String text() {
    String family = words.get(0);
    String given = words.get(1);
    return switch (random.nextInt(9)) {
      case 0 -> "liver of " + family + " " + given;
      case 1 -> family.toUpperCase(java.util.Locale.ROOT) + "^" + given;
      case 2 -> "chest " + given.toLowerCase(java.util.Locale.ROOT) + " pain";
      case 3 -> "no. " + words.get(2) + "/knee";
      case 4 -> family + given;
      case 5 -> family + "_" + words.get(2);
      case 6 -> "(" + given + ")" + family + "\\axial";
      case 7 -> "routine";
      default -> given + "," + family;
    };
  }
}
