/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.Architectures;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;

/** The house as docs and design draw it: arrows only downward. */
@AnalyzeClasses(packages = "org.dicomdeid", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {

  @ArchTest
  static final ArchRule packages_depend_only_downward =
      Architectures.layeredArchitecture()
          .consideringOnlyDependenciesInAnyPackage("org.dicomdeid..")
          .layer("dicom")
          .definedBy("org.dicomdeid.dicom..")
          .layer("codec")
          .definedBy("org.dicomdeid.codec..")
          .layer("profile")
          .definedBy("org.dicomdeid.profile..")
          .layer("deidentify")
          .definedBy("org.dicomdeid.deidentify..")
          .layer("pixel")
          .definedBy("org.dicomdeid.pixel..")
          .layer("archive")
          .definedBy("org.dicomdeid.archive..")
          .layer("receipt")
          .definedBy("org.dicomdeid.receipt..")
          .layer("audit")
          .definedBy("org.dicomdeid.audit..")
          .layer("pipeline")
          .definedBy("org.dicomdeid.pipeline..")
          .optionalLayer("processor")
          .definedBy("org.dicomdeid.processor..")
          .whereLayer("dicom")
          .mayNotAccessAnyLayer()
          .whereLayer("codec")
          .mayOnlyAccessLayers("dicom")
          .whereLayer("profile")
          .mayOnlyAccessLayers("dicom")
          .whereLayer("deidentify")
          .mayOnlyAccessLayers("profile", "dicom")
          .whereLayer("pixel")
          .mayOnlyAccessLayers("codec", "profile", "dicom")
          .whereLayer("archive")
          .mayOnlyAccessLayers("dicom")
          .whereLayer("receipt")
          .mayNotAccessAnyLayer()
          .whereLayer("audit")
          .mayOnlyAccessLayers("receipt")
          .whereLayer("pipeline")
          .mayOnlyBeAccessedByLayers("processor");

  @ArchTest
  static final ArchRule packages_have_no_cycles =
      SlicesRuleDefinition.slices().matching("org.dicomdeid.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule only_processors_know_camel =
      noClasses()
          .that()
          .resideOutsideOfPackage("org.dicomdeid.processor..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.apache.camel..");

  @ArchTest
  static final ArchRule only_audit_knows_jdbc =
      noClasses()
          .that()
          .resideOutsideOfPackage("org.dicomdeid.audit..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.sql..", "org.h2..", "org.flywaydb..");

  @ArchTest
  static final ArchRule nobody_prints =
      noClasses()
          .should()
          .accessField(System.class, "out")
          .orShould()
          .accessField(System.class, "err");

  @ArchTest
  static final ArchRule classes_are_named_by_what_they_do =
      classes()
          .should()
          .haveSimpleNameNotEndingWith("Utils")
          .andShould()
          .haveSimpleNameNotEndingWith("Helper")
          .andShould()
          .haveSimpleNameNotEndingWith("Manager");
}
