/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.deidentify;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.dicomdeid.dicom.DataSet;
import org.dicomdeid.dicom.Element;
import org.dicomdeid.dicom.VR;

/**
 * What the header of an object said of its people, before it was de-identified; what a profile
 * keeps on purpose is not among it, except dates.
 *
 * @param persons PN values with all component groups
 * @param numbers of people, orders and devices, and names of stations
 * @param dates of birth, of the study and of its parts, as DA or DT values
 * @param places institutions, departments, addresses, cities
 * @param contacts telephone numbers and e-mail addresses
 */
public record ObjectIdentifiers(
    List<String> persons,
    List<String> numbers,
    List<String> dates,
    List<String> places,
    List<String> contacts) {

  /** Birth, then instance creation, study to content, and acquisition date-time. */
  private static final int[] DATES = {
    0x00100030, 0x00080012, 0x00080020, 0x00080021, 0x00080022, 0x00080023, 0x0008002A
  };

  public ObjectIdentifiers {
    persons = List.copyOf(persons);
    numbers = List.copyOf(numbers);
    dates = List.copyOf(dates);
    places = List.copyOf(places);
    contacts = List.copyOf(contacts);
  }

  /** Tells how many there are, and none of them. */
  @Override
  public String toString() {
    int count = persons.size() + numbers.size() + dates.size() + places.size() + contacts.size();
    return count + " identifiers";
  }

  /** The elements that hold dates, not read yet: an edit replaces elements, it changes none. */
  static List<Element> datesOf(DataSet root) {
    List<Element> found = new ArrayList<>(DATES.length);
    for (int tag : DATES) {
      Element element = root.get(tag);
      if (element != null && !element.isSequence() && element.length() > 0) {
        found.add(element);
      }
    }
    return found;
  }

  static ObjectIdentifiers of(
      List<CleaningContexts.Identity> identities, List<Element> dateElements, DataSet root)
      throws IOException {
    Set<String> persons = new LinkedHashSet<>();
    Set<String> numbers = new LinkedHashSet<>();
    Set<String> places = new LinkedHashSet<>();
    Set<String> contacts = new LinkedHashSet<>();
    for (CleaningContexts.Identity identity : identities) {
      Set<String> to =
          switch (identity.kind()) {
            case PERSON -> persons;
            case NUMBER, HOST -> numbers;
            case PLACE -> places;
            case CONTACT -> contacts;
          };
      addTo(to, ElementText.values(identity.bytes(), identity.vr(), identity.set()));
    }
    Set<String> dates = new LinkedHashSet<>();
    for (Element element : dateElements) {
      VR vr = ElementText.effectiveVr(element);
      if (vr.isText()) {
        addTo(dates, ElementText.values(root, element, vr));
      }
    }
    return new ObjectIdentifiers(
        List.copyOf(persons),
        List.copyOf(numbers),
        List.copyOf(dates),
        List.copyOf(places),
        List.copyOf(contacts));
  }

  private static void addTo(Set<String> to, List<String> values) {
    for (String value : values) {
      if (!value.isBlank()) {
        to.add(value.strip());
      }
    }
  }
}
