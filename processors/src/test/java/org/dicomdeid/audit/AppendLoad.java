/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.audit;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.dicomdeid.receipt.KeyFolder;
import org.dicomdeid.receipt.Operation;
import org.dicomdeid.receipt.Operations;

/**
 * Appends receipts from two threads and prints the number of each as it is acknowledged: what the
 * kill test kills, and what the speed of a batch is measured with.
 *
 * <p>Arguments: data folder, first operation, number of operations, and the address of a PostgreSQL
 * store when it is to be there.
 */
final class AppendLoad {

  private static final int THREADS = 2;

  private AppendLoad() {}

  public static void main(String[] arguments) throws Exception {
    Path data = Path.of(arguments[0]);
    int first = Integer.parseInt(arguments[1]);
    int count = Integer.parseInt(arguments[2]);
    KeyFolder keys = KeyFolder.open(data.resolve("keys"));
    Optional<PostgresAccess> server =
        Stream.of(arguments)
            .skip(3)
            .map(
                url ->
                    new PostgresAccess(
                        url, PostgresServer.APPLICATION, PostgresServer.APPLICATION_PASSWORD))
            .findFirst();
    try (AuditStore store = AuditStore.open(data, server);
        ReceiptLog log = ReceiptLog.open(store, keys, keys.timestampAuthority())) {
      List<Thread> threads = new ArrayList<>();
      for (int t = 0; t < THREADS; t++) {
        int offset = t;
        Thread thread = new Thread(() -> append(log, first + offset, first + count));
        thread.start();
        threads.add(thread);
      }
      for (Thread thread : threads) {
        thread.join();
      }
    }
  }

  private static void append(ReceiptLog log, int from, int to) {
    List<CompletableFuture<Void>> all = new ArrayList<>();
    for (int i = from; i < to; i += THREADS) {
      Operation operation = Operations.delivered(i);
      LedgerEntry entry = new LedgerEntry(Operations.DESTINATION, operation.finished());
      int number = i;
      all.add(
          log.appendAsync(operation, List.of(entry))
              .thenAccept(receipt -> acknowledge(number, receipt.sequence())));
    }
    all.forEach(CompletableFuture::join);
  }

  /** One write: a line is whole in the pipe or not there when the process is killed. */
  private static synchronized void acknowledge(int number, long sequence) {
    System.out.println(number + " " + sequence);
    System.out.flush();
  }
}
