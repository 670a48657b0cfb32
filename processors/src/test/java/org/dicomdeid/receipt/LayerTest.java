/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.receipt;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class LayerTest {

  private final JavaClasses classes =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("org.dicomdeid.receipt");

  @Test
  void receipts_know_neither_dicom_nor_a_data_base() {
    noClasses()
        .that()
        .resideInAPackage("org.dicomdeid.receipt..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "org.dicomdeid.dicom..",
            "org.dicomdeid.profile..",
            "org.dicomdeid.audit..",
            "java.sql..",
            "org.h2..")
        .check(classes);
  }
}
