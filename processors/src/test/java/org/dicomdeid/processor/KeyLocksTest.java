/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class KeyLocksTest {

  private final KeyLocks locks = new KeyLocks();

  @Test
  void the_second_of_two_with_one_key_waits_for_the_first() throws Exception {
    Runnable first = locks.acquire("key");
    CountDownLatch trying = new CountDownLatch(1);
    CompletableFuture<Runnable> second =
        CompletableFuture.supplyAsync(
            () -> {
              trying.countDown();
              return acquire("key");
            });
    trying.await();
    assertThat(second).isNotDone();
    first.run();
    await().until(second::isDone);
    second.get().run();
    locks.acquire("key").run();
  }

  @Test
  void other_keys_do_not_wait() throws Exception {
    Runnable one = locks.acquire("one");
    Runnable two = locks.acquire("two");
    one.run();
    two.run();
  }

  private Runnable acquire(String key) {
    try {
      return locks.acquire(key);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
