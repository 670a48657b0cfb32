/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes;

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
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.file.virtualfs.VirtualFileSystemFactory;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.sftp.server.FileHandle;
import org.apache.sshd.sftp.server.SftpFileSystemAccessor;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;
import org.apache.sshd.sftp.server.SftpSubsystemProxy;

/** An SFTP server on a folder, that can be made to list files under other names than theirs. */
final class MinaServer implements AutoCloseable {

  static final String USER = "partner";
  static final String PASSWORD = "s3cret-Of-The-Partner#&?";

  private final SshServer server = SshServer.setUpDefaultServer();
  private final Map<String, String> listedAs = new ConcurrentHashMap<>();
  private final Map<String, Integer> reads = new ConcurrentHashMap<>();
  private final AtomicInteger logins = new AtomicInteger();
  private final KeyPair key;

  MinaServer(Path root, KeyPair key, int port) throws IOException {
    this.key = key;
    Files.createDirectories(root);
    server.setHost("127.0.0.1");
    server.setPort(port);
    server.setKeyPairProvider(KeyPairProvider.wrap(key));
    server.setPasswordAuthenticator(
        (user, password, session) -> {
          logins.incrementAndGet();
          return user.equals(USER) && password.equals(PASSWORD);
        });
    server.setFileSystemFactory(new VirtualFileSystemFactory(root));
    server.setSubsystemFactories(
        List.of(
            new SftpSubsystemFactory.Builder()
                .withFileSystemAccessor(new Names(listedAs, reads))
                .build()));
    server.start();
  }

  int port() {
    return server.getPort();
  }

  /** From now on, a file is listed under a name that this server makes up. */
  void list(String file, String as) {
    listedAs.put(file, as);
  }

  /** How often a file was opened. */
  int reads(String file) {
    return reads.getOrDefault(file, 0);
  }

  /** How often a password was shown. */
  int logins() {
    return logins.get();
  }

  /** The line of a known_hosts file for this server behind a port. */
  String knownHost(int port) {
    return "[127.0.0.1]:" + port + " " + PublicKeyEntry.toString(key.getPublic()) + "\n";
  }

  @Override
  public void close() throws IOException {
    server.stop(true);
  }

  private record Names(Map<String, String> listedAs, Map<String, Integer> reads)
      implements SftpFileSystemAccessor {

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
