/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.profile;

import static org.assertj.core.api.Assertions.assertThat;

import org.dicomdeid.dicom.Dictionary;
import org.dicomdeid.dicom.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShippedProfilesTest {

  private static final String CT = "1.2.840.10008.5.1.4.1.1.2";

  static Action action(String profile, String keyword, boolean nested) throws ProfileException {
    int tag = Dictionary.standard().tagOf(keyword).orElseThrow();
    return Profiles.load(profile)
        .rulesFor(CT)
        .rule(tag, Dictionary.standard().vrOf(tag), nested)
        .action();
  }

  @Test
  void every_shipped_profile_loads() throws ProfileException {
    for (String name : Profiles.shipped()) {
      assertThat(Profiles.load(name).name()).isEqualTo(name);
      assertThat(Profiles.load(name).digest()).hasSize(64);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "PatientName,EMPTY",
    "PatientID,EMPTY",
    "PatientBirthDate,KEEP",
    "PatientBirthTime,KEEP",
    "PatientSex,KEEP",
    "PatientAge,KEEP",
    "PatientSize,KEEP",
    "PatientWeight,KEEP",
    "StudyDate,KEEP",
    "SeriesTime,KEEP",
    "AcquisitionDateTime,KEEP",
    "ProtocolName,KEEP",
    "KVP,KEEP",
    "Modality,KEEP",
    "PixelData,KEEP",
    "SOPClassUID,KEEP",
    "StudyInstanceUID,UID",
    "FrameOfReferenceUID,UID",
    "SOPInstanceUIDOfConcatenationSource,UID",
    "AccessionNumber,HASH",
    "StudyID,HASH",
    "StudyDescription,CLEAN",
    "PatientComments,CLEAN",
    "TextValue,CLEAN",
    "ContentSequence,CLEAN",
    "RequestAttributesSequence,CLEAN",
    "GraphicAnnotationSequence,CLEAN",
    "ReferencedImageSequence,KEEP",
    "EthnicGroup,REMOVE",
    "Occupation,REMOVE",
    "MedicalRecordLocator,REMOVE",
    "OtherPatientIDs,REMOVE",
    "PatientAddress,REMOVE",
    "PatientTelephoneNumbers,REMOVE",
    "InstitutionName,REMOVE",
    "StationName,REMOVE",
    "ReferringPhysicianName,EMPTY",
    "OperatorsName,REMOVE",
    "IconImageSequence,REMOVE",
    "OriginalAttributesSequence,REMOVE",
    "DataSetTrailingPadding,REMOVE",
    "EncapsulatedDocument,DUMMY",
    "PlacerOrderNumberProcedure,REMOVE",
    "RetrieveURL,REMOVE",
  })
  void hipaa_keeps_what_serves_medicine_and_nothing_that_identifies(String keyword, Action action)
      throws ProfileException {
    assertThat(action("hipaa", keyword, false)).as(keyword).isEqualTo(action);
  }

  @ParameterizedTest
  @CsvSource({
    "PatientName,EMPTY",
    "PatientID,EMPTY",
    "PatientBirthDate,DATE",
    "PatientAge,DATE",
    "PatientSex,KEEP",
    "StudyDate,DATE",
    "StudyTime,EMPTY",
    "AcquisitionDateTime,DATE",
    "AdmittingDate,DATE",
    "ContextGroupVersion,KEEP",
    "AccessionNumber,EMPTY",
    "StudyID,EMPTY",
    "DeviceSerialNumber,REMOVE",
    "DeviceUID,UID",
    "StationName,REMOVE",
    "InstitutionName,REMOVE",
    "PatientAddress,REMOVE",
    "CountryOfResidence,REMOVE",
    "RegionOfResidence,REMOVE",
    "PatientTelephoneNumbers,REMOVE",
    "EthnicGroups,REMOVE",
    "GPSLatitude,REMOVE",
    "GPSDateStamp,REMOVE",
    "TimezoneOffsetFromUTC,REMOVE",
    "RetrieveURL,REMOVE",
    "StudyInstanceUID,UID",
    "StudyDescription,CLEAN",
    "SecondaryReviewDate,DATE",
    "SecondaryReviewTime,EMPTY",
  })
  void safe_harbor_keeps_no_identifier_and_of_dates_the_year(String keyword, Action action)
      throws ProfileException {
    assertThat(action("hipaa-safe-harbor", keyword, false)).as(keyword).isEqualTo(action);
  }

  @ParameterizedTest
  @CsvSource({
    "PatientName,HASH",
    "PatientID,HASH",
    "PatientBirthDate,EMPTY",
    "PatientAge,KEEP",
    "StudyDate,DATE",
    "StudyTime,DATE",
    "AcquisitionDateTime,DATE",
    "SecondaryReviewDate,DATE",
    "TimezoneOffsetFromUTC,REMOVE",
    "AccessionNumber,HASH",
    "StudyInstanceUID,UID",
    "SeriesDescription,CLEAN",
    "Occupation,REMOVE",
    "OtherPatientIDs,REMOVE",
    "ReferencedImageSequence,KEEP",
  })
  void research_keeps_one_pseudonym_and_moves_dates(String keyword, Action action)
      throws ProfileException {
    assertThat(action("research", keyword, false)).as(keyword).isEqualTo(action);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ps3.15-basic", "hipaa", "hipaa-safe-harbor", "research"})
  void no_shipped_profile_keeps_a_name_a_number_a_place_or_a_host(String name)
      throws ProfileException {
    RuleTable rules = Profiles.load(name).rulesFor(null);
    for (int tag : Dictionary.standard().tags()) {
      if (IdentifierAttributes.standard().kindOf(tag) != null) {
        assertThat(rules.rule(tag, null, false).action())
            .as(Tag.format(tag))
            .isNotIn(Action.KEEP, Action.CLEAN);
        assertThat(rules.rule(tag, null, true).action())
            .as(Tag.format(tag))
            .isNotIn(Action.KEEP, Action.CLEAN);
      }
    }
  }
}
