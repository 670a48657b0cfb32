/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.processor;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;

/**
 * One holder at a time per key. The key is a content's digest, so that two copies of a file that
 * arrive together are not both delivered, or an output's name, so that two objects cannot both find
 * it free. A permit may be given back by another thread than took it, as Camel may change threads.
 */
final class KeyLocks {

  private static final class Lock {
    final Semaphore permit = new Semaphore(1);
    int users;
  }

  private final Map<String, Lock> locks = new HashMap<>();

  /** Waits until nobody else holds the key; the result gives it back, once. */
  Runnable acquire(String key) throws InterruptedException {
    Lock lock;
    synchronized (locks) {
      lock = locks.computeIfAbsent(key, absent -> new Lock());
      lock.users++;
    }
    try {
      lock.permit.acquire();
    } catch (InterruptedException e) {
      leave(key, lock);
      throw e;
    }
    return () -> {
      lock.permit.release();
      leave(key, lock);
    };
  }

  private void leave(String key, Lock lock) {
    synchronized (locks) {
      if (--lock.users == 0) {
        locks.remove(key);
      }
    }
  }
}
