/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.dicomdeid.audit.RenewalPolicy;
import org.dicomdeid.receipt.Passphrase;
import org.dicomdeid.receipt.TsaSettings;

/**
 * Who stamps, and with what keys.
 *
 * @param authorities outside RFC 3161 authorities, most preferred first; the embedded one when
 *     empty
 * @param pendingAlert how old a receipt may become without a time stamp before health says so
 * @param renewal when time stamps are renewed
 * @param passphrase of encrypted keys; empty when they are plain
 */
public record EvidenceSettings(
    List<TsaSettings> authorities,
    Duration pendingAlert,
    RenewalPolicy renewal,
    Optional<Passphrase> passphrase) {

  public EvidenceSettings {
    authorities = List.copyOf(authorities);
  }
}
