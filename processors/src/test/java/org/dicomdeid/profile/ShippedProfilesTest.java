/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.profile;

import static org.assertj.core.api.Assertions.assertThat;

import org.dicomdeid.dicom.Dictionary;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
}
