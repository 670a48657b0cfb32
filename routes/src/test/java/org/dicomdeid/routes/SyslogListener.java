/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;

/** An audit record repository: takes syslog over TLS as RFC 5425 frames it. */
final class SyslogListener implements AutoCloseable {

  private final SSLServerSocket server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final List<String> messages = new CopyOnWriteArrayList<>();

  SyslogListener(SSLContext context, int port, boolean asksForCertificates) throws IOException {
    server =
        (SSLServerSocket)
            context
                .getServerSocketFactory()
                .createServerSocket(port, 50, InetAddress.getLoopbackAddress());
    server.setNeedClientAuth(asksForCertificates);
    threads.execute(
        () -> {
          while (!server.isClosed()) {
            try {
              Socket socket = server.accept();
              open.add(socket);
              threads.execute(() -> read(socket));
            } catch (IOException e) {
              return;
            }
          }
        });
  }

  int port() {
    return server.getLocalPort();
  }

  /** The XML of all messages so far, in order. */
  List<String> messages() {
    return messages;
  }

  private void read(Socket socket) {
    try (socket) {
      InputStream in = socket.getInputStream();
      while (true) {
        int length = 0;
        int c = in.read();
        while (c >= '0' && c <= '9') {
          length = length * 10 + c - '0';
          c = in.read();
        }
        if (c != ' ') {
          return;
        }
        String message = new String(in.readNBytes(length), StandardCharsets.UTF_8);
        messages.add(message.substring(message.indexOf("<", 5)));
      }
    } catch (IOException e) {
      // The peer is gone, or is none that is trusted.
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Socket each : open) {
      each.close();
    }
    threads.shutdownNow();
  }
}
