/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.dicomdeid.pipeline.DurableFiles;
import org.dicomdeid.pipeline.ObjectName;
import org.dicomdeid.receipt.Claims;
import org.dicomdeid.receipt.Content;
import org.dicomdeid.receipt.Receipt;
import org.dicomdeid.receipt.ReceiptFile;

/**
 * Where receipts lie, each there whole or not at all. They are copies: the audit store has them
 * durably before one is written, so none is forced to the disk here.
 */
final class ReceiptFiles {

  static final String SUFFIX = ".receipt.json";

  private final Path tree;
  private final Path work;
  private final Path quarantine;

  /**
   * Says where.
   *
   * @param tree holds receipts under the names of their objects: the output folder, or another
   * @param work where they are written before they get their name, on the same file system
   */
  ReceiptFiles(Path tree, Path work, Path quarantine) {
    this.tree = tree;
    this.work = work;
    this.quarantine = quarantine;
  }

  /**
   * Writes {@code <instance>.receipt.json}; with the input's digest in the name when the receipt of
   * another input with the very same output stands there.
   */
  synchronized void writeDelivered(ObjectName name, Receipt receipt) throws IOException {
    Path beside = beside(name);
    if (Files.exists(beside)) {
      Claims mine = Claims.of(receipt.envelope());
      Claims other = claims(beside);
      if (mine.output().equals(other.output()) && !mine.input().equals(other.input())) {
        write(beside.resolveSibling(name.instance() + "." + mine.input() + SUFFIX), receipt);
        return;
      }
    }
    write(beside, receipt);
  }

  void writeQuarantined(Content input, Receipt receipt) throws IOException {
    DurableFiles.replace(quarantine.resolve(input.sha256() + SUFFIX), receipt.toFile());
  }

  /** Whether the receipt beside this name says that it was made from this input. */
  boolean isMadeFrom(ObjectName name, Content input) throws IOException {
    Path beside = beside(name);
    return Files.exists(beside) && input.sha256().equals(claims(beside).input());
  }

  private Path beside(ObjectName name) {
    return tree.resolve(name.study()).resolve(name.series()).resolve(name.instance() + SUFFIX);
  }

  private static Claims claims(Path receipt) throws IOException {
    return Claims.of(ReceiptFile.parse(Files.readAllBytes(receipt)).envelope());
  }

  private void write(Path target, Receipt receipt) throws IOException {
    Path folder = target.getParent();
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(folder);
    }
    // The thread's number keeps two receipts of one name from meeting before they are whole.
    Path part = work.resolve(target.getFileName() + "." + Thread.currentThread().getId());
    try {
      Files.write(part, receipt.toFile());
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException fault) {
      Files.deleteIfExists(part);
      throw fault;
    }
  }
}
