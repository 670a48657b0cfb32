/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.processor;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;

/**
 * One holder at a time per content, so that two copies of a file that arrive together are not both
 * delivered. A permit may be given back by another thread than took it, as Camel may change
 * threads.
 */
final class ContentLocks {

  private static final class Lock {
    final Semaphore permit = new Semaphore(1);
    int users;
  }

  private final Map<String, Lock> locks = new HashMap<>();

  /** Waits until nobody else holds the content; the result gives it back, once. */
  Runnable acquire(String sha256) throws InterruptedException {
    Lock lock;
    synchronized (locks) {
      lock = locks.computeIfAbsent(sha256, key -> new Lock());
      lock.users++;
    }
    try {
      lock.permit.acquire();
    } catch (InterruptedException e) {
      leave(sha256, lock);
      throw e;
    }
    return () -> {
      lock.permit.release();
      leave(sha256, lock);
    };
  }

  private void leave(String sha256, Lock lock) {
    synchronized (locks) {
      if (--lock.users == 0) {
        locks.remove(sha256);
      }
    }
  }
}
