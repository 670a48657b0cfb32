/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.dicom;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class UidRegistryTest {

  private final UidRegistry registry = UidRegistry.standard();

  @Test
  void names_what_the_standard_registers() {
    assertThat(registry.isRegistered("1.2.840.10008.1.2.1")).isTrue();
    assertThat(registry.typeOf("1.2.840.10008.1.2.1")).isEqualTo("Transfer Syntax");
    assertThat(registry.nameOf("1.2.840.10008.5.1.4.1.1.2")).startsWith("CT Image Storage");
  }

  @Test
  void knows_nothing_of_an_instance_uid() {
    assertThat(registry.isRegistered("1.2.840.113619.2.1")).isFalse();
    assertThat(registry.nameOf("1.2.840.113619.2.1")).isNull();
    assertThat(registry.ciodOf("1.2.840.113619.2.1")).isNull();
    assertThat(registry.ciodOf(null)).isNull();
  }

  @Test
  void gives_the_iod_of_a_storage_sop_class() {
    assertThat(registry.ciodOf("1.2.840.10008.5.1.4.1.1.2")).isEqualTo("ct-image");
    assertThat(registry.ciodOf("1.2.840.10008.1.1")).isNull();
  }
}
