/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.security.KeyPair;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.file.virtualfs.VirtualFileSystemFactory;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.session.ServerSession;
import org.apache.sshd.sftp.server.AbstractSftpEventListenerAdapter;
import org.apache.sshd.sftp.server.FileHandle;
import org.apache.sshd.sftp.server.SftpFileSystemAccessor;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;
import org.apache.sshd.sftp.server.SftpSubsystemProxy;

/**
 * An SFTP server over a folder, for a user with a password; it may go away and come back, list
 * files under other names than theirs, and keep files that it is asked to remove.
 */
public final class SftpSite implements AutoCloseable {

  public static final String USER = "lab";
  public static final String PASSWORD = "p}}a&s%s w#rd";

  private final Path folder;
  private final KeyPair hostKey;
  private final Map<String, String> listedAs = new ConcurrentHashMap<>();
  private final Map<String, Integer> reads = new ConcurrentHashMap<>();
  private final AtomicInteger logins = new AtomicInteger();
  private SshServer server;
  private int port;
  private volatile CountDownLatch stalled;
  private volatile boolean keeps;

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
        (user, password, session) -> {
          logins.incrementAndGet();
          return USER.equals(user) && PASSWORD.equals(password);
        });
    SftpSubsystemFactory sftp =
        new SftpSubsystemFactory.Builder().withFileSystemAccessor(new Entries()).build();
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

          @Override
          public void removing(ServerSession session, Path path, boolean isDirectory)
              throws IOException {
            if (keeps) {
              throw new IOException("this server keeps its files");
            }
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
    return Files.writeString(file, knownHost(port));
  }

  /** The line of a known_hosts file for this server behind a port. */
  public String knownHost(int behind) {
    return "[127.0.0.1]:" + behind + " " + PublicKeyEntry.toString(hostKey.getPublic()) + "\n";
  }

  /** From now on, a file is listed under a name that this server makes up. */
  public void list(String file, String as) {
    listedAs.put(file, as);
  }

  /** Whether it refuses to remove files. */
  public void keep(boolean files) {
    keeps = files;
  }

  /** How often a file was opened. */
  public int reads(String file) {
    return reads.getOrDefault(file, 0);
  }

  /** How often a password was shown. */
  public int logins() {
    return logins.get();
  }

  @Override
  public void close() throws IOException {
    stop();
  }

  private final class Entries implements SftpFileSystemAccessor {

    @Override
    public void putRemoteFileName(
        SftpSubsystemProxy subsystem, Path path, Buffer buffer, String name, boolean shortName)
        throws IOException {
      buffer.putString(listedAs.getOrDefault(name, name));
    }

    @Override
    public SeekableByteChannel openFile(
        SftpSubsystemProxy subsystem,
        FileHandle handle,
        Path file,
        String name,
        Set<? extends OpenOption> options,
        FileAttribute<?>... attributes)
        throws IOException {
      reads.merge(file.getFileName().toString(), 1, Integer::sum);
      return SftpFileSystemAccessor.super.openFile(
          subsystem, handle, file, name, options, attributes);
    }
  }
}
