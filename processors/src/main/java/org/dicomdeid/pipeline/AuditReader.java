/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.pipeline;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.List;
import org.dicomdeid.audit.AuditStore;
import org.dicomdeid.audit.ReceiptLog;
import org.dicomdeid.receipt.KeyFolder;
import org.dicomdeid.receipt.Passphrase;

/**
 * The receipts of a site, to be read: verified, searched and exported. On a PostgreSQL server also
 * while a service writes them.
 */
public final class AuditReader implements Closeable {

  private final AuditStore store;
  private final ReceiptLog log;
  private final UidLookup lookup;

  private AuditReader(AuditStore store, ReceiptLog log, UidLookup lookup) {
    this.store = store;
    this.log = log;
    this.lookup = lookup;
  }

  /**
   * Opens what is there, and makes nothing.
   *
   * @throws IOException when there are no keys or no store, or they cannot be used; the message
   *     says why and what to do
   */
  public static AuditReader open(Pipeline.Settings settings) throws IOException {
    if (!Files.isDirectory(settings.keys())
        || (settings.server().isEmpty() && !AuditStore.isIn(settings.data()))) {
      throw new NoSuchFileException(
          settings.data().toString(), null, "has no keys or no audit store: say where they are");
    }
    KeyFolder keys =
        KeyFolder.open(
            settings.keys(),
            settings.passphrase().isPresent() ? settings.passphrase() : Passphrase.ofEnvironment());
    AuditStore store = AuditStore.open(settings.data(), settings.server());
    try {
      ReceiptLog log = ReceiptLog.openToRead(store, keys, Pipeline.authority(settings, keys));
      return new AuditReader(store, log, new UidLookup(keys.pseudonymSecret()));
    } catch (IOException e) {
      store.close();
      throw e;
    }
  }

  /** The receipts. */
  public ReceiptLog log() {
    return log;
  }

  /** What receipts of objects with this UID are found by, the original or the new one. */
  public List<String> tokensOf(String uid) {
    return lookup.tokensOf(uid);
  }

  @Override
  public void close() throws IOException {
    try (store) {
      log.close();
    }
  }
}
