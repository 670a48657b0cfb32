/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes.sftp;

import java.util.concurrent.ExecutorService;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.ThreadPoolBuilder;
import org.apache.camel.support.ExchangeHelper;
import org.apache.camel.util.concurrent.ThreadPoolRejectedPolicy;

/**
 * Hands what was fetched, and what is to be done at its end, to other threads. Camel's consumer of
 * a server waits for the end of each exchange, as clients of FTP serve one thread; behind it the
 * step {@code threads} would have one object in hand, however many it is for. The client of SFTP
 * serves one thread at a time by itself, and at its end a file asks nothing of the server.
 */
public final class HandOver implements Processor {

  private final String endpoint;
  private final int threads;
  private ExecutorService pool;
  private ProducerTemplate producer;

  /**
   * For one intake.
   *
   * @param endpoint URI of where objects go on
   * @param threads how many are worked on at once; as many may wait
   */
  public HandOver(String endpoint, int threads) {
    this.endpoint = endpoint;
    this.threads = threads;
  }

  /** Returns once a thread has it, or there is room for it to wait; works on it itself else. */
  @Override
  public void process(Exchange exchange) throws Exception {
    start(exchange.getContext());
    Exchange handed = ExchangeHelper.createCorrelatedCopy(exchange, true);
    pool.execute(() -> producer.send(endpoint, handed));
  }

  private synchronized void start(CamelContext camel) throws Exception {
    if (pool == null) {
      // The context ends both with itself.
      producer = camel.createProducerTemplate();
      pool =
          new ThreadPoolBuilder(camel)
              .poolSize(threads)
              .maxPoolSize(threads)
              .maxQueueSize(threads)
              .rejectedPolicy(ThreadPoolRejectedPolicy.CallerRuns)
              .build(this, "intake");
    }
  }
}
