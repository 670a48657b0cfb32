/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.dicomdeid.audit.LogSettings;
import org.dicomdeid.audit.PostgresAccess;
import org.dicomdeid.audit.RenewalPolicy;
import org.dicomdeid.processor.CheckpointPush;
import org.dicomdeid.receipt.Passphrase;
import org.dicomdeid.receipt.TsaSettings;

/**
 * Who stamps, with what keys, where receipts are kept, and how their log is.
 *
 * @param authorities outside RFC 3161 authorities, most preferred first; the embedded one when
 *     empty
 * @param pendingAlert how old a receipt may become without a time stamp before health says so
 * @param renewal when time stamps are renewed
 * @param passphrase of encrypted keys; empty when they are plain
 * @param server that has the audit store; a file in the data folder when empty
 * @param log how receipts are committed, and what is time-stamped
 * @param push where checkpoints of the log go; empty when they stay
 */
public record EvidenceSettings(
    List<TsaSettings> authorities,
    Duration pendingAlert,
    RenewalPolicy renewal,
    Optional<Passphrase> passphrase,
    Optional<PostgresAccess> server,
    LogSettings log,
    Optional<CheckpointPush.Target> push) {

  public EvidenceSettings {
    authorities = List.copyOf(authorities);
  }
}
