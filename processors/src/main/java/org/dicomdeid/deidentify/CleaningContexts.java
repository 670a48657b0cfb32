/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.deidentify;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dicomdeid.dicom.CharacterSet;
import org.dicomdeid.dicom.VR;
import org.dicomdeid.profile.IdentifierAttributes.Kind;

/**
 * The contexts of the last few objects, found by all that those say of their people. Safe for
 * threads.
 */
final class CleaningContexts {

  private static final int MOST = 32;
  private static final int LARGEST = 256;

  /** One identifying value as it stands in a file. */
  @SuppressWarnings("ArrayRecordComponent")
  record Identity(Kind kind, VR vr, CharacterSet set, byte[] bytes) {

    @Override
    public boolean equals(Object other) {
      return other instanceof Identity identity
          && kind == identity.kind
          && vr == identity.vr
          && set == identity.set
          && Arrays.equals(bytes, identity.bytes);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(bytes);
    }
  }

  private final TextCleaner cleaner;
  private final Map<List<Identity>, CleaningContext> contexts =
      new LinkedHashMap<>(2 * MOST, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<List<Identity>, CleaningContext> eldest) {
          return size() > MOST;
        }
      };

  CleaningContexts(TextCleaner cleaner) {
    this.cleaner = cleaner;
  }

  CleaningContext of(List<Identity> identities) {
    if (identities.size() > LARGEST) {
      return new CleaningContext(cleaner, identifiers(identities));
    }
    synchronized (contexts) {
      CleaningContext known = contexts.get(identities);
      if (known != null) {
        return known;
      }
    }
    CleaningContext context = new CleaningContext(cleaner, identifiers(identities));
    synchronized (contexts) {
      contexts.put(List.copyOf(identities), context);
    }
    return context;
  }

  private static IdentifierSet identifiers(List<Identity> identities) {
    IdentifierSet.Builder builder = IdentifierSet.builder();
    for (Identity identity : identities) {
      for (String value : ElementText.values(identity.bytes, identity.vr, identity.set)) {
        if (!value.isBlank()) {
          add(builder, identity.kind, value);
        }
      }
    }
    return builder.build();
  }

  private static void add(IdentifierSet.Builder identifiers, Kind kind, String value) {
    switch (kind) {
      case PERSON -> identifiers.person(value);
      case NUMBER -> identifiers.number(value);
      case PLACE -> identifiers.place(value);
      case CONTACT -> identifiers.contact(value);
      case HOST -> identifiers.host(value);
    }
  }
}
