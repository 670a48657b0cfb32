/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.file.virtualfs.VirtualFileSystemFactory;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.session.ServerSession;
import org.apache.sshd.sftp.server.AbstractSftpEventListenerAdapter;
import org.apache.sshd.sftp.server.FileHandle;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;

/** An SFTP server over a folder, for a user with a password; it may go away and come back. */
public final class SftpSite implements AutoCloseable {

  public static final String USER = "lab";
  public static final String PASSWORD = "p}}a&s%s w#rd";

  private final Path folder;
  private final KeyPair hostKey;
  private SshServer server;
  private int port;
  private volatile CountDownLatch stalled;

  public SftpSite(Path folder) throws Exception {
    this.folder = Files.createDirectories(folder);
    this.hostKey = KeyUtils.generateKeyPair("ecdsa-sha2-nistp256", 256);
    start();
  }

  public void start() throws IOException {
    server = SshServer.setUpDefaultServer();
    server.setHost("127.0.0.1");
    server.setPort(port);
    server.setKeyPairProvider(KeyPairProvider.wrap(hostKey));
    server.setPasswordAuthenticator(
        (user, password, session) -> USER.equals(user) && PASSWORD.equals(password));
    SftpSubsystemFactory sftp = new SftpSubsystemFactory();
    sftp.addSftpEventListener(
        new AbstractSftpEventListenerAdapter() {
          @Override
          public void written(
              ServerSession session,
              String remoteHandle,
              FileHandle localHandle,
              long offset,
              byte[] data,
              int dataOffset,
              int dataLen,
              Throwable thrown)
              throws IOException {
            stallHere();
          }
        });
    server.setSubsystemFactories(List.of(sftp));
    server.setFileSystemFactory(new VirtualFileSystemFactory(folder));
    server.start();
    port = server.getPort();
  }

  /**
   * From now on, the first block of an upload is written and not answered, until the server stops.
   *
   * @return counts down when that came to pass
   */
  public CountDownLatch stallUploads() {
    stalled = new CountDownLatch(1);
    return stalled;
  }

  private void stallHere() throws IOException {
    CountDownLatch told = stalled;
    if (told == null) {
      return;
    }
    told.countDown();
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("the server stops", e);
    }
  }

  public void stop() throws IOException {
    stalled = null;
    server.stop(true);
  }

  public int port() {
    return port;
  }

  /** A known_hosts file that trusts this server's key. */
  public Path knownHosts(Path file) throws IOException {
    return Files.writeString(
        file, "[127.0.0.1]:" + port + " " + PublicKeyEntry.toString(hostKey.getPublic()) + "\n");
  }

  @Override
  public void close() throws IOException {
    stop();
  }
}
