/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/**
 * A network between a client and a server of this machine that can break: after some bytes from the
 * server, it cuts the line, or keeps it open and lets nothing more through.
 */
final class CutProxy implements AutoCloseable {

  private final ServerSocket listener;
  private final int target;
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private final CountDownLatch broken = new CountDownLatch(1);
  private volatile long bytesLeft = Long.MAX_VALUE;
  private volatile boolean stalls;

  CutProxy(int target) throws IOException {
    this.target = target;
    this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    start(this::accept);
  }

  int port() {
    return listener.getLocalPort();
  }

  /** Breaks once, after so many more bytes from the server. */
  void cutAfter(long bytes) {
    stalls = false;
    bytesLeft = bytes;
  }

  void stallAfter(long bytes) {
    stalls = true;
    bytesLeft = bytes;
  }

  CountDownLatch broken() {
    return broken;
  }

  /** Ends all connections; later ones are whole again. */
  void heal() {
    bytesLeft = Long.MAX_VALUE;
    hangUp();
  }

  private void hangUp() {
    for (Socket each : sockets) {
      close(each);
    }
    sockets.clear();
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
        sockets.addAll(List.of(client, server));
        start(() -> pump(client, server, false));
        start(() -> pump(server, client, true));
      } catch (IOException e) {
        // The server is down: the client sees a connection that ends.
        hangUp();
      }
    }
  }

  private void pump(Socket from, Socket to, boolean counted) {
    byte[] buffer = new byte[4096];
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int n; (n = in.read(buffer)) > 0; ) {
        if (counted && !pass(n)) {
          return;
        }
        out.write(buffer, 0, n);
        out.flush();
      }
    } catch (IOException e) {
      // One side hung up; so does the other.
    }
    close(from);
    close(to);
  }

  private synchronized boolean pass(int n) {
    bytesLeft -= n;
    if (bytesLeft > 0) {
      return true;
    }
    broken.countDown();
    if (!stalls) {
      heal();
    }
    return false;
  }

  private static void start(Runnable task) {
    Thread thread = new Thread(task, "cut-proxy");
    thread.setDaemon(true);
    thread.start();
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
    hangUp();
  }
}
