/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.audit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.dicomdeid.receipt.CheckpointNote;
import org.dicomdeid.receipt.OwnerOnly;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The last checkpoint, in a file of the data folder and so outside of the data base: a log that was
 * cut off together with its checkpoints is noticed by it. Not safe for threads.
 *
 * <p>It is written at most once a second and at the end, each time after what it covers is on the
 * disk, so that it never knows more than a store that lost power.
 */
final class KeptCheckpoint {

  private static final Logger LOG = LoggerFactory.getLogger(KeptCheckpoint.class);

  private static final long INTERVAL = Duration.ofSeconds(1).toNanos();

  private final Path file;
  private CheckpointNote latest;
  private long writtenAt = System.nanoTime() - INTERVAL;

  KeptCheckpoint(Path file) {
    this.file = file;
  }

  /**
   * What is kept; empty when there is none.
   *
   * @throws LogDamagedException when the file is no checkpoint
   */
  Optional<CheckpointNote> read() throws AuditException {
    try {
      return Files.notExists(file)
          ? Optional.empty()
          : Optional.of(CheckpointNote.parse(Files.readString(file)));
    } catch (IOException e) {
      throw new LogDamagedException(file + " cannot be read as a checkpoint.");
    }
  }

  /** To be called with each checkpoint that was committed. */
  void committed(CheckpointNote note) {
    latest = note;
  }

  /**
   * Writes what was committed since, when it is time.
   *
   * @param now whether it is the end
   */
  void write(Database database, Connection connection, boolean now) {
    if (latest == null || (!now && System.nanoTime() - writtenAt < INTERVAL)) {
      return;
    }
    try {
      database.sync(connection);
      Path draft = file.resolveSibling(file.getFileName() + ".new");
      Files.deleteIfExists(draft);
      OwnerOnly.createEmpty(draft);
      Files.writeString(draft, latest.note());
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
      latest = null;
      writtenAt = System.nanoTime();
    } catch (IOException | SQLException e) {
      // The store has it; the next one is tried again.
      LOG.warn("The last checkpoint could not be kept in the data folder");
    }
  }
}
